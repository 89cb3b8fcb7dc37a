// core/extract/fold.cpp: one pass over the code points.
#include "extract/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <numeric>
#include <utility>

namespace evigraft {
namespace {

// "48.1 &plusmn; 3.2% (P &lt; .05)": some sources deliver the entity instead of the sign.
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kEntities = {{
    {"&plusmn;", "\x01"},
    {"&#177;", "\x01"},
    {"&#xb1;", "\x01"},
    {"&lt;", "<"},
    {"&#60;", "<"},
    {"&gt;", ">"},
    {"&#62;", ">"},
    {"&amp;", "&"},
    {"&nbsp;", " "},
    {"&#160;", " "},
    {"&minus;", "-"},
    {"&ndash;", "-"},
    {"&mdash;", "-"},
    {"&times;", "\x02"},
    {"&middot;", "."},
    {"&percnt;", "%"},
    {"&thinsp;", " "},
    {"&quot;", "\""},
}};

/// What a code point is folded to; nullptr: keep it (lower-cased).
const char* replacement(std::int32_t c) {
  switch (c) {
    case 0x00B1:
    case 0x2213:
      return "\x01";
    case 0x00D7:
    case 0x2715:
    case 0x2A2F:
      return "\x02";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xFE63:
    case 0xFF0D:
      return "-";
    case 0x00B7:
    case 0x2219:
    case 0x22C5:
    case 0x2027:
      return ".";  // "80·9%"
    case 0x00A0:
    case 0x1680:
    case 0x2000:
    case 0x2001:
    case 0x2002:
    case 0x2003:
    case 0x2004:
    case 0x2005:
    case 0x2006:
    case 0x2007:
    case 0x2008:
    case 0x2009:
    case 0x200A:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
    case '\t':
    case '\r':
      return " ";
    case 0x00AD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
      return "";
    case 0x00BC:
      return "=";  // "P ¼ .03": a symbol font's equals sign
    case 0x2264:
    case 0x2A7D:
      return "<";
    case 0x2265:
    case 0x2A7E:
      return ">";
    case 0x2018:
    case 0x2019:
    case 0x02BC:
      return "'";
    case 0x201C:
    case 0x201D:
      return "\"";
    case 0xFF05:
      return "%";
    case 0x2070:
      return "^0";
    case 0x00B9:
      return "^1";
    case 0x00B2:
      return "^2";
    case 0x00B3:
      return "^3";
    case 0x2074:
      return "^4";
    case 0x2075:
      return "^5";
    case 0x2076:
      return "^6";
    case 0x2077:
      return "^7";
    case 0x2078:
      return "^8";
    case 0x2079:
      return "^9";
    case 0xFB01:
      return "fi";
    case 0xFB02:
      return "fl";
    default:
      return nullptr;
  }
}

class Folder {
 public:
  explicit Folder(std::string_view field) : field_(field) {
    folded_.text.reserve(field.size());
    folded_.origin.reserve(field.size() + 1);
    folded_.upper.reserve(field.size());
    folded_.printed.reserve(field.size());
    folded_.offsets.reserve(field.size() + 1);
  }

  Folded run() {
    for (std::size_t at = 0; at < field_.size();) {
      at += plain_run(at);
      if (at < field_.size()) at += step(at);
    }
    folded_.origin.push_back(static_cast<int>(folded_.offsets.size()));
    folded_.offsets.push_back(static_cast<int>(folded_.printed.size()));
    if (field_.find("</") != std::string_view::npos) blank_markup();
    return std::move(folded_);
  }

 private:
  /// Plain ASCII is most of a text: letters, digits, blanks and marks that fold to themselves.
  std::size_t plain_run(std::size_t at) {
    std::size_t length = 0;
    while (at + length < field_.size()) {
      if (eight_plain(at + length)) {
        length += 8;
        continue;
      }
      const auto c = static_cast<unsigned char>(field_[at + length]);
      if (c >= 0x80 || c == '&' || (c < 0x20 && c != '\n')) break;
      ++length;
    }
    const auto first_point = static_cast<int>(folded_.offsets.size());
    const auto first_byte = static_cast<int>(folded_.printed.size());
    const std::size_t text = folded_.text.size(), point = folded_.offsets.size();
    folded_.printed.append(field_.substr(at, length));
    folded_.offsets.resize(point + length);
    folded_.text.resize(text + length);
    folded_.origin.resize(text + length);
    folded_.upper.resize(text + length);
    const char* const from = field_.data() + at;
    char* const to = folded_.text.data() + text;
    char* const upper = folded_.upper.data() + text;
    for (std::size_t i = 0; i < length; ++i) {
      const char c = from[i];
      const bool capital = static_cast<unsigned char>(c - 'A') < 26;
      to[i] = static_cast<char>(c + (capital ? 32 : 0));
      upper[i] = capital ? 1 : 0;
    }
    std::iota(folded_.origin.begin() + static_cast<std::ptrdiff_t>(text), folded_.origin.end(), first_point);
    std::iota(folded_.offsets.begin() + static_cast<std::ptrdiff_t>(point), folded_.offsets.end(), first_byte);
    return length;
  }

