#include "printed_date.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <vector>

#include "inline_text.h"

namespace evigraft::pubmed {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// 1..12 for "Mar", "March", "MAR", "3" or "03"; 0 otherwise.
int month_number(std::string_view text) {
  constexpr std::array<std::string_view, 12> names = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
  if (text.empty() || text.size() > 9) return 0;
  if (text.size() <= 2 && std::all_of(text.begin(), text.end(), is_digit)) {
    const int number = std::stoi(std::string(text));
    return number >= 1 && number <= 12 ? number : 0;
  }
  std::string lower;
  for (const char c : text) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (lower == "sept") return 9;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (lower.size() >= 3 && (lower == names[i] || lower == names[i].substr(0, 3))) return static_cast<int>(i) + 1;
  return 0;
}

int day_number(std::string_view text, int year, int month) {
  if (text.empty() || text.size() > 2 || !std::all_of(text.begin(), text.end(), is_digit)) return 0;
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int last = days[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
  const int day = std::stoi(std::string(text));
  return day >= 1 && day <= last ? day : 0;
}

/// Runs of digits or of letters.
std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    const auto same = is_digit(text[i]) ? is_digit : is_letter;
    std::size_t end = i;
    while (end < text.size() && same(text[end])) ++end;
    if (end > i) out.emplace_back(text.substr(i, end - i));
    i = std::max(end, i + 1);
  }
  return out;
}

bool is_year(const std::string& word) {
  return word.size() == 4 && (word[0] == '1' || word[0] == '2') && is_digit(word[1]);
}

/// "-08"
std::string dashed(int number) {
  std::string out(number < 10 ? "-0" : "-");
  return out += std::to_string(number);
}

PrintedDate read_medline_date(const std::string& printed) {
  PrintedDate out{.iso = {}, .printed = printed, .year = 0};
  std::vector<std::string> years;
  std::vector<int> months;
  for (const std::string& word : words(printed)) {
    if (is_year(word) && (years.empty() || years.back() != word)) years.push_back(word);
    if (const int month = is_letter(word[0]) ? month_number(word) : 0; month > 0) months.push_back(month);
  }
  if (years.empty()) return out;
  out.year = std::stoi(years.front());
  out.iso = years.front();
  if (years.size() == 1 && months.size() == 1) out.iso += dashed(months.front());
  if (out.iso == printed) out.printed.clear();
  return out;
}
}  // namespace

PrintedDate read_date(pugi::xml_node date) {
  if (const pugi::xml_node medline = date.child("MedlineDate")) return read_medline_date(inline_text(medline));
  const std::string year = inline_text(date.child("Year")), month = inline_text(date.child("Month")),
                    day = inline_text(date.child("Day")), season = inline_text(date.child("Season"));
  if (!is_year(year)) {
    const std::string printed = tidy(year + " " + month + " " + day + " " + season);
    return printed.empty() ? PrintedDate{} : read_medline_date(printed);
  }
  PrintedDate out{.iso = year, .printed = {}, .year = std::stoi(year)};
  const int number = month_number(month);
  if (number > 0) {
    out.iso += dashed(number);
    if (const int printed_day = day_number(day, out.year, number); printed_day > 0)
      out.iso += dashed(printed_day);
    else if (!day.empty())
      out.printed = tidy(year + " " + month + " " + day);
  } else if (!month.empty() || !season.empty()) {
    out.printed = month.empty() ? tidy(year + " " + season) : tidy(year + " " + month + " " + day);
  }
  return out;
}

}  // namespace evigraft::pubmed
