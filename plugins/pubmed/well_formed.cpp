#include "well_formed.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace evigraft::pubmed {
namespace {

/// Size of the UTF-8 sequence at `at`, 0 when it is none (overlong, surrogate and beyond U+10FFFF included).
std::size_t sequence_size(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    if (!follows(1) || !follows(2)) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;
    return first == 0xED && byte(1) > 0x9F ? 0 : 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (!follows(1) || !follows(2) || !follows(3)) return 0;
    if (first == 0xF0 && byte(1) < 0x90) return 0;
    return first == 0xF4 && byte(1) > 0x8F ? 0 : 4;
  }
  return 0;
}

bool is_control(unsigned char c) { return c < 0x20 && c != '\t' && c != '\n' && c != '\r'; }

std::optional<Flaw> find_bad_byte(std::string_view text) {
  constexpr std::size_t block = 64;  // plain ASCII blocks are passed at once
  for (std::size_t at = 0; at < text.size();) {
    if (at + block <= text.size()) {
      unsigned char any = 0, controls = 0;  // bytes, so that the loop runs on whole vector registers
      for (std::size_t i = 0; i < block; ++i) {
        const auto c = static_cast<unsigned char>(text[at + i]);
        any = static_cast<unsigned char>(any | c);
        controls = static_cast<unsigned char>(controls | ((c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r')));
      }
      if (any < 0x80 && controls == 0) {
        at += block;
        continue;
      }
    }
    const std::size_t stop = at + block < text.size() ? at + block : text.size();
    while (at < stop) {
      if (is_control(static_cast<unsigned char>(text[at]))) return Flaw{at, "there is a control character in it"};
      const std::size_t size = sequence_size(text, at);
      if (size == 0) return Flaw{at, "it is not UTF-8"};
      at += size;
    }
  }
  return std::nullopt;
}

bool is_character(std::uint32_t code) {
  return code == 0x9 || code == 0xA || code == 0xD || (code >= 0x20 && code <= 0xD7FF) ||
         (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

bool is_reference(std::string_view text) {  // begins after '&'
  const std::size_t end = text.substr(0, 16).find(';');
  if (end == std::string_view::npos) return false;
  const std::string_view name = text.substr(0, end);
  if (name.starts_with('#')) {
    const bool hex = name.starts_with("#x");
    const std::string_view digits = name.substr(hex ? 2 : 1);
    std::uint32_t code = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    return error == std::errc{} && stop == digits.data() + digits.size() && is_character(code);
  }
  constexpr std::array<std::string_view, 5> known = {"lt", "gt", "amp", "quot", "apos"};
  for (const std::string_view entity : known)
    if (name == entity) return true;
  return false;
}

/// Comments and CDATA sections, where '&' means nothing; asked in rising order, so each is looked at once.
class Literals {
 public:
  explicit Literals(std::string_view xml) : xml_(xml) {}
  bool hold(std::size_t position) {
    while (end_ <= position) {
      begin_ = xml_.find("<!", end_);
      if (begin_ == std::string_view::npos) {
        end_ = begin_;
        return false;
      }
      const bool comment = xml_.substr(begin_, 4) == "<!--", data = xml_.substr(begin_, 9) == "<![CDATA[";
      end_ = comment ? xml_.find("-->", begin_ + 4) : data ? xml_.find("]]>", begin_) : begin_ + 2;
    }
    return begin_ < position;
  }

 private:
  std::string_view xml_;
  std::size_t begin_ = 0, end_ = 0;
};
}  // namespace

std::optional<Flaw> find_flaw(std::string_view xml) {
  if (auto flaw = find_bad_byte(xml)) return flaw;
  Literals literals(xml);
  for (std::size_t at = 0; at < xml.size(); ++at) {
    const void* hit = std::memchr(xml.data() + at, '&', xml.size() - at);
    if (hit == nullptr) break;
    at = static_cast<std::size_t>(static_cast<const char*>(hit) - xml.data());
    if (is_reference(xml.substr(at + 1)) || literals.hold(at)) continue;
    std::string shown(xml.substr(at, 12));
    if (const std::size_t end = shown.find(';'); end != std::string::npos) shown.resize(end + 1);
    while (!shown.empty() && static_cast<unsigned char>(shown.back()) >= 0x80) shown.pop_back();
    return Flaw{at, "\"" + shown + "\" is not an entity XML knows"};
  }
  return std::nullopt;
}

}  // namespace evigraft::pubmed
