// evigraft review judge, review judgements: risk of bias and certainty, as people judge them.
#include <evigraft/error.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/commands/review_commands.h"
#include "cli/number_text.h"
#include "pipeline/judgements.h"
#include "review/instruments.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

struct JudgeFlags {
  std::string id, instrument;
  std::vector<std::string> pairs;  ///< domain, judgement, domain, judgement ...
  WhoAndWhy who;
};

/// What ID means, in words: "outcome:12"; a bare number as the instrument has it; a question for GRADE; else a report.
std::string aim(Saying& saying, const Store& store, const std::string& id, const review::Instrument& instrument) {
  const bool number = !id.empty() && id.find_first_not_of("0123456789") == std::string::npos;
  const review::Target first = instrument.about.front();
  if (id.starts_with("outcome:") || (number && first == review::Target::outcome)) {
    saying.outcome = outcome_number(id);
    return "outcome " + std::to_string(saying.outcome);
  }
  if (first == review::Target::question) return saying.question = id;
  saying.report = report_number(store, id);
  return "report " + std::to_string(saying.report);
}

int run_judge(Context& context, const JudgeFlags& flags) {
  Saying saying = saying_of(context, flags.who, review::Kind::judge);
  const review::Instrument& instrument = review::instrument(flags.instrument);
  saying.value["instrument"] = instrument.id;
  if (flags.pairs.size() % 2 != 0)
    throw Error(Error::Kind::usage,
                "judge takes pairs of a domain and its judgement: evigraft review judge 12 rob2 D1 low D2 high.");
  std::string sentence = ", " + instrument.name;
  for (std::size_t i = 0; i < flags.pairs.size(); i += 2) {
    const review::Domain& domain = review::domain(instrument, flags.pairs[i]);
    const std::string word = review::checked_judgement(domain, flags.pairs[i + 1]);
    saying.value[domain.id] = word;
    sentence += (i == 0 ? ": " : ", ") + domain.id + " " + word;
  }
  Opened opened = open_for_review(context);
  const std::string about = aim(saying, opened.store, flags.id, instrument);
  return decide_and_print(context, opened, saying, about + sentence);
}

std::string list_of_instruments() {
  std::string text;
  for (const review::Instrument& instrument : review::instruments()) {
    text += "\n\n" + instrument.id + " (" + instrument.name + "), about " +
            (instrument.about.front() == review::Target::outcome    ? "an outcome or a report"
             : instrument.about.front() == review::Target::question ? "a question such as ASC:conventional"
                                                                    : "a report") +
            ":";
    for (const review::Domain& domain : instrument.domains) {
      text += "\n  " + domain.id + (domain.id == domain.name ? "" : ", " + domain.name) + ": ";
      text += review::list_of(domain.words, ", ");
    }
  }
  return text;
}

struct JudgementsFlags {
  std::string instrument;
  bool table = false;
};

std::string about(const JudgedRow& row) {
  switch (row.assessment.subject.kind) {
    case review::Target::outcome:
      return "outcome:" + std::to_string(row.assessment.subject.id);
    case review::Target::report:
      return "report:" + std::to_string(row.assessment.subject.id);
    default:
      return row.assessment.subject.question;
  }
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : " ") + line;
  return out;
}

/// One line a judgement.
Table lines_of(const std::vector<JudgedRow>& rows) {
  Table table{{"instrument", "about", "study", "what", "domain", "judgement", "why", "who", "at", "decision_id"}, {}};
  for (const JudgedRow& row : rows)
    for (const review::Domain& domain : review::instrument(row.assessment.instrument).domains) {
      const auto found = row.assessment.domains.find(domain.id);
      if (found == row.assessment.domains.end()) continue;
      const review::Judged& judged = found->second;
      table.rows.push_back({row.assessment.instrument, about(row), row.label, row.what, domain.id, judged.word,
                            judged.why, judged.who, judged.at, judged.decision});
    }
  return table;
}

