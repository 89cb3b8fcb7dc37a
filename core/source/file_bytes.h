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
  /// Throws Error::data on a damaged or truncated gzip stream, after what came before it was handed over.
  std::size_t read(char* buffer, std::size_t capacity);
  ByteSource source();

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
  std::string fault_;  ///< thrown once what came before it has been taken
};

}  // namespace evigraft
