// evigraft review export, import: a sheet to fill in, and what was filled in as decisions.
#include "pipeline/review_sheet.h"

#include <evigraft/error.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/commands/review_commands.h"
#include "cli/sheet_file.h"
#include "cli/whole_file.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;
using review::Kind;
using review::Need;
using review::SheetProblem;
using review::SheetStatement;

struct SheetFlags {
  std::string file, study, as;
  std::vector<std::string> kinds;
  bool all = false, overwrite = false;
};

std::string counted(std::size_t n, const std::string& one) {
  return std::to_string(n) + " " + one + (n == 1 ? "" : "s");
}

int run_export(Context& context, const SheetFlags& flags) {
  const SheetFormat format = sheet_format(flags.file);
  SheetChoice choice{flags.all, flags.study, {}, who_decides(context, flags.as)};
  for (const std::string& kind : flags.kinds) {
    const Need need = review::parse_need(kind);
    if (need == Need::screening || need == Need::duplicate || need == Need::lost)
      throw Error(
          Error::Kind::usage,
          "A sheet asks about outcomes: disagreement, pending, spread, class, n, time, confidence or conflict, not " +
              kind + ".");
    choice.needs.insert(need);
  }
  if (choice.all && !choice.needs.empty())
    throw Error(Error::Kind::usage, "--all asks for every outcome and --kind for some of them; give one of both.");
  if (!flags.overwrite && std::filesystem::exists(flags.file))
    throw Error(
        Error::Kind::failed,
        flags.file + " is there already, and may hold what somebody filled in; give another name or --overwrite.");
  const Store store = open_for_reading(context);
  const SheetRows rows = sheet_rows(store, topic_of(context, store), choice);
  write_whole(flags.file, sheet_bytes(rows, format, context.now()), "sheet");
  Output& out = context.out();
  const auto outcomes = static_cast<std::size_t>(rows.outcomes), reports = static_cast<std::size_t>(rows.reports);
  if (out.json())
    out.document({{"schema_version", 1},
                  {"file", flags.file},
                  {"format", format == SheetFormat::csv ? "csv" : "xlsx"},
                  {"outcomes", outcomes},
                  {"reports", reports},
                  {"run", rows.run}});
  else
    out.line(flags.file + ": " + counted(outcomes, "outcome") + " of " + counted(reports, "report") +
             ", and a row for a new number of each report.");
  if (reports == 0) out.note("Nothing is asked about an outcome; --all exports every one.");
  return 0;
}

struct ImportFlags {
  std::string file;
  WhoAndWhy who;
  bool dry_run = false, exit_code = false;
};

std::string place_of(std::size_t row, const std::string& column) {
  return "row " + std::to_string(row) + (column.empty() ? "" : ", column " + column);
}

Json problems_json(const std::vector<SheetProblem>& problems, bool conflicts) {
  Json json = Json::array();
  for (const SheetProblem& problem : problems)
    if (problem.conflict == conflicts)
      json.push_back({{"row", problem.row}, {"column", problem.column}, {"what", problem.what}});
  return json;
}

Json changes_json(const SheetImport& imported, bool dry_run) {
  Json json = Json::array();
  for (std::size_t i = 0; i < imported.decided.decisions.size(); ++i) {
    const SheetStatement& said = imported.reading.statements[i];
    Json fields = Json::array();
    for (const review::SheetChange& change : said.changes)
      fields.push_back({{"field", change.field}, {"before", change.before}, {"after", change.after}});
    const std::int64_t outcome = dry_run ? said.outcome : imported.decided.outcomes[i];
    json.push_back({{"row", said.row},
                    {"kind", name(said.kind)},
                    {"outcome_id", outcome == 0 ? Json() : Json(outcome)},
                    {"report_id", said.report},
                    {"study", said.study},
                    {"fields", std::move(fields)},
                    {"who", said.who},
                    {"why", said.why},
                    {"decision_id", dry_run ? Json() : Json(imported.decided.decisions[i])}});
    if (imported.votes[i]) json.back()["vote"] = vote_json(*imported.votes[i]);
  }
  return json;
}

std::string or_none(const std::string& text) { return text.empty() ? "none" : text; }

/// "row 5, outcome 48, Wang 2021: spread_kind unknown -> se, n none -> 6 (Ann Lee)"
std::string in_words(const SheetStatement& said) {
  std::string line = place_of(said.row, "");
  line += said.outcome != 0 ? ", outcome " + std::to_string(said.outcome) : ", report " + std::to_string(said.report);
  line += ", " + said.study + ": ";
  if (said.kind == Kind::accept) line += "accepted";
  if (said.kind == Kind::reject) line += "rejected";
  if (said.kind == Kind::add) line += "entered ";
  for (std::size_t i = 0; i < said.changes.size(); ++i) {
    const review::SheetChange& change = said.changes[i];
    line += (i == 0 ? "" : ", ") + change.field + " ";
    if (said.kind == Kind::set) line += or_none(change.before) + " -> ";
    line += or_none(change.after);
  }
  return line + " (" + said.who + ": " + said.why + ")";
}

/// ", number 8" or ", numbers 8 to 12"
std::string numbered(const std::vector<std::int64_t>& decisions) {
  if (decisions.size() == 1) return ", number " + std::to_string(decisions.front());
  return ", numbers " + std::to_string(decisions.front()) + " to " + std::to_string(decisions.back());
}

