// core/store/payloads.h: the archive: the bytes servers sent, with the question each answers.
#pragma once
#include <cstdint>
#include <evigraft/source.hpp>
#include <optional>
#include <string>

#include "store/store.h"

namespace evigraft {

struct StoredPayload {
  std::int64_t id = 0;
  std::string kind;  ///< http, file
  std::string source;
  std::string name;    ///< URL without parameters and secrets, or the file's name
  std::string sha256;  ///< of the decompressed bytes, or of the file; empty when nothing came
  std::uint64_t size = 0;
  std::string verdict;  ///< accepted, rejected, failed
  std::string reason;   ///< of a rejection or failure
  int status = 0;       ///< HTTP; 0 when no answer came, and for files
  Pairs headers;
  std::string received_at;
  std::optional<Request> request;  ///< http only; placeholders unfilled
};

std::optional<StoredPayload> find_payload(const Store& store, std::int64_t id);
/// The decompressed bytes, checked against their digest; none for a file (its records keep their own slices).
std::optional<std::string> payload_bytes(const Store& store, std::int64_t id);

}  // namespace evigraft
