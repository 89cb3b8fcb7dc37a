#include "publish/text_width.h"

#include <algorithm>
#include <array>

#include "publish/text.h"

namespace evigraft::publish {
namespace {

// Thousandths of the font size, U+0020 to U+007E: Helvetica.afm, Adobe Systems.
constexpr std::array<int, 95> kAscii = {278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
                                        556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
                                        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
                                        667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
                                        333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
                                        556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};

bool is_combining(char32_t c) { return (c >= 0x300 && c <= 0x36F) || c == 0x200B || c == 0x200C || c == 0x200D; }

int thousandths(char32_t c) {
  if (c >= 0x20 && c <= 0x7E) return kAscii.at(c - 0x20);
  if (is_combining(c)) return 0;
  if (c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0xB7) return 333;  // superscripts, middle dot
  if (c == 0x2013 || c == 0x2212 || c == 0xD7 || c == 0xB1) return 584;
  if (c < 0x100) return c >= 0xE0 ? 611 : 778;                                // accented letters
  if (c < 0x530) return c < 0x250 || (c >= 0x3B1 && c <= 0x3C9) ? 650 : 833;  // Latin extended, Greek, Cyrillic
  return 1000;
}

double em(std::string_view text) {
  int sum = 0;
  for (const CodePoint& point : code_points(text)) sum += thousandths(point.value);
  return sum / 1000.0;
}

// Helvetica-Bold is wider by 3 to 11 percent in words and numbers.
double per_em(double size, Weight weight) { return weight == Weight::bold ? size * 1.1 : size; }

std::string one_line(std::string_view text) {
  std::string line = clean(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

}  // namespace

double text_width(std::string_view text, double size, Weight weight) {
  return em(one_line(text)) * per_em(size, weight);
}

std::string fitted(std::string_view text, double width, double size, Weight weight) {
  std::string line = one_line(text);
  const double room = width / per_em(size, weight);
  if (em(line) <= room) return line;
  std::string kept;
  double used = 1;  // of the ellipsis
  for (const CodePoint& point : code_points(line)) {
    used += thousandths(point.value) / 1000.0;
    if (used > room) break;
    kept += point.bytes;
  }
  while (kept.ends_with(' ')) kept.pop_back();
  return kept + "…";
}

std::vector<std::string> wrapped(std::string_view text, double width, double size, Weight weight) {
  std::vector<std::string> lines;
  const std::string whole = one_line(text);
  for (std::size_t at = 0; at < whole.size();) {
    const std::size_t end = std::min(whole.find(' ', at), whole.size());
    const std::string word = fitted(std::string_view(whole).substr(at, end - at), width, size, weight);
    const std::string longer = lines.empty() ? word : lines.back() + " " + word;
    if (lines.empty() || text_width(longer, size, weight) > width)
      lines.push_back(word);
    else
      lines.back() = longer;
    at = end + 1;
  }
  return lines;
}

}  // namespace evigraft::publish
