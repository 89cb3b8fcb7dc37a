#include "extract/table_words.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "extract/fold.h"
#include "extract/header_roles.h"

namespace evigraft {
namespace {

/// Lower case, hyphens as blanks, blanks at both ends.
std::string plain(std::string_view text) {
  const Folded folded = fold(text.substr(0, std::min<std::size_t>(text.size(), 1000)));
  std::string out = " ";
  for (const char c : folded.text) {
    const bool word =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80 || c == '%';
    if (word)
      out += c;
    else if (out.back() != ' ')
      out += ' ';
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

/// Brackets with counts and statistics, and marks that would end the sentence, are left out.
std::string spoken(const std::string& header) {
  std::string out;
  int depth = 0;
  for (const char c : header) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) out += c == '.' || c == ':' || c == ';' || c == '%' || c == '\n' || c == '*' ? ' ' : c;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return out;
}

}  // namespace

std::string outcome_phrase(const Topic& topic, const std::string& text) {
  const std::string words = plain(text);
  for (const auto* list : {&topic.outcome.lost, &topic.outcome.remaining})
    for (const std::string& phrase : *list) {
      const std::string wanted = plain(phrase);
      const std::string_view bare = std::string_view(wanted).substr(0, wanted.size() - 1);
      for (const std::string_view end : {" ", "s "})
        if (words.find(std::string(bare) + std::string(end)) != std::string::npos) return phrase;
    }
  return {};
}

bool names_percent(const std::string& text) {
  const std::string words = plain(text);
  return words.find('%') != std::string::npos || words.find(" percent") != std::string::npos ||
         words.find(" per cent ") != std::string::npos;
}

bool names_other_unit(const std::string& text) {
  std::string no_dose;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '/')
      while (i + 1 < text.size() && std::isalpha(static_cast<unsigned char>(text[i + 1])) != 0) ++i;
    no_dose += text[i];
  }
  std::string words = plain(no_dose);
  for (std::size_t at = words.find(" per "); at != std::string::npos; at = words.find(" per ", at))
    words.erase(at, words.find(' ', at + 5) - at);
  for (const std::string_view unit :
       {" ml ", " cc ", " cm3 ", " mm3 ", " mg ", " g ", " cm ", " mm ", " years ", " kg ", " points ", " score "})
    if (words.find(unit) != std::string::npos) return true;
  return false;
}

bool counts_people(const DataCell& cell) {
  if (cell.columns.empty()) return false;
  const std::string& header = cell.columns.back();
  const StatisticHints hints = read_hints(header);
  if (hints.count && hints.only_statistics) return true;
  const std::string words = plain(header);
  for (const std::string_view people :
       {" patients ", " women ",      " men ",        " participants ", " subjects ", " people ", " volunteers ",
        " cases ",    " animals ",    " mice ",       " rats ",         " rabbits ",  " pigs ",   " sheep ",
        " dogs ",     " breasts ",    " eyes ",       " sides ",        " cheeks ",   " grafts ", " n ",
        " number ",   " n analysed ", " n analyzed ", " analysed ",     " analyzed "})
    if (words == people) return true;
  return hints.count && !hints.mean && !hints.bracket_percent;
}

bool is_single_person(const DataCell& cell) {
  if (cell.stubs.empty()) return false;
  const std::string words = plain(cell.stubs.front());
  if (words.find_first_not_of(" 0123456789") == std::string::npos && words.size() > 2) return true;
  for (const std::string_view word : {" patient ", " case ", " subject ", " pt ", " no "})
    if (words.starts_with(word) && words.size() > word.size() && words[word.size()] >= '0' && words[word.size()] <= '9')
      return true;
  return false;
}

std::string spoken_label(const Topic& topic, const std::string& header) {
  std::string out = spoken(header);
  const std::string words = plain(out);
  const auto blanks = std::count(words.begin(), words.end(), ' ');
  const bool bare = blanks >= 2 && blanks <= 4 && words.find_first_of("0123456789%") == std::string::npos &&
                    words.find(" group") == std::string::npos && words.find(" side ") == std::string::npos &&
                    words.find(" arm ") == std::string::npos && !read_hints(out).any() && !read_time(out) &&
                    !names_other_unit(out) && outcome_phrase(topic, out).empty();
  if (bare) out.insert(out.find_last_not_of(' ') + 1, " group");
  return out;
}

std::string bracket_times(const std::string& header) {
  std::string out;
  for (std::size_t open = header.find('('); open != std::string::npos; open = header.find('(', open + 1)) {
    const std::size_t close = std::min(header.find(')', open), header.size());
    const std::string inside = header.substr(open + 1, close - open - 1);
    if (const auto time = read_time(inside); time && time->exact) out += ", " + inside;
  }
  return out;
}

}  // namespace evigraft