  /// Whether the next eight bytes are all printable ASCII and none is '&': the borrow of a subtraction shows a byte
  /// below it (Mycroft's test; Warren, Hacker's Delight, 6-1).
  [[nodiscard]] bool eight_plain(std::size_t at) const {
    if (field_.size() - at < 8) return false;
    constexpr std::uint64_t kOnes = 0x0101010101010101ULL, kHigh = 0x8080808080808080ULL;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, field_.data() + at, 8);
    const std::uint64_t without_and = bytes ^ kOnes * '&';
    const std::uint64_t control = (bytes - kOnes * 0x20) & ~bytes, entity = (without_and - kOnes) & ~without_and;
    return ((bytes | control | entity) & kHigh) == 0;
  }

  std::size_t step(std::size_t at) {
    if (field_[at] == '&')
      if (const std::size_t length = entity(at)) return length;
    std::int32_t c = static_cast<unsigned char>(field_[at]);
    std::size_t length = 1;
    if (c >= 0x80) {
      const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(field_.data() + at);
      const auto read = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(field_.size() - at), &c);
      if (read <= 0)
        c = 0xFFFD;
      else
        length = static_cast<std::size_t>(read);
    }
    keep(c);
    emit(c);
    return length;
  }

  /// "<h4>Results</h4>Retention was 0.59", "10<sup>5</sup>": tags become blanks, headings lines that a colon ends.
  void blank_markup() {
    const std::string_view text(folded_.text.data(), folded_.text.size());
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
      const std::size_t name = at + (text.substr(at).starts_with("</") ? 2 : 1);
      constexpr std::size_t kLongestTag = 8;  // a bounded look: a text of '<' alone stays linear
      const std::string_view tag = text.substr(name, text.substr(name, kLongestTag + 1).find('>'));
      const std::size_t end = name + tag.size();
      if (tag.size() > kLongestTag || end >= text.size()) continue;
      const auto is_one_of = [&](std::initializer_list<std::string_view> tags) {
        return std::find(tags.begin(), tags.end(), tag) != tags.end();
      };
      const bool heading = is_one_of({"h1", "h2", "h3", "h4", "h5", "h6", "title"});
      const bool block = heading || is_one_of({"p", "br", "br/", "div", "sec", "li", "ul"});
      if (!block && !is_one_of({"i", "b", "u", "em", "strong", "sub", "sup", "inf", "italic", "bold", "span"}))
        continue;
      const bool opens = name == at + 1;
      std::fill(folded_.text.begin() + static_cast<std::ptrdiff_t>(at),
                folded_.text.begin() + static_cast<std::ptrdiff_t>(end) + 1, ' ');
      if (block) folded_.text[at] = heading && !opens ? ':' : '\n';
      if (tag == "sup" && opens) folded_.text[end] = '^';
    }
  }

  std::size_t entity(std::size_t at) {
    for (const auto& [name, sign] : kEntities)
      if (field_.substr(at).starts_with(name)) {
        const int first = static_cast<int>(folded_.offsets.size());
        for (const char letter : name) keep(letter);
        for (const char letter : sign) put(letter, first, false);
        return name.size();
      }
    return 0;
  }

  /// Notes the code point as printed.
  void keep(std::int32_t c) {
    folded_.offsets.push_back(static_cast<int>(folded_.printed.size()));
    append_utf8(c, [this](char byte) { folded_.printed.push_back(byte); });
  }

  /// Writes what the last kept code point is folded to.
  void emit(std::int32_t c) {
    const int origin = static_cast<int>(folded_.offsets.size()) - 1;
    if (c < 0x80) {
      const bool capital = c >= 'A' && c <= 'Z';
      if (c == '\t' || c == '\r') c = ' ';
      if (c < 0x20 && c != '\n') c = ' ';
      put(static_cast<char>(capital ? c + 32 : c), origin, capital);
      return;
    }
    if (const char* text = replacement(c)) {
      for (; *text; ++text) put(*text, origin, false);
      return;
    }
    const std::int32_t lower = utf8proc_tolower(c);
    append_utf8(lower, [&](char byte) { put(byte, origin, lower != c); });
  }

  void put(char byte, int origin, bool capital) {
    folded_.text.push_back(byte);
    folded_.origin.push_back(origin);
    folded_.upper.push_back(capital ? 1 : 0);
  }

  template <typename Put>
  static void append_utf8(std::int32_t c, Put out) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(c, bytes.data());
    for (int i = 0; i < size; ++i) out(static_cast<char>(bytes[static_cast<std::size_t>(i)]));
  }

  std::string_view field_;
  Folded folded_;
};

}  // namespace

Folded fold(std::string_view field) { return Folder(field).run(); }

std::string_view printed(const Folded& folded, int start, int end) {
  const auto from = static_cast<std::size_t>(folded.offsets[static_cast<std::size_t>(start)]);
  const auto to = static_cast<std::size_t>(folded.offsets[static_cast<std::size_t>(end)]);
  return std::string_view(folded.printed).substr(from, to - from);
}

}  // namespace evigraft
