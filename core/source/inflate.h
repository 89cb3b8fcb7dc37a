// core/source/inflate.h: undoes a Content-Encoding while the bytes come, counting what comes out.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace evigraft {

enum class Coding { identity, gzip, deflate };

/// Of a Content-Encoding value; none for one we never ask for (br, zstd, a stack of several).
std::optional<Coding> parse_coding(std::string_view header);

/// gzip with one or several members (RFC 1952 2.2), deflate with or without its zlib wrapper (servers send both).
class Inflater {
 public:
  enum class State { ok, too_large, damaged };

  Inflater(Coding coding, std::uint64_t limit);  ///< `limit`: bytes that may come out in all
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Appends what `bytes` decode to. After anything but ok the inflater is of no more use.
  State feed(std::string_view bytes, std::string& out);
  /// Whether the stream ended where its own framing says it ends; an answer without a single byte counts.
  [[nodiscard]] bool complete() const;

 private:
  struct Stream;
  State inflate_some(std::string_view bytes, std::string& out);

  Coding coding_;
  std::uint64_t limit_, produced_ = 0;
  std::string head_;                ///< deflate: the first two bytes, which tell the wrapper
  std::unique_ptr<Stream> stream_;  ///< none for identity and before the wrapper is known
  bool at_end_ = true;              ///< between members, or nothing came yet
  bool padding_ = false;            ///< zeros after the last member (RFC 1952 allows none; tape blocks have them)
};

}  // namespace evigraft
