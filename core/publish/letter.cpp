#include "publish/letter.h"

#include <evigraft/error.h>

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <map>

#include "publish/text.h"

namespace evigraft::publish {
namespace {

using Data = kainjow::mustache::data;

constexpr std::size_t kColumns = 78;

const char* const kTemplate = R"text(Dear author,

we keep a synthesis of published results up to date: {{about}}. Your study ({{study}}) belongs in it, but what is printed leaves open some details that are needed beside the results of others.
{{#reports}}

{{citation}}
{{#questions}}

{{number}}. "{{quote}}" ({{where}}; {{reading}})
{{#missing}}
   - {{.}}
{{/missing}}
{{/questions}}
{{/reports}}

An answer of one line for each question is enough; a table, or the place where these are printed, is just as welcome. Please tell us, too, if something is no longer available, or if we have read a number wrongly.

What you send will be shown as your personal communication, with its date.

With kind regards,
{{sender}}
)text";

/// clean(), on one line.
std::string one_line(const std::string& text) {
  std::string out = clean(text);
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

std::size_t columns(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](unsigned char byte) { return (byte & 0xC0) != 0x80; }));
}

/// Broken between words; what follows a list's mark stays indented under it.
std::string folded(const std::string& line) {
  const std::size_t mark = line.find_first_not_of(" -0123456789.");
  const std::string indent(mark == std::string::npos || mark > 6 ? 0 : mark, ' ');
  std::string out, current;
  std::size_t at = 0;
  while (at <= line.size()) {
    const std::size_t blank = std::min(line.find(' ', at == 0 ? indent.size() : at), line.size());
    const std::string word = line.substr(at, blank - at);
    if (!current.empty() && columns(current) + 1 + columns(word) > kColumns) {
      out += current + "\n";
      current = indent + word;
    } else {
      current += (at == 0 ? "" : " ") + word;
    }
    at = blank + 1;
  }
  return out + current;
}

std::string wrapped_text(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += folded(text.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string question_for(const std::string& field) {
  static const std::map<std::string, std::string> questions = {
      {"spread", "What is the standard deviation (SD), or the standard error (SE), of this value?"},
      {"spread_kind", "Is the number after ± a standard deviation (SD) or a standard error (SE)?"},
      {"n", "How many participants are behind this value?"},
      {"months", "How many months after grafting was it measured?"},
      {"arm_class", "Were the added cells expanded in culture, or used freshly isolated as stromal vascular fraction?"},
      {"definition", "What is the percentage of: the injected volume, the volume gained at first, or something else?"}};
  const auto found = questions.find(field);
  if (found == questions.end()) throw Error(Error::Kind::failed, "No letter asks for '" + field + "'.");
  return found->second;
}

std::string letter_text(const Letter& letter) {
  Data data;
  data.set("about", letter.about);
  data.set("study", letter.study);
  data.set("sender", letter.sender);
  Data reports{Data::type::list};
  int number = 0;
  for (const LetterReport& report : letter.reports) {
    Data questions{Data::type::list};
    for (const LetterQuestion& question : report.questions) {
      Data missing{Data::type::list};
      for (const std::string& field : question.missing) missing.push_back(Data(question_for(field)));
      Data entry;
      entry.set("number", std::to_string(++number));
      entry.set("quote", question.quote);
      entry.set("where", question.where);
      entry.set("reading", question.reading);
      entry.set("missing", missing);
      questions.push_back(entry);
    }
    Data entry;
    entry.set("citation", report.citation);
    entry.set("questions", questions);
    reports.push_back(entry);
  }
  data.set("reports", reports);
  kainjow::mustache::mustache text{kTemplate};
  text.set_custom_escape(one_line);
  std::string out = wrapped_text(text.render(data));
  out.erase(out.find_last_not_of('\n') + 1);
  return out + "\n";
}

std::string letter_file(const Letter& letter) { return "letter-" + std::to_string(letter.study_id) + ".txt"; }

}  // namespace evigraft::publish
