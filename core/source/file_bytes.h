// core/source/file_bytes.h: a file's bytes in order, gzip undone on the way; memory does not depend on its size.
#pragma once
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "source/inflate.h"
#include "source/runner.h"

namespace evigraft {

class FileBytes {
 public:
  /// `raw` sees every block as it lies on disk (for size and digest); may be empty.
  /// Throws Error::data when the file cannot be opened or is a folder.
  FileBytes(const std::filesystem::path& file, std::function<void(std::string_view)> raw);

  /// The first bytes, up to 4 KiB decompressed, without taking them.
  std::string_view head();
  /// Whether the file is gzip-compressed.
  [[nodiscard]] bool compressed() const { return inflater_ != nullptr; }
  /// 0 at the end, also where a damaged or truncated gzip stream ends it: see fault().
  std::size_t read(char* buffer, std::size_t capacity);
  ByteSource source();
  /// Why the bytes ended before the file's own end, one sentence; empty when they did not.
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  bool fill();
  bool stop(std::string fault);
  std::string name_;
  std::ifstream in_;
  std::function<void(std::string_view)> raw_;
  std::unique_ptr<Inflater> inflater_;
  std::string block_, ready_;
  std::size_t at_ = 0;
  bool ended_ = false;
  std::string fault_;
};

}  // namespace evigraft
