#include "review/sheet_value.h"

#include <evigraft/error.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "review/fields.h"

namespace evigraft::review {
namespace {

std::string lower(std::string text) {
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return text;
}

/// "3,61 %" -> "3.61 %". No field with decimals takes a thousand, so a comma there cannot part thousands.
std::string with_point(std::string text) {
  const std::size_t comma = text.find(',');
  if (comma != std::string::npos && text.find_first_of(".,", comma + 1) == std::string::npos &&
      text.find('.') == std::string::npos)
    text[comma] = '.';
  return text;
}

/// "1,000" or "1.000" of a field that takes whole numbers: a thousand to one person, one to another.
bool may_be_thousands(std::string_view text) {
  const std::size_t mark = text.find_last_of(".,");
  return mark != std::string_view::npos && text.size() - mark == 4;
}

std::optional<double> number(std::string_view text) {
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

/// Runs of blanks as one: spreadsheets change line ends.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    const bool blank = letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
    if (!blank)
      out += letter;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return trimmed_cell(out);
}

}  // namespace

std::string trimmed_cell(std::string_view cell) {
  static constexpr std::string_view kNoBreak = "\xC2\xA0";
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  for (;;) {
    if (!cell.empty() && blank(cell.front()))
      cell.remove_prefix(1);
    else if (cell.starts_with(kNoBreak))
      cell.remove_prefix(kNoBreak.size());
    else if (!cell.empty() && blank(cell.back()))
      cell.remove_suffix(1);
    else if (cell.ends_with(kNoBreak))
      cell.remove_suffix(kNoBreak.size());
    else
      return std::string(cell);
  }
}

std::string shown_cell(std::string_view cell) {
  std::size_t end = std::min<std::size_t>(cell.size(), 40);
  while (end > 0 && end < cell.size() && (static_cast<unsigned char>(cell[end]) & 0xC0) == 0x80) --end;
  return "'" + std::string(cell.substr(0, end)) + (end < cell.size() ? "…'" : "'");
}

std::string sheet_value(std::string_view field, std::string_view cell) {
  std::string text = trimmed_cell(cell);
  if (lower(text) == "none") text = "none";
  const bool unclear = takes_whole_number(field) && may_be_thousands(text);
  if (takes_number(field)) text = with_point(text);
  for (const std::string& word : words_of(field))
    if (lower(word) == lower(text)) text = word;
  try {
    if (!unclear) return checked_value(field, text);
  } catch (const Error&) {  // said below in the words of a sheet
  }
  throw Error(Error::Kind::usage, "takes " + allowed_words(field) + ", not " + shown_cell(trimmed_cell(cell)));
}

bool shows(std::string_view cell, std::string_view value) {
  const std::string text = one_line(cell), expected = one_line(value);
  if (text == expected) return true;
  if (const auto is = number(expected)) {
    std::string point = text;
    std::replace(point.begin(), point.end(), ',', '.');
    const auto shown = number(point);
    return shown && std::abs(*shown - *is) <= 1e-9 * std::max(1.0, std::abs(*is));
  }
  return text == "'" + expected;  // the apostrophe of a CSV file, kept in XLSX
}

}  // namespace evigraft::review
