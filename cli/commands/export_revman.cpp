// evigraft export --format revman: a table of studies, one of arms, one of results.
#include "cli/commands/export_studies.h"
#include "cli/export_file.h"
#include "cli/export_folder.h"
#include "cli/number_text.h"

namespace evigraft::cli {
namespace {

constexpr const char* kOutcome = "Graft retention (%)";

std::string month_text(const std::optional<double>& months) {
  return months ? exact_text(*months) + " months" : std::string();
}

std::string sentences(const PoolStudy& study) {
  std::vector<std::string> all = study.notes;
  if (!study.reason.empty()) all.push_back("Not pooled: " + study.reason);
  return by_semicolons(all);
}

/// "human, breast"
std::string listed(std::initializer_list<std::string> items) {
  std::string out;
  for (const std::string& item : items)
    if (!item.empty()) out += (out.empty() ? "" : ", ") + item;
  return out;
}

Table studies_table(const AskedStudies& asked) {
  Table table;
  table.columns = {"Study ID",
                   "Year",
                   "DOI",
                   "PubMed ID",
                   "Title",
                   "Char: Methods",
                   "Char: Participants",
                   "Char: Interventions",
                   "Char: Outcomes",
                   "Char: Notes"};
  for (std::size_t i = 0; i < asked.studies.size(); ++i) {
    const PoolStudy& study = asked.studies[i];
    const StudyTraits& traits = study.traits;
    const auto found = asked.papers.find(study.study_id);
    const PaperIds paper = found == asked.papers.end() ? PaperIds() : found->second;
    table.rows.push_back({asked.slabs[i], traits.year ? Cell(std::int64_t{*traits.year}) : Cell(), word_cell(paper.doi),
                          word_cell(paper.pmid), word_cell(paper.title),
                          word_cell(listed({traits.design, traits.pairing})),
                          word_cell(listed({traits.species, traits.site})),
                          word_cell(listed({traits.arm_label, traits.comparator_label})),
                          word_cell(listed({traits.method, traits.definition})), word_cell(sentences(study))});
  }
  for (std::size_t i = 0; i < asked.left.size(); ++i) {
    const StudyLeft& study = asked.left[i];
    const auto found = asked.papers.find(study.study_id);
    const PaperIds paper = found == asked.papers.end() ? PaperIds() : found->second;
    table.rows.push_back({asked.slabs[asked.studies.size() + i], study.year ? Cell(std::int64_t{*study.year}) : Cell(),
                          word_cell(paper.doi), word_cell(paper.pmid), word_cell(paper.title), Cell(), Cell(), Cell(),
                          Cell(), Cell("Not pooled: " + study.reason)});
  }
  return table;
}

/// Each arm of each study: its label, its class, its numbers.
template <class Take>
void each_arm(const AskedStudies& asked, Take take) {
  for (std::size_t i = 0; i < asked.studies.size(); ++i) {
    const PoolStudy& study = asked.studies[i];
    const auto named = [](const std::string& label, const std::string& arm_class) {
      return label.empty() ? arm_class : label;
    };
    take(i, named(study.traits.arm_label, asked.question.intervention), asked.question.intervention,
         study.intervention);
    if (study.comparator)
      take(i, named(study.traits.comparator_label, asked.question.comparator), asked.question.comparator,
           *study.comparator);
  }
}

Table arms_table(const AskedStudies& asked) {
  Table table;
  table.columns = {"Study ID", "Arm", "Intervention"};
  each_arm(asked, [&](std::size_t i, const std::string& arm, const std::string& arm_class, const auto&) {
    table.rows.push_back({asked.slabs[i], arm, arm_class});
  });
  return table;
}

Table results_table(const AskedStudies& asked) {
  Table table;
  table.columns = {"Study ID", "Arm", "Intervention", "Outcome", "Time point", "Mean", "SD", "Total", "Notes"};
  each_arm(asked, [&](std::size_t i, const std::string& arm, const std::string& arm_class,
                      const publish::ArmNumbers& numbers) {
    const PoolStudy& study = asked.studies[i];
    table.rows.push_back({asked.slabs[i], arm, arm_class, std::string(kOutcome), word_cell(month_text(study.months)),
                          numbers.mean, real_cell(numbers.sd), real_cell(numbers.n), word_cell(study.reason)});
  });
  return table;
}

}  // namespace

void export_revman(Context& context, const ExportFlags& flags) {
  const AskedStudies asked = asked_studies(context, flags);
  const std::vector<std::string> files = {"study_information.csv", "study_arms.csv", "study_results.csv"};
  ExportFolder folder(flags.out, files);
  write_table(folder.file(files[0]), studies_table(asked));
  write_table(folder.file(files[1]), arms_table(asked));
  write_table(folder.file(files[2]), results_table(asked));
  folder.commit();
  report_folder(context, flags.out, files);
}

}  // namespace evigraft::cli
