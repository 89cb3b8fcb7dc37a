// core/store/digest.h: SHA-256, and zstd for what is kept.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace evigraft {

std::string sha256(std::string_view bytes);      ///< 32 bytes
std::string sha256_hex(std::string_view bytes);  ///< 64 hexadecimal digits

std::string compressed(std::string_view bytes);
/// `size` is what the bytes had before; anything else is damage: Error::database.
std::string decompressed(std::string_view packed, std::uint64_t size);
/// The size is taken from the frame; more than 1 GiB is damage.
std::string decompressed(std::string_view packed);

}  // namespace evigraft
