#include "link/title.h"

#include <utf8proc.h>

#include <array>
#include <cstdlib>

namespace evigraft::link {
namespace {

// Letters that have no decomposition but are written without their stroke or ligature elsewhere.
std::string_view plain_letter(utf8proc_int32_t code) {
  switch (code) {
    case 0xF8:
      return "o";  // ø
    case 0xE6:
      return "ae";  // æ
    case 0x153:
      return "oe";  // œ
    case 0x142:
      return "l";  // ł
    case 0x111:    // đ
    case 0xF0:     // ð
      return "d";
    case 0xFE:
      return "th";  // þ
    case 0x131:
      return "i";  // ı
    default:
      return {};
  }
}

template <typename Visit>
void each_code_point(std::string_view text, Visit visit) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t used = utf8proc_iterate(bytes, left, &code);
    const utf8proc_ssize_t step = used > 0 ? used : 1;  // a broken byte is left out
    if (used > 0) visit(code, std::string_view(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(used)));
    bytes += step;
    left -= step;
  }
}

// Case folded, compatibility forms and accents resolved, quotes and dashes as ASCII.
std::string folded(std::string_view printed) {
  std::string valid;
  valid.reserve(printed.size());
  each_code_point(printed, [&](utf8proc_int32_t, std::string_view bytes) { valid += bytes; });
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(valid.data()), static_cast<utf8proc_ssize_t>(valid.size()), &mapped,
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
                                     UTF8PROC_LUMP | UTF8PROC_IGNORE));
  if (length < 0) return valid;
  std::string out(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
  std::free(mapped);
  return out;
}

std::string letters_of(std::string_view folded_text) {
  std::string out;
  out.reserve(folded_text.size());
  each_code_point(folded_text, [&](utf8proc_int32_t code, std::string_view bytes) {
    if (const std::string_view plain = plain_letter(code); !plain.empty()) {
      out += plain;
      return;
    }
    const utf8proc_category_t category = utf8proc_category(code);
    const bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
    const bool number = category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
    if (letter || number || code == '+') out += bytes;  // "CD34+" is not "CD34"
  });
  return out;
}

struct Opening {
  std::string_view words;
  Kind kind;
  bool mark;  ///< needs ":" "." or a closing bracket after it: "Correction of asymmetry" is a title
};

// Longer before shorter where one begins another.
constexpr std::array<Opening, 44> kOpenings = {{
    {"retracted article", Kind::article, true},
    {"retracted chapter", Kind::article, true},
    {"retracted", Kind::article, true},
    {"article withdrawn", Kind::article, true},
    {"withdrawn", Kind::article, true},
    {"notice of retraction", Kind::retraction, false},
    {"statement of retraction", Kind::retraction, false},
    {"retraction notice to", Kind::retraction, false},
    {"retraction notice for", Kind::retraction, false},
    {"retraction notice", Kind::retraction, true},
    {"retraction note to", Kind::retraction, false},
    {"retraction note", Kind::retraction, true},
    {"retraction statement", Kind::retraction, true},
    {"retraction to", Kind::retraction, true},
    {"retraction of", Kind::retraction, true},
    {"retraction", Kind::retraction, true},
    {"editorial expression of concern", Kind::concern, false},
    {"expression of concern", Kind::concern, false},
    {"publisher's correction", Kind::erratum, true},
    {"publisher correction", Kind::erratum, true},
    {"author correction", Kind::erratum, true},
    {"erratum to", Kind::erratum, false},
    {"erratum for", Kind::erratum, false},
    {"erratum", Kind::erratum, true},
    {"corrigendum to", Kind::erratum, false},
    {"corrigendum for", Kind::erratum, false},
    {"corrigendum", Kind::erratum, true},
    {"correction to", Kind::erratum, false},
    {"correction", Kind::erratum, true},
    {"addendum to", Kind::erratum, false},
    {"addendum", Kind::erratum, true},
    {"invited commentary", Kind::comment, true},
    {"commentary on", Kind::comment, false},
    {"commentary", Kind::comment, true},
    {"comments on", Kind::comment, false},
    {"comment on", Kind::comment, false},
    {"comment", Kind::comment, true},
    {"invited discussion on", Kind::comment, false},
    {"discussion", Kind::comment, true},
    {"re", Kind::comment, true},
    {"reply to", Kind::reply, false},
    {"reply", Kind::reply, true},
    {"response to", Kind::reply, true},
    {"response", Kind::reply, true},
}};

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view skip_to_word(std::string_view text) {
  while (!text.empty() && !is_word_byte(text.front())) text.remove_prefix(1);
  return text;
}

// Takes one opening off the front of `text`; false when none is there.
bool take_opening(std::string_view& text, Title& title) {
  const std::string_view begun = skip_to_word(text);
  for (const Opening& opening : kOpenings) {
    if (!begun.starts_with(opening.words)) continue;
    std::string_view rest = begun.substr(opening.words.size());
    if (!rest.empty() && is_word_byte(rest.front())) continue;
    const std::string_view between = rest.substr(0, rest.size() - skip_to_word(rest).size());
    const bool marked = between.find_first_of(":.])\"") != std::string_view::npos || skip_to_word(rest).empty();
    if (opening.mark && !marked) continue;
    if (skip_to_word(rest).empty()) return false;  // "Reply." alone is a title of its own
    if (opening.kind == Kind::article) title.says_retracted = true;
    if (title.kind == Kind::article) title.kind = opening.kind;
    text = rest;
    return true;
  }
  return false;
}

}  // namespace

Title compared_title(std::string_view printed) {
  Title title;
  const std::string text = folded(printed);
  std::string_view rest = text;
  for (const std::string_view tail : {"(retracted", "[retracted", "(withdrawn", "[withdrawn", "(author's transl"})
    if (const auto at = rest.rfind(tail); at != std::string_view::npos && at > 0) {
      if (tail.substr(1, 6) != "author") title.says_retracted = true;
      rest = rest.substr(0, at);
    }
  while (take_opening(rest, title)) {
  }
  title.letters = letters_of(rest);
  return title;
}

std::string compared_family(std::string_view printed) {
  std::string_view family = printed.substr(0, printed.find(','));
  // "Wang C", "Kølle S-FT": initials in capitals behind a name go.
  for (;;) {
    while (!family.empty() && family.back() == ' ') family.remove_suffix(1);
    const auto blank = family.rfind(' ');
    if (blank == std::string_view::npos || blank == 0) break;
    const std::string_view last = family.substr(blank + 1);
    if (last.size() > 5 || last.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ.-") != std::string_view::npos) break;
    family = family.substr(0, blank);
  }
  return letters_of(folded(family));
}

}  // namespace evigraft::link
