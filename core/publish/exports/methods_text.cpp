#include "publish/exports/methods_text.h"

namespace evigraft::publish {
namespace {

std::string heading(const std::string& words) { return "\n" + words + "\n" + std::string(words.size(), '-') + "\n"; }

/// One line, whatever the text holds.
std::string line(const std::string& text) {
  std::string out;
  for (const char letter : text) {
    const bool blank = static_cast<unsigned char>(letter) <= ' ';
    if (!blank)
      out += letter;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

std::string source_text(const SourceRun& run) {
  std::string text = "- " + line(run.source) + ", " + run.date + ": " + line(run.query);
  if (run.expected) text += "; the server counts " + std::to_string(*run.expected);
  if (run.received) text += ", received " + std::to_string(*run.received);
  if (run.stored) text += ", stored " + std::to_string(*run.stored);
  return text + "; " + line(run.state) + ".\n";
}

}  // namespace

std::string methods_text(const Page& page) {
  std::string text = line(page.title) + "\nData as of " + page.as_of + ".\n";
  text += heading("Questions");
  for (const Comparison& comparison : page.comparisons)
    text += "- " + comparison.id + ": " + line(comparison.question) + "\n";
  for (const SingleArm& arm : page.single_arms)
    text += "- " + arm.id + ": mean " + page.outcome_name + " of one arm.\n";
  text += heading("Sources");
  for (const SourceRun& run : page.runs) text += source_text(run);
  text += heading("Eligibility");
  for (const std::string& rule : page.eligibility) text += "- " + line(rule) + "\n";
  text += heading("Which value of a study is taken");
  for (const std::string& rule : page.selection) text += "- " + line(rule) + "\n";
  text += heading("Reading and decisions");
  text +=
      "Numbers are read from titles and abstracts by the rules named below, each with the words it was read from, or\n"
      "entered and corrected by named people with a reason. Both stand in the database: `evigraft review history N`.\n";
  text += heading("Estimator");
  text +=
      "Comparisons are pooled as mean differences (percentage points), single arms as means (percent), by an\n"
      "inverse-variance random-effects model. The between-study variance is estimated by REML, its interval by the\n"
      "Q-profile (Viechtbauer 2007). Tests and intervals are Hartung's and Knapp's (2001); where their standard error "
      "is\n"
      "below Wald's, the text leads with the ad hoc interval. From three studies on there is a prediction\n"
      "interval by t with k - 1 degrees of freedom. One study alone is reported as it is. Undeclared spreads are left\n"
      "out; answers that read all of them as SD, or as SE, are sensitivity analyses.\n";
  text += heading("Versions");
  for (const Named& version : page.versions) text += "- " + line(version.name) + ": " + line(version.value) + "\n";
  return text + heading("To cite") + line(page.how_to_cite) + "\n";
}

}  // namespace evigraft::publish