/// `remarks`: as a column; people read them below the table.
Table table_of_risk(const publish::RiskTable& risk, bool remarks) {
  Table table{{"study"}, {}};
  for (const publish::RiskColumn& column : risk.columns) table.columns.push_back(column.id);
  if (remarks) table.columns.emplace_back("remarks");
  for (const publish::RiskRow& row : risk.rows) {
    std::vector<Cell>& cells = table.rows.emplace_back();
    cells.emplace_back(row.label);
    for (const std::string& word : row.words) cells.push_back(word.empty() ? Cell{} : Cell(word));
    if (remarks) cells.emplace_back(joined(row.remarks));
  }
  return table;
}

Cell number_cell(const std::optional<double>& number) { return number ? Cell(*number) : Cell{}; }

std::vector<std::pair<std::string, Cell>> cells_of(const publish::CertaintyRow& row) {
  const auto bound = [](const std::optional<std::array<double, 2>>& interval, std::size_t side) {
    return interval ? Cell((*interval)[side]) : Cell{};
  };
  return {{"question", row.question},
          {"outcome", row.outcome},
          {"studies", std::int64_t{row.studies}},
          {"participants_1", number_cell(row.participants_1)},
          {"participants_2", number_cell(row.participants_2)},
          {"estimate", number_cell(row.estimate)},
          {"ci_low", bound(row.ci, 0)},
          {"ci_high", bound(row.ci, 1)},
          {"prediction_low", bound(row.prediction, 0)},
          {"prediction_high", bound(row.prediction, 1)},
          {"certainty", row.certainty.empty() ? Cell{} : Cell(row.certainty)},
          {"given_by", row.given_by.empty() ? Cell{} : Cell(row.given_by)},
          {"reasons", joined(row.reasons)},
          {"remarks", joined(row.remarks)}};
}

Table table_of_certainty(const std::vector<publish::CertaintyRow>& rows) {
  Table table;
  for (const publish::CertaintyRow& row : rows) {
    table.columns.clear();
    std::vector<Cell>& cells = table.rows.emplace_back();
    for (auto& [column, cell] : cells_of(row)) {
      table.columns.push_back(column);
      cells.push_back(std::move(cell));
    }
  }
  return table;
}

void print_certainty(Output& out, const publish::CertaintyRow& row) {
  out.line(row.question + ", " + row.outcome + ": certainty " +
           (row.certainty.empty() ? "not given" : row.certainty + " (" + row.given_by + ")"));
  std::string line = "  k = " + std::to_string(row.studies);
  const auto people = [](const std::optional<double>& n) { return n ? review::number_text(*n) : std::string("?"); };
  if (row.participants_1 || row.participants_2) {
    line += ", participants " + people(row.participants_1);
    if (row.two_arms) line += " and " + people(row.participants_2);
  }
  if (row.estimate) line += ": " + shown(*row.estimate);
  if (row.ci) line += " (95% CI " + shown((*row.ci)[0]) + " to " + shown((*row.ci)[1]) + ")";
  if (row.prediction)
    line += ", prediction interval " + shown((*row.prediction)[0]) + " to " + shown((*row.prediction)[1]);
  out.line(line);
  for (const std::string& reason : row.reasons) out.line("  " + reason);
  for (const std::string& remark : row.remarks) out.line("  ! " + remark);
}

Json to_json(const JudgedRow& row) {
  Json domains = Json::object();
  for (const review::Domain& domain : review::instrument(row.assessment.instrument).domains)
    if (const auto found = row.assessment.domains.find(domain.id); found != row.assessment.domains.end())
      domains[domain.id] = {{"judgement", found->second.word},
                            {"why", found->second.why},
                            {"who", found->second.who},
                            {"at", found->second.at},
                            {"decision_id", found->second.decision}};
  const auto id = [](std::int64_t number) { return number == 0 ? Json() : Json(number); };
  Json json = {{"instrument", row.assessment.instrument},
               {"about", about(row)},
               {"study_id", id(row.study)},
               {"report_id", id(row.report)},
               {"study", row.label},
               {"what", row.what},
               {"domains", domains},
               {"disagreements", row.disagreements},
               {"changed", row.changed.empty() ? Json() : Json(row.changed)}};
  if (const auto total = stars(review::instrument(row.assessment.instrument), row.assessment.words()))
    json["stars"] = *total;
  return json;
}

