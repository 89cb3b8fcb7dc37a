// core/publish/zip_parts.h: the files in a ZIP archive in memory, unpacked one at a time within a budget.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace evigraft::publish {

class ZipParts {
 public:
  /// `bytes` must outlive it; `budget`: bytes that may be unpacked in all. Error::data, beginning with `origin`, for
  /// what is no archive or holds more than `entries` files.
  ZipParts(std::string_view bytes, std::string origin, std::size_t entries, std::size_t budget);
  ~ZipParts();
  ZipParts(const ZipParts&) = delete;
  ZipParts& operator=(const ZipParts&) = delete;

  /// None when there is no such file. Error::data when it is encrypted, damaged, or beyond the budget.
  std::optional<std::string> part(const std::string& name);

 private:
  struct Archive;
  std::unique_ptr<Archive> archive_;
  std::string origin_;
  std::size_t budget_;
};

}  // namespace evigraft::publish
