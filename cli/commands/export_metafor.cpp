// evigraft export --format metafor: columns under the names of escalc's arguments.
#include <algorithm>
#include <cmath>

#include "cli/commands/export_studies.h"
#include "cli/export_file.h"

namespace evigraft::cli {
namespace {

/// Without a value that would let escalc pool what is not pooled here: a spread printed as 0.
std::optional<double> sd_of(const PoolStudy& study, const publish::ArmNumbers& arm) {
  return study.vi || arm.sd.value_or(0) > 0 ? arm.sd : std::nullopt;
}

/// Within persons the smaller number counts, as in the effect.
std::optional<double> n_of(const PoolStudy& study, const publish::ArmNumbers& arm) {
  const bool both = study.within_person && study.intervention.n && study.comparator && study.comparator->n;
  return both ? std::min(*study.intervention.n, *study.comparator->n) : arm.n;
}

std::vector<std::string> columns_of(bool two_arms) {
  std::vector<std::string> columns = {"study", "year", "slab", "ni", "mi", "sdi"};
  if (two_arms) columns = {"study", "year", "slab", "n1i", "m1i", "sd1i", "n2i", "m2i", "sd2i"};
  for (const char* name :
       {"yi", "vi", "sei", "months", "site", "method", "definition", "species", "design", "pairing", "arm_label",
        "comparator_label", "printed_spread", "cluster", "doi", "pmid", "flags", "remarks", "not_pooled"})
    columns.emplace_back(name);
  return columns;
}

std::vector<Cell> paper_cells(const AskedStudies& asked, std::int64_t study) {
  const auto found = asked.papers.find(study);
  if (found == asked.papers.end()) return {Cell(), Cell()};
  return {word_cell(found->second.doi), word_cell(found->second.pmid)};
}

Cell year_cell(const std::optional<int>& year) { return year ? Cell(std::int64_t{*year}) : Cell(); }

std::vector<Cell> row_of(const AskedStudies& asked, std::size_t at) {
  const PoolStudy& study = asked.studies[at];
  const StudyTraits& traits = study.traits;
  std::vector<Cell> row = {word_cell(study.label), year_cell(traits.year), word_cell(asked.slabs[at])};
  const auto add = [&row](std::initializer_list<Cell> cells) { row.insert(row.end(), cells); };
  add({real_cell(n_of(study, study.intervention)), study.intervention.mean,
       real_cell(sd_of(study, study.intervention))});
  if (study.comparator)
    add({real_cell(n_of(study, *study.comparator)), study.comparator->mean,
         real_cell(sd_of(study, *study.comparator))});
  add({real_cell(study.yi), real_cell(study.vi), study.vi ? Cell(std::sqrt(*study.vi)) : Cell(),
       real_cell(study.months), word_cell(traits.site), word_cell(traits.method), word_cell(traits.definition),
       word_cell(traits.species), word_cell(traits.design), word_cell(traits.pairing), word_cell(traits.arm_label),
       word_cell(traits.comparator_label), word_cell(traits.spread_kind), study.study_id});
  for (Cell& cell : paper_cells(asked, study.study_id)) row.push_back(std::move(cell));
  add({word_cell(by_semicolons(study.flags)), word_cell(by_semicolons(study.notes)), word_cell(study.reason)});
  return row;
}

std::vector<Cell> row_of_left(const AskedStudies& asked, std::size_t at, const std::vector<std::string>& columns) {
  const StudyLeft& study = asked.left[at];
  const std::vector<Cell> paper = paper_cells(asked, study.study_id);
  std::vector<Cell> row;
  row.reserve(columns.size());
  for (const std::string& column : columns)
    row.push_back(column == "study"        ? word_cell(study.label)
                  : column == "slab"       ? Cell(asked.slabs[asked.studies.size() + at])
                  : column == "year"       ? year_cell(study.year)
                  : column == "cluster"    ? Cell(study.study_id)
                  : column == "doi"        ? paper[0]
                  : column == "pmid"       ? paper[1]
                  : column == "not_pooled" ? word_cell(study.reason)
                                           : Cell());
  return row;
}

}  // namespace

void export_metafor(Context& context, const ExportFlags& flags) {
  const AskedStudies asked = asked_studies(context, flags);
  Table table;
  table.columns = columns_of(!asked.question.comparator.empty());
  for (std::size_t i = 0; i < asked.studies.size(); ++i) table.rows.push_back(row_of(asked, i));
  for (std::size_t i = 0; i < asked.left.size(); ++i) table.rows.push_back(row_of_left(asked, i, table.columns));
  print_export(context, flags.out, [&](Output& out) { out.list("studies", table); });
}

}  // namespace evigraft::cli
