// cli/meta_dependence.h: effects of one study (its times, its outcomes) depend on each other. What the pooled result is
// worth then: robust variance over the model asked for, and a multilevel model with robust variance over that.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/output.h"
#include "synthesis/multilevel.h"
#include "synthesis/robust.h"

namespace evigraft::cli {

struct Dependence {
  std::string cluster;  ///< what the effects have in common: a column, or "study"
  int clusters = 0;
  FitOptions options;
  std::optional<double> participants;  ///< of every cluster the largest number, each counted once; none when unknown
  std::optional<Robust> ordinary;      ///< over the ordinary model
  std::optional<Multilevel> multilevel;
  std::optional<Robust> over_multilevel;
  std::string ordinary_refusal, multilevel_refusal, over_multilevel_refusal;  ///< why it is not there
};

/// `labels` name the cluster of each effect, `tau2` is that of the ordinary model (0 for EE; none where it was refused,
/// `refusal` says why), `sizes` are participants (may be empty).
Dependence dependence_of(const std::vector<Effect>& effects, const DesignMatrix& design,
                         const std::vector<std::string>& labels, const std::vector<double>& sizes,
                         std::optional<double> tau2, const std::string& refusal, const FitOptions& options,
                         const std::string& cluster);

/// Keys `robust`, `multilevel` and `lead`: the model and the variance behind the interval to be quoted, and why.
void add_dependence(nlohmann::ordered_json& json, const Dependence& dependence);

/// The leading model in lines for people.
void print_dependence(Output& out, const Dependence& dependence, const std::string& measure);

}  // namespace evigraft::cli
