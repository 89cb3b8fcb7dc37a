// evigraft review readers, agreement: two people who read independently, and how far they agree.
#include <nlohmann/json.hpp>

#include "cli/commands/review_commands.h"
#include "cli/number_text.h"
#include "pipeline/readers.h"
#include "store/decisions.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

struct ReadersFlags {
  std::vector<std::string> names;
  std::string resolver;
  bool none = false;
  WhoAndWhy who;
};

int show(Context& context) {
  const Store store = open_for_reading(context);
  const auto readers = readers_now(store);
  Output& out = context.out();
  Json json = {{"schema_version", 1}, {"readers", nullptr}};
  std::string line = "One person reads: every decision counts at once.";
  if (readers)
    for (const DecisionRow& row : decision_rows(store)) {
      if (row.id != readers->decision) continue;
      json["readers"] = {{"first", readers->first},
                         {"second", readers->second},
                         {"resolver", readers->resolver.empty() ? Json() : Json(readers->resolver)},
                         {"decision", row.id},
                         {"at", row.at},
                         {"who", row.who},
                         {"why", row.why}};
      line = readers->first + " and " + readers->second + " read independently since decision " +
             std::to_string(row.id) + ", " + row.at.substr(0, 10) + "; " +
             (readers->resolver.empty() ? "anyone else resolves." : readers->resolver + " resolves.");
    }
  if (out.json())
    out.document(json);
  else
    out.line(line);
  return 0;
}

int run_readers(Context& context, const ReadersFlags& flags) {
  if (flags.names.empty() && !flags.none && flags.resolver.empty()) return show(context);
  if (flags.none ? !flags.names.empty() || !flags.resolver.empty() : flags.names.size() != 2)
    throw Error(
        Error::Kind::usage,
        "Name two readers, or --none alone: evigraft review readers \"Ann Lee\" \"Bob Ray\" --resolver \"Cleo Tan\".");
  Saying saying = saying_of(context, flags.who, review::Kind::readers);
  std::string sentence = "one person reads from now on";
  if (!flags.none) {
    saying.value = {
        {"first", trimmed(flags.names[0])}, {"second", trimmed(flags.names[1])}, {"resolver", trimmed(flags.resolver)}};
    sentence = saying.value["first"] + " and " + saying.value["second"] + " read independently";
    if (!saying.value["resolver"].empty()) sentence += ", " + saying.value["resolver"] + " resolves";
  }
  Opened opened = open_for_review(context);
  return decide_and_print(context, opened, saying, sentence);
}

Cell real(const std::optional<double>& value) { return value ? Cell(*value) : Cell(std::monostate{}); }

std::optional<double> limit(const std::optional<std::array<double, 2>>& ci, std::size_t side) {
  return ci ? std::optional((*ci)[side]) : std::nullopt;
}

Table full_table(const std::vector<FieldAgreement>& rows) {
  Table table;
  table.columns = {"first", "second",    "field",      "pairs", "agreed",  "observed", "observed_low", "observed_high",
                   "kappa", "kappa_low", "kappa_high", "ac1",   "ac1_low", "ac1_high", "reason"};
  for (const FieldAgreement& row : rows) {
    const Agreement& a = row.agreement;
    std::vector<Cell>& cells = table.rows.emplace_back();
    cells = {row.first,        row.second,           row.field,           std::int64_t{a.pairs}, std::int64_t{a.agreed},
             real(a.observed), real(limit(a.ci, 0)), real(limit(a.ci, 1))};
    for (const auto* coefficient : {&a.kappa, &a.ac1}) {
      cells.push_back(*coefficient ? Cell((*coefficient)->estimate) : Cell(std::monostate{}));
      for (const std::size_t side : {std::size_t{0}, std::size_t{1}})
        cells.push_back(*coefficient ? real(limit((*coefficient)->ci, side)) : Cell(std::monostate{}));
    }
    cells.push_back(a.reason.empty() ? Cell(std::monostate{}) : Cell(a.reason));
  }
  return table;
}

/// "0.68 (0.53 to 0.82)"
std::string in_words(double estimate, const std::optional<std::array<double, 2>>& ci) {
  return shown(estimate) + (ci ? " (" + shown((*ci)[0]) + " to " + shown((*ci)[1]) + ")" : "");
}

Table text_table(const std::vector<FieldAgreement>& rows) {
  Table table;
  table.columns = {"readers", "field", "pairs", "observed", "kappa", "ac1"};
  for (const FieldAgreement& row : rows) {
    const Agreement& a = row.agreement;
    const auto words = [&](const std::optional<AgreementCoefficient>& c) {
      return c ? in_words(c->estimate, c->ci) : "none: " + a.reason;
    };
    table.rows.push_back({row.first + ", " + row.second, row.field, std::int64_t{a.pairs},
                          a.observed ? in_words(*a.observed, a.ci) : "", words(a.kappa), words(a.ac1)});
  }
  return table;
}

int run_agreement(Context& context) {
  const Store store = open_for_reading(context);
  const std::vector<FieldAgreement> rows = reader_agreement(store);
  Output& out = context.out();
  out.list("agreement", out.format() == Format::text ? text_table(rows) : full_table(rows));
  if (rows.empty() && out.format() == Format::text) out.note("No field has been read by two people.");
  return 0;
}

}  // namespace

void add_review_readers(CLI::App& review, Run& chosen) {
  auto flags = std::make_shared<ReadersFlags>();
  CLI::App* command = add_command(
      review, chosen, "readers", "Who reads independently; without names, who does now",
      "  evigraft review readers \"Ann Lee\" \"Bob Ray\" --resolver \"Cleo Tan\" --why \"protocol, section 4\"\n"
      "  evigraft review readers\n"
      "  evigraft review readers --none --why \"double reading is done\"",
      [flags](Context& context) { return run_readers(context, *flags); });
  add_who_and_why(*command, flags->who);
  command->add_option("NAME", flags->names, "Two people: what one says counts when the other says the same")
      ->expected(0, 2);
  command->add_option("--resolver", flags->resolver, "Who decides where they differ; anyone else if not named")
      ->type_name("NAME");
  command->add_flag("--none", flags->none, "One person reads from now on");
  add_command(review, chosen, "agreement", "How far two readers agree, field by field",
              "  evigraft review agreement\n  evigraft review agreement --output csv > agreement.csv",
              [](Context& context) { return run_agreement(context); });
}

}  // namespace evigraft::cli
