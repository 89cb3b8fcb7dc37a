#include "cli/meta_pairing.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>

#include "cli/json_number.h"
#include "cli/number_text.h"

namespace evigraft::cli {
void check_correlation(const std::optional<double>& correlation) {
  if (correlation && !(std::abs(*correlation) <= 1))
    throw Error(Error::Kind::usage, "--ri is a correlation: it takes a number from -1 to 1.");
}

CsvTable with_correlation(CsvTable table, double correlation) {
  const std::string text = exact_text(correlation);
  const auto known = table.column("ri");
  if (!known) table.columns.emplace_back("ri");
  for (auto& row : table.rows) {
    if (!known)
      row.push_back(text);
    else if (is_missing(row[*known]))
      row[*known] = text;
  }
  return table;
}

bool lacks_correlation(const CsvTable& table) {
  const auto column = table.column("ri");
  return !column ||
         std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) { return is_missing(row[*column]); });
}

std::optional<PairingSensitivity> pairing_sensitivity_of(const std::vector<PoolStudy>& studies,
                                                         const FitOptions& options) {
  const bool any = std::any_of(studies.begin(), studies.end(),
                               [](const PoolStudy& study) { return study.vi && study.within_person; });
  if (!any) return std::nullopt;
  return pairing_sensitivity(
      [&](double correlation) {
        std::vector<Effect> effects;
        for (const PoolStudy& study : studies)
          if (study.vi) effects.push_back(effect_of(study, correlation));
        return effects;
      },
      options);
}

nlohmann::ordered_json pairing_json(const PairingSensitivity& sensitivity) {
  const auto of = [&](auto figure) { return column(sensitivity.steps, figure); };
  using Step = PairingStep;
  const auto limit = [](const Step& s, double Interval::*side) {
    return s.ci ? std::optional<double>((*s.ci).*side) : std::nullopt;
  };
  nlohmann::ordered_json json = {{"r", of([](const Step& s) { return s.correlation; })},
                                 {"estimate", of([](const Step& s) { return s.estimate; })},
                                 {"ci_lb", of([&](const Step& s) { return limit(s, &Interval::lower); })},
                                 {"ci_ub", of([&](const Step& s) { return limit(s, &Interval::upper); })},
                                 {"pval", of([](const Step& s) { return s.p; })},
                                 {"tau2", of([](const Step& s) { return s.tau2; })},
                                 {"conclusion", sensitivity.conclusion}};
  for (const PairingStep& step : sensitivity.steps)
    if (!step.refusal.empty()) json["error"] = step.refusal;
  return json;
}

}  // namespace evigraft::cli
