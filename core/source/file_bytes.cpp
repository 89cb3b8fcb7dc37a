#include "source/file_bytes.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace evigraft {
namespace {
constexpr std::size_t kBlock = 256 << 10;
constexpr std::size_t kHead = 4096;
/// All of PubMed's baseline is about 0.3 TB of text; one file is far below this.
constexpr std::uint64_t kMostDecompressed = 64ull << 30;
}  // namespace

FileBytes::FileBytes(const std::filesystem::path& file, std::function<void(std::string_view)> raw)
    : name_(file.string()), in_(file, std::ios::binary), raw_(std::move(raw)), block_(kBlock, '\0') {
  std::error_code ignored;
  if (!in_ || std::filesystem::is_directory(file, ignored))
    throw Error(Error::Kind::data, "The file " + name_ + " cannot be read; check that it exists and is a file.");
  in_.read(block_.data(), 2);
  const bool gzip = in_.gcount() == 2 && block_[0] == '\x1F' && block_[1] == '\x8B';
  in_.clear();
  in_.seekg(0);
  if (!in_)
    throw Error(Error::Kind::data, "The file " + name_ + " cannot be read from its beginning; is it a plain file?");
  if (gzip) inflater_ = std::make_unique<Inflater>(Coding::gzip, kMostDecompressed);
}

bool FileBytes::fill() {
  ready_.erase(0, at_);
  at_ = 0;
  if (ended_) return false;
  in_.read(block_.data(), static_cast<std::streamsize>(block_.size()));
  const std::string_view got(block_.data(), static_cast<std::size_t>(in_.gcount()));
  if (in_.bad()) return stop("The file " + name_ + " could not be read to its end.");
  if (got.empty()) {
    if (inflater_ && !inflater_->complete())
      return stop("The gzip file " + name_ + " ends too early; what came before is kept, fetch it again for the rest.");
    return stop({});
  }
  if (raw_) raw_(got);
  if (!inflater_) {
    ready_ += got;
    return true;
  }
  switch (inflater_->feed(got, ready_)) {
    case Inflater::State::ok:
      return true;
    case Inflater::State::too_large:
      return stop("The gzip file " + name_ + " decompresses to more than 64 GiB.");
    case Inflater::State::damaged:
      break;
  }
  return stop("The gzip file " + name_ + " is damaged; what came before is kept, fetch it again for the rest.");
}

bool FileBytes::stop(std::string fault) {
  ended_ = true;
  fault_ = std::move(fault);
  return false;
}

std::string_view FileBytes::head() {
  while (ready_.size() - at_ < kHead && fill()) {
  }
  return std::string_view(ready_).substr(at_, kHead);
}

std::size_t FileBytes::read(char* buffer, std::size_t capacity) {
  while (at_ == ready_.size() && !ended_) fill();
  const std::size_t size = std::min(capacity, ready_.size() - at_);
  std::memcpy(buffer, ready_.data() + at_, size);
  at_ += size;
  return size;
}

ByteSource FileBytes::source() {
  return [this](char* buffer, std::size_t capacity) { return read(buffer, capacity); };
}

}  // namespace evigraft
