#include "source/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <new>
#include <utility>

namespace evigraft {

struct Inflater::Stream {
  explicit Stream(int window_bits) {
    if (inflateInit2(&z, window_bits) != Z_OK) throw std::bad_alloc();
  }
  ~Stream() { inflateEnd(&z); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  z_stream z{};
};

std::optional<Coding> parse_coding(std::string_view header) {
  std::string name;
  for (const char letter : header)
    if (letter != ' ' && letter != '\t') name += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  if (name.empty() || name == "identity") return Coding::identity;
  if (name == "gzip" || name == "x-gzip") return Coding::gzip;
  if (name == "deflate") return Coding::deflate;
  return {};
}

Inflater::Inflater(Coding coding, std::uint64_t limit) : coding_(coding), limit_(limit) {
  if (coding == Coding::gzip) stream_ = std::make_unique<Stream>(15 + 16);  // + 16: gzip framing with its checksum
}

Inflater::~Inflater() = default;

Inflater::State Inflater::feed(std::string_view bytes, std::string& out) {
  if (coding_ == Coding::identity) {
    if (bytes.size() > limit_ - produced_) return State::too_large;
    produced_ += bytes.size();
    out += bytes;
    return State::ok;
  }
  if (stream_) return inflate_some(bytes, out);
  at_end_ = at_end_ && bytes.empty();
  head_ += bytes;
  if (head_.size() < 2) return State::ok;
  const unsigned first = static_cast<unsigned char>(head_[0]), second = static_cast<unsigned char>(head_[1]);
  const bool wrapped = (first & 0x0f) == Z_DEFLATED && (first * 256 + second) % 31 == 0;  // RFC 1950 2.2
  stream_ = std::make_unique<Stream>(wrapped ? 15 : -15);
  return inflate_some(std::exchange(head_, {}), out);
}

Inflater::State Inflater::inflate_some(std::string_view bytes, std::string& out) {
  std::array<char, 65536> buffer;
  z_stream& z = stream_->z;
  while (!bytes.empty()) {
    const bool another = at_end_ && z.total_in > 0;
    if (padding_ || (another && bytes.front() == '\0')) {
      padding_ = true;
      return bytes.find_first_not_of('\0') == std::string_view::npos ? State::ok : State::damaged;
    }
    if (another && (coding_ != Coding::gzip || inflateReset(&z) != Z_OK)) return State::damaged;
    at_end_ = false;
    // zlib takes 32-bit counts; what curl hands over is far below.
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), 1u << 30));
    const std::size_t given = z.avail_in;
    int result = Z_OK;
    do {
      z.next_out = reinterpret_cast<Bytef*>(buffer.data());
      z.avail_out = static_cast<uInt>(buffer.size());
      result = inflate(&z, Z_NO_FLUSH);
      if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return State::damaged;
      const std::size_t made = buffer.size() - z.avail_out;
      if (made > limit_ - produced_) return State::too_large;
      produced_ += made;
      out.append(buffer.data(), made);
    } while (result == Z_OK && z.avail_out == 0);
    bytes.remove_prefix(given - z.avail_in);
    at_end_ = result == Z_STREAM_END;
    if (!at_end_ && z.avail_in > 0 && given == z.avail_in) return State::damaged;  // no progress
  }
  return State::ok;
}

bool Inflater::complete() const { return coding_ == Coding::identity || at_end_; }

}  // namespace evigraft
