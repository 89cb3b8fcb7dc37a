// core/store/file_digest.h: SHA-256 of bytes that come in blocks.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace evigraft {

class FileDigest {
 public:
  FileDigest();
  ~FileDigest();
  FileDigest(const FileDigest&) = delete;
  FileDigest& operator=(const FileDigest&) = delete;
  void update(std::string_view block);
  /// 64 hexadecimal digits; call once, after the last block.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evigraft