/// Of decisions that are votes: what became of them, by the other reader.
void print_votes(Output& out, const SheetImport& imported) {
  struct Met {
    std::size_t votes = 0, waits = 0, agreed = 0, differs = 0;
  };
  std::map<std::string, Met> met;
  for (const std::optional<VoteState>& vote : imported.votes) {
    if (!vote) continue;
    Met& of = met[vote->other];
    ++of.votes;
    of.waits += vote->waits ? 1 : 0;
    of.agreed += vote->agreed ? 1 : 0;
    of.differs += vote->differs ? 1 : 0;
  }
  for (const auto& [reader, of] : met) {
    const std::string& other = reader;  // clang 14 lets no lambda see a structured binding
    std::string line;
    const auto add = [&](std::size_t n, const std::string& one, const std::string& more, const std::string& rest) {
      if (n > 0) line += (line.empty() ? "" : "; ") + std::to_string(n) + (n == 1 ? one : more) + other + rest;
    };
    add(of.waits, " waits for ", " wait for ", " to read the same");
    add(of.agreed, " says what ", " say what ", " says: it counts");
    add(of.differs, " differs from what ", " differ from what ",
        " says: see 'evigraft review list --kind disagreement'");
    if (line.empty()) line = "they count already";
    out.line("  " + counted(of.votes, "vote") + ": " + line + ".");
  }
}

void print(Output& out, const SheetImport& imported, const ImportFlags& flags) {
  const review::SheetReading& reading = imported.reading;
  for (const SheetProblem& problem : reading.problems)
    out.line(place_of(problem.row, problem.column) + ": " + problem.what);
  if (!reading.problems.empty()) return;
  for (const SheetStatement& said : reading.statements) out.line(in_words(said));
  print_votes(out, imported);
  if (imported.hides)
    out.line("  Votes: what they change is told when they are given, for it would tell the other reader's.");
  else if (!reading.statements.empty())
    print_pooled(out, imported.decided.pooled);
  std::string line;
  if (reading.statements.empty())
    line = reading.filled == 0    ? "Nothing is filled in."
           : reading.waiting == 0 ? "All that is filled in counts already; nothing changed."
                                  : "All that is filled in counts already, or is your vote, which is open between the "
                                    "two readers; nothing changed.";
  else if (flags.dry_run)
    line = "Dry run: " + counted(reading.statements.size(), "decision") + ", none of them kept.";
  else
    line = counted(reading.statements.size(), "decision") + numbered(imported.decided.decisions) + ".";
  out.line(line);
}

int run_import(Context& context, const ImportFlags& flags) {
  const review::SheetCells sheet = read_sheet_file(flags.file);
  Opened opened = open_for_review(context);
  const SheetImport imported = import_sheet(
      opened.store, opened.topic, sheet, who_decides(context, flags.who.as), flags.who.why, flags.dry_run,
      [&](const std::string& id) { return report_number(opened.store, id); }, surroundings(context));
  Output& out = context.out();
  const review::SheetReading& reading = imported.reading;
  for (const std::string& remark : reading.remarks) out.warn(remark);
  if (out.json())
    out.document({{"schema_version", 1},
                  {"file", flags.file},
                  {"dry_run", flags.dry_run},
                  {"rows", sheet.rows.size()},
                  {"filled", reading.filled},
                  {"unchanged", reading.unchanged},
                  {"waiting", reading.waiting},
                  {"changes", changes_json(imported, flags.dry_run)},
                  {"errors", problems_json(reading.problems, false)},
                  {"conflicts", problems_json(reading.problems, true)},
                  {"pooled", imported.hides ? Json() : pooled_json(imported.decided.pooled)}});
  else
    print(out, imported, flags);
  if (!reading.problems.empty())
    throw Error(Error::Kind::data, (flags.file == "-" ? "Standard input" : flags.file) + ": " +
                                       counted(reading.problems.size(), "problem") +
                                       "; a sheet counts as one statement, so nothing was imported.");
  return flags.exit_code && reading.statements.empty() ? 3 : 0;
}

}  // namespace

void add_review_sheet(CLI::App& review, Run& chosen) {
  {
    auto flags = std::make_shared<SheetFlags>();
    CLI::App* command = add_command(review, chosen, "export", "Writes a sheet to fill in in a spreadsheet",
                                    "  evigraft review export sheet.xlsx\n"
                                    "  evigraft review export wang.csv --study \"Wang 2021\" --kind spread --kind n",
                                    [flags](Context& context) { return run_export(context, *flags); });
    command->add_option("FILE", flags->file, "The sheet: .xlsx or .csv")->required();
    command->add_option("--study", flags->study, "Of this study: its number, or a part of its name")->type_name("TEXT");
    command
        ->add_option("--kind", flags->kinds,
                     "What the queue asks of it: disagreement, pending, spread, class, n, time, confidence or "
                     "conflict; may be repeated")
        ->type_name("KIND")
        ->expected(1);
    command->add_flag("--all", flags->all,
                      "Every outcome, and included reports that have none; else what the queue asks about");
    command->add_option("--as", flags->as, "For this person: one of two readers is asked what they have not said yet")
        ->type_name("NAME");
    command->add_flag("--overwrite", flags->overwrite, "Replace a file of that name");
  }
  {
    auto flags = std::make_shared<ImportFlags>();
    CLI::App* command =
        add_command(review, chosen, "import", "Takes a filled sheet back: each filled cell is a decision",
                    "  evigraft review import sheet.xlsx --dry-run\n"
                    "  evigraft review import sheet.xlsx --as \"Ann Lee\" --why \"read in the full texts\"",
                    [flags](Context& context) { return run_import(context, *flags); });
    command->add_option("FILE", flags->file, "The sheet: .xlsx or .csv; - is standard input")->required();
    add_who_and_why(*command, flags->who);
    command->add_flag("--dry-run", flags->dry_run, "Show what would change, and keep nothing");
    command->add_flag("--exit-code", flags->exit_code, "Exit with 3 when nothing changed");
  }
}

}  // namespace evigraft::cli
