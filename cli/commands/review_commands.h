// cli/commands/review_commands.h: the subcommands of `evigraft review`, and what they share.
#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/command.h"
#include "cli/open.h"
#include "pipeline/readers.h"
#include "pipeline/review.h"

namespace evigraft::cli {

/// Who decides and why: every decision needs both.
struct WhoAndWhy {
  std::string as, why;
};
/// --as and --why.
void add_who_and_why(CLI::App& command, WhoAndWhy& who);
/// Without blanks at its ends.
std::string trimmed(const std::string& text);
/// Who decides: --as, else the settings; may be empty.
std::string who_decides(const Context& context, const std::string& as);
/// A decision with who and why filled in. Error::usage where one of them is missing.
Saying saying_of(const Context& context, const WhoAndWhy& who, review::Kind kind);

/// The database for writing; unlike refresh and import it must be there.
Opened open_for_review(const Context& context);

/// "12", "outcome:12" -> 12. Error::usage for anything else.
std::int64_t outcome_number(const std::string& id);
/// A report by its number, "report:4", "pmid:24075051", a PMID of six or more digits that is no report's number, or a
/// DOI. Error::failed when there is none.
std::int64_t report_number(const Store& store, const std::string& id);

/// What became of one of two readers' vote: {"other", "agreed", "differs", "waits"}.
nlohmann::ordered_json vote_json(const VoteState& vote);

/// The pooled answers that changed, for JSON and as lines.
nlohmann::ordered_json pooled_json(const std::vector<PoolChange>& changes);
void print_pooled(Output& out, const std::vector<PoolChange>& changes);

/// Keeps the decision, prints it and the pooled answers that changed.
int decide_and_print(Context& context, Opened& opened, const Saying& saying, const std::string& sentence);

void add_review_list(CLI::App& review, Run& chosen);
void add_review_decide(CLI::App& review, Run& chosen);
void add_review_add(CLI::App& review, Run& chosen);
void add_review_judge(CLI::App& review, Run& chosen);
void add_review_letters(CLI::App& review, Run& chosen);
void add_review_history(CLI::App& review, Run& chosen);
void add_review_sheet(CLI::App& review, Run& chosen);
void add_review_readers(CLI::App& review, Run& chosen);

}  // namespace evigraft::cli
