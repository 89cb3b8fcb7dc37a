// core/extract/abbreviations.cpp: the letters of the short form are found in the long form from right to left; the
// first letter must begin a word.
#include "extract/abbreviations.h"

#include <algorithm>

namespace evigraft {
namespace {

bool alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool capital(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return capital(c) ? static_cast<char>(c + 32) : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && !alnum(text.front())) text.remove_prefix(1);
  while (!text.empty() && !alnum(text.back()) && text.back() != ')' && text.back() != '%') text.remove_suffix(1);
  return text;
}

/// One to ten characters, a capital or a digit with a letter among them, at most two words.
bool is_short_form(std::string_view text) {
  if (text.empty() || text.size() > 12 || !alnum(text.front())) return false;
  int letters = 0, capitals = 0, blanks = 0;
  for (const char c : text) {
    if (c == ' ') ++blanks;
    if (capital(c)) ++capitals;
    if (capital(c) || (c >= 'a' && c <= 'z')) ++letters;
    if (c == '=' || c == ',' || c == ';' || c == '(' || c == '<' || c == '>') return false;
  }
  return letters > 0 && capitals > 0 && blanks <= 1;
}

/// "ILM", "HbA1c", "GDM1": no word that merely begins a sentence.
bool is_code(std::string_view text) {
  return text.size() > 1 &&
         std::count_if(text.begin(), text.end(), [](char c) { return capital(c) || (c >= '0' && c <= '9'); }) > 1;
}

/// The end of `before` that spells `short_form`; empty when none does.
std::string_view find_long_form(std::string_view short_form, std::string_view before) {
  // at most min(|A| + 5, |A| * 2) words
  const std::size_t words = std::min(short_form.size() + 5, short_form.size() * 2) + 1;
  std::size_t from = before.size();
  for (std::size_t seen = 0; from > 0 && seen < words && before.size() - from < 200;) {
    --from;
    if (before[from] == ' ' && from > 0 && before[from - 1] != ' ') ++seen;
  }
  before.remove_prefix(from);
  std::size_t at = before.size();
  for (std::size_t s = short_form.size(); s > 0; --s) {
    const char wanted = lower(short_form[s - 1]);
    if (!alnum(wanted)) continue;
    while (at > 0 && (lower(before[at - 1]) != wanted || (s == 1 && at > 1 && alnum(before[at - 2])))) --at;
    if (at == 0) return {};
    --at;
  }
  while (at > 0 && alnum(before[at - 1])) --at;
  return trimmed(before.substr(at));
}

}  // namespace

void Abbreviations::add(std::string_view short_form, std::string_view long_form) {
  short_form = trimmed(short_form);
  long_form = trimmed(long_form);
  if (short_form.empty() || long_form.size() <= short_form.size() || long_form.size() > 160) return;
  // "T2 = T0), 2": cut out of something else
  if (std::count(long_form.begin(), long_form.end(), '(') != std::count(long_form.begin(), long_form.end(), ')'))
    return;
  forms_.emplace(lower(short_form), lower(long_form));
}

void Abbreviations::read_brackets(std::string_view text) {
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    const std::size_t close = text.find_first_of("()", open + 1);
    if (close == std::string_view::npos) return;
    if (text[close] != ')' || close - open > 200) continue;
    const std::string_view whole = trimmed(text.substr(open + 1, close - open - 1));
    const std::string_view inside = trimmed(whole.substr(0, whole.find_first_of(";,")));
    const std::string_view before = text.substr(0, open);
    if (is_short_form(inside)) {
      if (const std::string_view found = find_long_form(inside, before); !found.empty()) {
        add(inside, found);
        continue;
      }
    }
    // "BMI (body mass index)": the word before the bracket is the short form
    std::size_t last = before.size();
    while (last > 0 && before[last - 1] == ' ') --last;
    std::size_t first = last;
    while (first > 0 && before[first - 1] != ' ' && before[first - 1] != '(') --first;
    const std::string_view word = trimmed(before.substr(first, last - first));
    if (is_short_form(word) && inside.size() > word.size())
      if (const std::string_view found = find_long_form(word, inside); !found.empty()) add(word, found);
  }
}

void Abbreviations::read_definitions(std::string_view text) {
  // "DES = drug-eluting stent; DS: diameter stenosis, NA, not available": a short form, a sign, words up to the next
  // separator
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t sign = text.find_first_of("=:,", at);
    if (sign == std::string_view::npos) return;
    std::size_t first = sign;
    while (first > at && text[first - 1] == ' ') --first;
    const std::size_t end_of_short = first;
    while (first > at && text[first - 1] != ' ' && text[first - 1] != ';' && text[first - 1] != '.' &&
           end_of_short - first < 16)
      --first;
    const std::string_view short_form = trimmed(text.substr(first, end_of_short - first));
    const std::size_t stop = std::min(text.find_first_of(";,.=", sign + 1), text.size());
    const std::string_view rest = trimmed(text.substr(sign + 1, stop - sign - 1));
    if (is_short_form(short_form) && !rest.empty() && rest.size() < 120) {
      // "X = ..." defines whatever the letters are, a colon or comma only what spells it
      if (text[sign] == '=' ? rest.find_first_not_of("0123456789.") != std::string_view::npos
                            : is_code(short_form) && !find_long_form(short_form, rest).empty())
        add(short_form, rest);
    }
    at = sign + 1;
  }
}

void Abbreviations::read(std::string_view text) {
  read_brackets(text);
  if (text.size() < 4000) read_definitions(text);
}

void Abbreviations::read_list(std::string_view note) {
  for (std::size_t at = 0; at < note.size() && note.size() < 4000;) {
    const std::size_t stop = std::min(note.find_first_of(",;.", at), note.size());
    const std::string_view piece = trimmed(note.substr(at, stop - at));
    at = stop + 1;
    const std::size_t blank = piece.find(' ');
    if (blank == std::string_view::npos) continue;
    const std::string_view short_form = piece.substr(0, blank), rest = trimmed(piece.substr(blank));
    if (!is_code(short_form) || !is_short_form(short_form) || rest.empty()) continue;
    // all of the words, not only some of them
    if (find_long_form(short_form, rest).size() == rest.size()) add(short_form, rest);
  }
}

void Abbreviations::unfold() {
  for (auto& [form, words] : forms_) {
    const std::size_t blank = words.rfind(' ');
    if (blank == std::string::npos) continue;
    const auto last = forms_.find(std::string_view(words).substr(blank + 1));
    if (last == forms_.end() || &last->second == &words || words.size() + last->second.size() > 200) continue;
    words = words.substr(0, blank + 1) + last->second;
  }
}

const std::string& Abbreviations::long_form(const std::string& short_form) const {
  static const std::string none;
  auto found = forms_.find(short_form);
  if (found == forms_.end() && short_form.size() > 2 && short_form.ends_with('s'))
    found = forms_.find(short_form.substr(0, short_form.size() - 1));
  return found == forms_.end() ? none : found->second;
}

Abbreviations read_abbreviations(const Article& article) {
  Abbreviations out;
  out.read(article.title);
  out.read(article.abstract);
  for (const PrintedTable& table : article.tables) {
    for (const std::string& note : table.notes) {
      out.read(note);
      out.read_list(note);
    }
    out.read(table.caption);
  }
  for (const Paragraph& paragraph : article.paragraphs) out.read(paragraph.text);
  out.unfold();
  return out;
}

}  // namespace evigraft
