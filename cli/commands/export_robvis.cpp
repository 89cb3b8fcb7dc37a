// evigraft export --format robvis.
#include <evigraft/error.h>

#include <map>

#include "cli/commands/export_formats.h"
#include "cli/export_file.h"
#include "cli/open.h"
#include "pipeline/judgements.h"
#include "publish/exports/robvis.h"
#include "review/instruments.h"

namespace evigraft::cli {
namespace {

publish::RiskTable risk_table_of(const Judgements& judged, const review::Instrument& instrument) {
  for (publish::RiskTable& table : risk_tables(judged))
    if (table.instrument == instrument.id) return std::move(table);
  throw Error(Error::Kind::failed,
              "Nobody has judged anything with " + instrument.name + " yet; 'evigraft review judge --help' says how.");
}

/// A study's weight is shared by its rows; one that is not pooled weighs 0.
std::vector<double> weights_of(const publish::RiskTable& risk, const publish::RobvisTable& table,
                               const std::map<std::int64_t, double>& of_study) {
  std::map<std::int64_t, double> rows;
  for (const std::size_t at : table.of) ++rows[risk.rows[at].study_id];
  std::vector<double> out;
  for (const std::size_t at : table.of) {
    const std::int64_t study = risk.rows[at].study_id;
    const auto found = of_study.find(study);
    out.push_back(found == of_study.end() ? 0 : found->second / rows[study]);
  }
  return out;
}

}  // namespace

void export_robvis(Context& context, const ExportFlags& flags) {
  if (flags.instrument.empty())
    throw Error(Error::Kind::usage, "--format robvis needs --instrument rob2 or --instrument robins-i.");
  const review::Instrument& instrument = review::instrument(flags.instrument);
  const Store store = open_for_reading(context);
  const Topic topic = topic_of(context, store);
  const publish::RiskTable risk = risk_table_of(judgements(store, topic), instrument);
  const publish::RobvisTable robvis = robvis_table(risk);
  for (const std::string& sentence : robvis.left_out) context.out().warn(sentence);
  Table table{robvis.columns, {}};
  for (const std::vector<std::string>& row : robvis.rows) table.rows.emplace_back(row.begin(), row.end());
  if (!flags.weights.empty()) {
    const std::vector<double> weights = weights_of(risk, robvis, study_weights(store, topic, flags.weights));
    table.columns.emplace_back("Weight");
    for (std::size_t i = 0; i < weights.size(); ++i) table.rows[i].emplace_back(weights[i]);
  }
  print_export(context, flags.out, [&](Output& out) { out.list("robvis", table); });
}

}  // namespace evigraft::cli
