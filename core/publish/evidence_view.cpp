#include <evigraft/error.h>

#include <algorithm>

#include "publish/address.h"
#include "publish/number.h"
#include "publish/quote.h"
#include "publish/text.h"
#include "publish/view.h"

namespace evigraft::publish {
namespace {

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string out;
  for (const std::string& part : parts)
    if (!part.empty()) out += (out.empty() ? "" : between) + part;
  return out;
}

// The machine interface's names as words: "within_person" -> "within person", "rct" -> "RCT".
std::string plain_words(std::string name) {
  if (name == "rct") return "RCT";
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

// What the printed P values say where the text does not.
std::string inferred_words(const Evidence& evidence) {
  const std::string& kind = evidence.spread_inferred;
  return kind == "sd" ? ", inferred SD" : kind == "se" ? ", inferred SE" : "";
}

std::string spread_words(const Evidence& evidence) {
  std::vector<std::string> words;
  if (evidence.spread) {
    const std::string& kind = evidence.spread_kind;
    words.push_back("± " + shortest(*evidence.spread) + " (" +
                    (kind == "sd"                        ? "SD"
                     : kind == "se"                      ? "SE"
                     : kind == "unknown" || kind.empty() ? "kind not stated" + inferred_words(evidence)
                                                         : kind) +
                    ")");
  }
  if (evidence.interval) {
    const std::string& kind = evidence.interval_kind;
    words.push_back((kind == "ci95"  ? "95% CI"
                     : kind == "iqr" ? "IQR"
                     : kind.empty()  ? "interval"
                                     : kind) +
                    " " + shortest(evidence.interval->lo) + " to " + shortest(evidence.interval->hi));
  }
  return words.empty() ? "no spread" : joined(words, "; ");
}

std::string citation(const Report& report) {
  std::vector<std::string> parts = {report.authors, report.journal, report.year ? std::to_string(*report.year) : ""};
  for (std::string& part : parts)
    if (part.ends_with('.')) part.pop_back();  // "et al." brings its own
  return joined(parts, ". ") + ".";
}

// Where a value stands that was not read from title or abstract, or whose place no longer fits.
std::string place_words(const Evidence& evidence, bool misplaced) {
  std::vector<std::string> words;
  if (misplaced) words.push_back("The stored place does not hold these words in the text above; check this number.");
  if (!evidence.words.empty()) words.push_back("Words: “" + evidence.words + "”.");
  if (!evidence.place.empty()) words.push_back("Place: " + evidence.place + ".");
  if (!evidence.person.empty()) words.push_back("Entered by: " + evidence.person + ".");
  return joined(words, " ");
}

}  // namespace

Data evidence_view(const Page& page, const Evidence& evidence) {
  const auto found = page.reports.find(evidence.report_id);
  if (found == page.reports.end())
    throw Error(Error::Kind::data, "Outcome " + std::to_string(evidence.outcome_id) + " names report " +
                                       std::to_string(evidence.report_id) + ", which the page does not have.");
  const Report& report = found->second;

  Data row;
  row.set("outcome_id", std::to_string(evidence.outcome_id));
  row.set("label", report.label);
  row.set("design", present(joined({plain_words(report.design), plain_words(report.pairing), report.site}, ", ")));
  row.set("arm_class", evidence.arm_class);
  row.set("arm_label", evidence.arm_label);
  row.set("n", evidence.n ? shortest(*evidence.n) : "");
  row.set("value", shortest(evidence.value) + evidence.unit);
  row.set("spread", spread_words(evidence));
  row.set("spread_evidence", present(evidence.spread_evidence));
  row.set("months", evidence.months ? shortest(*evidence.months) : "");
  row.set("method", evidence.method);
  row.set("definition", evidence.definition);
  row.set("decision", evidence.decision);
  row.set("decided", present(evidence.decided));
  Data flags{Data::type::list};
  for (const std::string& flag : evidence.flags) flags.push_back(Data(plain_words(flag)));
  row.set("flags", flags);
  row.set("used", evidence.used);

  const bool in_title = evidence.field == "title", in_abstract = evidence.field == "abstract";
  std::optional<Quote> quote;
  if (in_title || in_abstract)
    quote = cut(in_title ? report.title : report.abstract, evidence.start, evidence.end, evidence.words);
  const bool misplaced = (in_title || in_abstract) && !quote;
  const Quote small = quote ? snippet(*quote, 90) : Quote{"", evidence.words, ""};
  row.set("short_before", small.before);
  row.set("short_marked", small.marked.empty() ? shortest(evidence.value) + evidence.unit : small.marked);
  row.set("short_after", small.after);
  row.set("marked", quote ? quote->marked : "");
  row.set("in_title", quote && in_title);
  row.set("in_abstract", quote && in_abstract);
  row.set("title_before", quote && in_title ? quote->before : report.title);
  row.set("title_after", quote && in_title ? quote->after : "");
  row.set("abstract_before", quote && in_abstract ? quote->before : report.abstract);
  row.set("abstract_after", quote && in_abstract ? quote->after : "");
  const std::string place =
      quote && evidence.place.empty() && evidence.person.empty() ? "" : place_words(evidence, misplaced);
  row.set("elsewhere", !place.empty());
  row.set("place_words", place);
  row.set("citation", citation(report));
  row.set("doi", present(doi_address(report.doi)));
  row.set("pubmed", present(pubmed_address(report.pmid)));
  return row;
}

}  // namespace evigraft::publish
