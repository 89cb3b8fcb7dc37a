#include "store/digest.h"

#include <evigraft/error.h>
#include <openssl/evp.h>
#include <zstd.h>

#include <array>
#include <memory>

namespace evigraft {
namespace {

constexpr int kLevel = 3;  // zstd's default: fast, within a few percent of slower ones on XML
constexpr unsigned long long kMostBytes = 1ULL << 30;  // SQLite holds no larger value either (SQLITE_MAX_LENGTH)

[[noreturn]] void damaged(const std::string& what) {
  throw Error(Error::Kind::database,
              "a compressed value of the database is damaged (" + what + "): run `evigraft doctor`");
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw Error(Error::Kind::failed, "OpenSSL offers no SHA-256 here: check the system's crypto policy");
  return std::string(digest.begin(), digest.begin() + size);
}

std::string sha256_hex(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char byte : sha256(bytes)) {
    const auto value = static_cast<unsigned char>(byte);
    out += digits[value >> 4];
    out += digits[value & 15];
  }
  return out;
}

std::string compressed(std::string_view bytes) {
  static thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                                         &ZSTD_freeCCtx);
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compressCCtx(context.get(), out.data(), out.size(), bytes.data(), bytes.size(), kLevel);
  if (ZSTD_isError(size)) throw Error(Error::Kind::failed, std::string("zstd: ") + ZSTD_getErrorName(size));
  out.resize(size);
  return out;
}

std::string decompressed(std::string_view packed, std::uint64_t size) {
  if (size > kMostBytes) damaged("it claims " + std::to_string(size) + " bytes");
  std::string out(size, '\0');
  const std::size_t got = ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size());
  if (ZSTD_isError(got)) damaged(ZSTD_getErrorName(got));
  if (got != size) damaged("it is shorter than it was");
  return out;
}

std::string decompressed(std::string_view packed) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) damaged("no zstd frame");
  return decompressed(packed, size);
}

}  // namespace evigraft
