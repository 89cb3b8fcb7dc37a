// evigraft meta: pools effects, from the database or from a table.
#include <evigraft/error.h>

#include <memory>

#include "cli/command.h"
#include "cli/commands/meta_flags.h"

namespace evigraft::cli {
namespace {

int run(Context& context, MetaFlags flags) {
  flags.refits.gosh = std::erase(flags.diagnostics, "gosh") > 0;
  if (flags.csv.empty() && flags.order == "refreshed") {
    flags.refreshed = true;
    flags.order.clear();
  }
  if (!flags.csv.empty() && !flags.since.empty())
    throw Error(Error::Kind::usage, "--since is about the database; a table has no past.");
  if (flags.csv.empty()) return meta_of_database(context, flags);
  if (!flags.compare.empty() || !flags.arm.empty())
    throw Error(Error::Kind::usage, "--csv pools a table; --compare and --arm pool the database.");
  return meta_of_table(context, flags);
}
}  // namespace

void add_meta(CLI::App& app, Run& chosen) {
  auto flags = std::make_shared<MetaFlags>();
  CLI::App* command =
      add_command(app, chosen, "meta", "Pool effects across studies",
                  "  evigraft meta --compare ASC:conventional\n"
                  "  evigraft meta --compare SVF:conventional --spread as-se     a sensitivity analysis\n"
                  "  evigraft meta --arm conventional --at 12 --from 9 --to 15\n"
                  "  evigraft meta --compare ASC:conventional --subgroup method --diagnostics leave1out,cumul\n"
                  "  evigraft meta --csv trials.csv --measure MD --method DL --json\n"
                  "  evigraft meta --csv trials.csv --measure RR --plot forest -o forest.svg",
                  [flags](Context& context) { return run(context, *flags); });
  command->add_option("--compare", flags->compare, "Two arm classes of the database")->type_name("A:B");
  command->add_option("--arm", flags->arm, "One arm class of the database: its mean")->type_name("CLASS");
  command->add_option("--csv", flags->csv, "A table with metafor's column names instead of the database")
      ->type_name("FILE");
  command
      ->add_option("--measure", flags->measure,
                   "With --csv: MD, SMD, SMDH, ROM, MN, MNLN, MC, SMCC, SMCR, SMCRH, ROMC, RR, OR, RD, PETO, PR, PLO, "
                   "PFT or GEN")
      ->type_name("NAME");
  command->add_option("--method", flags->method, "EE, FE, DL, HE, HS, SJ, ML, REML, EB or PM")->type_name("NAME");
  command->add_option("--test", flags->test, "z, t, knha or adhoc")->type_name("NAME");
  command->add_option("--level", flags->level, "Of the intervals, percent")->type_name("PERCENT");
  command->add_option("--add", flags->add, "To each cell of tables with an empty one: 0.5, for PFT 0")->type_name("X");
  command->add_flag("--drop00", flags->drop00, "Leave out tables without events, or without non-events, in both arms");
  command
      ->add_option("--cluster", flags->repeated.cluster, "With --csv: column of what depends on each other, as study")
      ->type_name("COLUMN");
  command->add_option("--times", flags->repeated.times, "Of a study in the database: nearest to --at, or all")
      ->type_name("WHICH");
  command->add_option("--ri", flags->repeated.ri, "Correlation of two values of one person, where none is printed")
      ->type_name("R");
  command
      ->add_option("--mods", flags->mods,
                   "Columns as moderators: a,b; a*b with their product, \"a - 1\" without intercept")
      ->type_name("COLUMNS")
      ->delimiter(',');
  command->add_option("--factor", flags->factors, "Columns as categorical moderators")
      ->type_name("COLUMNS")
      ->delimiter(',');
  command->add_option("--subgroup", flags->subgroup, "Column whose levels are pooled and compared")
      ->type_name("COLUMN");
  command
      ->add_option("--diagnostics", flags->diagnostics,
                   "all, or leave1out, cumul, influence, rstandard, baujat, blup, small_study, binary; and gosh")
      ->type_name("LIST")
      ->delimiter(',');
  command
      ->add_option("--audit", flags->audits,
                   "spread: the result under each reading of undeclared ±; input: what in the numbers cannot be")
      ->type_name("LIST")
      ->delimiter(',');
  command->add_option("--order", flags->order, "Column that orders cumulative pooling; of the database: refreshed")
      ->type_name("COLUMN");
  RefitFlags& refits = flags->refits;
  command->add_option("--gosh-subsets", refits.gosh_subsets, "All of them, else a sample of so many: 1000000")
      ->type_name("N");
  command->add_option("--gosh-points", refits.gosh_points, "Subsets shown one by one, at most")->type_name("N");
  command->add_flag("--permutation", refits.permutation, "P values by flipping signs or permuting moderators");
  command->add_option("--iterations", refits.iterations, "Of --permutation: all, else a sample of so many: 10000")
      ->type_name("N");
  command->add_option("--seed", refits.seed, "Of what is sampled: 1")->type_name("N");
  command->add_option("--verify-with", refits.verify_with, "R: the same model in metafor; exit 1 where they differ")
      ->type_name("PROGRAM");
  command->add_option("--since", flags->since, "What entered and left, and how the result moved, since a run or a day")
      ->type_name("RUN|DATE");
  add_question_options(*command, flags->question);
  command
      ->add_option("--to", flags->question.to,
                   "Months: latest; with --csv which tables --add changes: only0, all, if0all, none")
      ->type_name("N|WHICH");
  add_plot_options(*command, flags->plot,
                   "forest, funnel, baujat, radial, leave1out, cumulative, bubble, gosh or spread-audit");
  command->add_option("--groups", flags->plot.groups, "Names of the arms over the columns of a forest plot")
      ->type_name("FIRST:SECOND");
}

}  // namespace evigraft::cli
