// evigraft review: what people decide. The subcommands stand in files of their own.
#include <evigraft/error.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "cli/commands/review_commands.h"
#include "cli/number_text.h"
#include "store/evidence.h"
#include "store/links.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Json to_json(const PooledAnswer& answer) {
  Json json = {{"k", answer.k},
               {"estimate", answer.estimate ? Json(*answer.estimate) : Json()},
               {"ci95", answer.ci ? Json(*answer.ci) : Json()}};
  return json;
}

std::string in_words(const PooledAnswer& answer) {
  std::string text = "k = " + std::to_string(answer.k);
  if (answer.estimate) text += ", " + shown(*answer.estimate);
  if (answer.ci) text += " (95% CI " + shown((*answer.ci)[0]) + " to " + shown((*answer.ci)[1]) + ")";
  return text;
}

void print(Output& out, const VoteState& vote) {
  if (vote.agreed && !vote.differs && !vote.waits) out.line("  " + vote.other + " says the same: it counts.");
  if (vote.agreed && (vote.differs || vote.waits)) out.line("  Where " + vote.other + " says the same, it counts.");
  if (vote.differs) out.line("  " + vote.other + " says otherwise: see 'evigraft review list --kind disagreement'.");
  if (vote.waits) out.line("  A vote: it waits for " + vote.other + " to read the same.");
  if (!vote.agreed && !vote.differs && !vote.waits) out.line("  That counts already.");
}

}  // namespace

void add_who_and_why(CLI::App& command, WhoAndWhy& who) {
  command.add_option("--as", who.as, "Who decides (else EVIGRAFT_REVIEWER, else `reviewer` of the configuration)")
      ->type_name("NAME");
  command.add_option("--why,--reason", who.why, "Why, in a sentence; stays beside the decision")->type_name("TEXT");
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\n");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

std::string who_decides(const Context& context, const std::string& as) {
  return trimmed(as.empty() ? context.settings.reviewer : as);
}

Saying saying_of(const Context& context, const WhoAndWhy& who, review::Kind kind) {
  Saying saying;
  saying.kind = kind;
  saying.who = who_decides(context, who.as);
  saying.why = trimmed(who.why);
  if (saying.who.empty())
    throw Error(
        Error::Kind::usage,
        "A decision needs who makes it: --as NAME, EVIGRAFT_REVIEWER, or reviewer = \"NAME\" in the configuration.");
  if (saying.why.empty()) throw Error(Error::Kind::usage, "A decision needs a reason: --why TEXT.");
  return saying;
}

Opened open_for_review(const Context& context) {
  const auto& file = context.settings.database;
  if (!Store::exists(file)) open_for_reading(context);  // says what to do
  Store store = Store::open(file, Access::write);
  Topic topic = topic_of(context, store);
  return {std::move(store), std::move(topic)};
}

std::int64_t outcome_number(const std::string& id) {
  const std::string number = id.starts_with("outcome:") ? id.substr(8) : id;
  if (const auto value = whole(number)) return *value;
  throw Error(Error::Kind::usage, "'" + id + "' names no outcome; use its number, as 'evigraft outcomes' prints it.");
}

std::int64_t report_number(const Store& store, const std::string& id) {
  const bool pmid = id.starts_with("pmid:"), doi = id.starts_with("doi:") || id.starts_with("10.");
  const std::string bare = pmid ? id.substr(5) : id.starts_with("doi:") ? id.substr(4) : id;
  if (!pmid && !doi) {
    const auto number = whole(id.starts_with("report:") ? id.substr(7) : id);
    if (!number) throw Error(Error::Kind::usage, "'" + id + "' names no report; use its number, pmid:N or a DOI.");
    if (const std::int64_t report = report_for(store, *number); report != 0) return report;
  }
  for (const ReportView& view : report_views(store))
    if (doi ? view.doi == bare : !bare.empty() && view.pmid == bare) return view.report_id;
  throw Error(Error::Kind::failed, "There is no report " + id + "; 'evigraft reports' lists what there is.");
}

Json vote_json(const VoteState& vote) {
  return {{"other", vote.other}, {"agreed", vote.agreed}, {"differs", vote.differs}, {"waits", vote.waits}};
}

Json pooled_json(const std::vector<PoolChange>& changes) {
  Json json = Json::array();
  for (const PoolChange& change : changes)
    json.push_back(
        {{"question", change.question}, {"before", to_json(change.before)}, {"after", to_json(change.after)}});
  return json;
}

void print_pooled(Output& out, const std::vector<PoolChange>& changes) {
  for (const PoolChange& change : changes)
    out.line("  " + change.question + ": " + in_words(change.before) + " -> " + in_words(change.after));
  if (changes.empty()) out.line("  No pooled answer changed.");
}

int decide_and_print(Context& context, Opened& opened, const Saying& saying, const std::string& sentence) {
  const DecidedSummary summary = decide(opened.store, opened.topic, {saying}, surroundings(context));
  Output& out = context.out();
  for (const std::string& warning : summary.warnings) out.warn(warning);
  const std::int64_t outcome = summary.outcomes.front();
  const auto vote = vote_states(opened.store, summary.decisions).front();
  if (out.json()) {
    Json json = {{"schema_version", 1},
                 {"decision", summary.decisions.front()},
                 {"kind", name(saying.kind)},
                 {"outcome_id", outcome != 0 ? Json(outcome) : Json()},
                 {"who", saying.who},
                 {"why", saying.why},
                 {"pooled", pooled_json(summary.pooled)}};
    if (vote) json["vote"] = vote_json(*vote);
    if (!summary.warnings.empty()) json["warnings"] = summary.warnings;
    out.document(json);
    return 0;
  }
  std::string line = "Decision " + std::to_string(summary.decisions.front()) + " by " + saying.who + ": " + sentence;
  if (saying.kind == review::Kind::add && outcome != 0) line += ", outcome " + std::to_string(outcome);
  out.line(line + ".");
  if (vote) print(out, *vote);
  print_pooled(out, summary.pooled);
  return 0;
}

void add_review(CLI::App& app, Run& chosen) {
  CLI::App* command =
      app.add_subcommand("review", "What people decide: screening, corrections, numbers entered by hand");
  command->fallthrough();
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  evigraft review list --limit 10\n"
      "  evigraft review set 12 n 6 spread_kind se --as \"Ann Lee\" --why \"table 2 says mean ± SEM\"\n"
      "  evigraft review add --report pmid:24075051 --arm ASC --value 80.9 --spread 5.6 --spread-kind sd --n 10 \\\n"
      "    --months 4 --table 3 --why \"printed in the full text\"\n"
      "  evigraft review undo 3 --why \"wrong outcome\"");
  add_review_list(*command, chosen);
  add_review_decide(*command, chosen);
  add_review_add(*command, chosen);
  add_review_judge(*command, chosen);
  add_review_letters(*command, chosen);
  add_review_history(*command, chosen);
  add_review_sheet(*command, chosen);
  add_review_readers(*command, chosen);
}

}  // namespace evigraft::cli