Json to_json(const publish::CertaintyRow& row) {
  const auto pair = [](const std::optional<std::array<double, 2>>& interval) {
    return interval ? Json(*interval) : Json();
  };
  const auto number = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
  const auto text = [](const std::string& words) { return words.empty() ? Json() : Json(words); };
  return {{"question", row.question},
          {"outcome", row.outcome},
          {"studies", row.studies},
          {"participants", {number(row.participants_1), number(row.participants_2)}},
          {"estimate", number(row.estimate)},
          {"ci95", pair(row.ci)},
          {"prediction", pair(row.prediction)},
          {"certainty", text(row.certainty)},
          {"given_by", text(row.given_by)},
          {"reasons", row.reasons},
          {"remarks", row.remarks}};
}

int run_judgements(Context& context, const JudgementsFlags& flags) {
  const std::string wanted = flags.instrument.empty() ? "" : review::instrument(flags.instrument).id;
  const Store store = open_for_reading(context);
  Judgements all = judgements(store, topic_of(context, store));
  if (!wanted.empty())
    std::erase_if(all.rows, [&](const JudgedRow& row) { return row.assessment.instrument != wanted; });
  Output& out = context.out();
  const std::vector<publish::RiskTable> risk = risk_tables(all);
  const std::vector<publish::CertaintyRow> certainty = certainty_rows(all);
  if (out.json()) {
    Json json = {{"schema_version", 1}, {"judgements", Json::array()}, {"summary_of_findings", Json::array()}};
    for (const JudgedRow& row : all.rows) json["judgements"].push_back(to_json(row));
    for (const publish::CertaintyRow& row : certainty) json["summary_of_findings"].push_back(to_json(row));
    out.document(json);
    return 0;
  }
  if (!flags.table) {
    out.list("judgements", lines_of(all.rows));
    return 0;
  }
  if (out.format() == Format::csv && risk.size() + (certainty.empty() ? 0 : 1) > 1)
    throw Error(Error::Kind::usage, "Each instrument is a table of its own: name one with --instrument.");
  for (const publish::RiskTable& table : risk) {
    const bool text = out.format() == Format::text;
    if (text) out.line(table.name + ":");
    out.list("judgements", table_of_risk(table, !text));
    if (!text) continue;
    for (const publish::RiskRow& row : table.rows)
      for (const std::string& remark : row.remarks) out.line("  ! " + row.label + ": " + remark);
  }
  if (out.format() == Format::csv && !certainty.empty()) out.list("judgements", table_of_certainty(certainty));
  if (out.format() == Format::text)
    for (const publish::CertaintyRow& row : certainty) print_certainty(out, row);
  return 0;
}

}  // namespace

void add_review_judge(CLI::App& review, Run& chosen) {
  {
    auto flags = std::make_shared<JudgeFlags>();
    CLI::App* command = add_command(
        review, chosen, "judge", "Risk of bias or certainty, domain by domain, with its support",
        "  evigraft review judge outcome:48 rob2 D1 low D2 \"some concerns\" --why \"sealed envelopes; no blinding\"\n"
        "  evigraft review judge pmid:24075051 nos S1 1 C1 2 --why \"consecutive patients; same surgeon\"\n"
        "  evigraft review judge ASC:conventional grade imprecision \"very serious\" --why \"interval holds 0 and 50\"",
        [flags](Context& context) { return run_judge(context, *flags); });
    add_who_and_why(*command, flags->who);
    command
        ->add_option("ID", flags->id, "outcome:N, a report (number, pmid:N or DOI), or a question (ASC:conventional)")
        ->required();
    command->add_option("INSTRUMENT", flags->instrument, "rob2, robins-i, nos or grade")->required();
    command->add_option("DOMAIN JUDGEMENT", flags->pairs, "One or more domains, each with its judgement")->required();
    command->footer(command->get_footer() + list_of_instruments());
  }
  auto flags = std::make_shared<JudgementsFlags>();
  CLI::App* command =
      add_command(review, chosen, "judgements", "What people judged, with support, warnings and what changed since",
                  "  evigraft review judgements --table\n  evigraft review judgements --instrument grade --json",
                  [flags](Context& context) { return run_judgements(context, *flags); });
  command->add_option("--instrument", flags->instrument, "rob2, robins-i, nos or grade; all by default")
      ->type_name("NAME");
  command->add_flag("--table", flags->table, "Assembled: a row a study and result, a summary of findings");
}

}  // namespace evigraft::cli
