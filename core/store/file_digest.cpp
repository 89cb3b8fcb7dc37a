#include "store/file_digest.h"

#include <evigraft/error.h>
#include <openssl/evp.h>

#include <array>

namespace evigraft {

struct FileDigest::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() { EVP_MD_CTX_free(context); }
  static void check(int done) {
    if (done != 1) throw Error(Error::Kind::failed, "The SHA-256 of the system's OpenSSL does not work.");
  }
};

FileDigest::FileDigest() : state_(std::make_unique<State>()) {
  State::check(EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr));
}
FileDigest::~FileDigest() = default;

void FileDigest::update(std::string_view block) {
  State::check(EVP_DigestUpdate(state_->context, block.data(), block.size()));
}

std::string FileDigest::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  State::check(EVP_DigestFinal_ex(state_->context, bytes.data(), &size));
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += kDigits[bytes[i] >> 4];
    text += kDigits[bytes[i] & 15];
  }
  return text;
}

}  // namespace evigraft
