// core/pipeline/network_selection.h: from the outcomes of studies to the arms of a network. Pure. Every arm is chosen
// by the rules of selection.h; the visit is the one at which most of the classes have a value, of several such the best
// by those rules.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "pipeline/selection.h"

namespace evigraft {

/// The values of one class in a study, or why they cannot be pooled (`values.reason`).
struct NetworkChoiceArm {
  std::string arm_class;
  PoolStudy values;  ///< as for a single arm; its effect is the mean
};

struct NetworkChoice {
  std::int64_t study_id = 0;
  std::string label;
  double months = 0;
  bool within_person = false;
  std::vector<NetworkChoiceArm> arms;  ///< in the order of the classes asked for
  std::string reason;                  ///< why the study compares nothing; empty when two arms or more can be pooled
};

struct NetworkChoices {
  std::vector<NetworkChoice> studies;  ///< every study with values for two classes at one visit, by label then id
  std::vector<NotUsed> not_used;       ///< outcomes of these classes that were not chosen, by id
};

/// `rules` as of a comparison; its own arm classes do not matter.
NetworkChoices select_network(const PoolQuestion& rules, const std::vector<std::string>& classes,
                              std::span<const Candidate> candidates);

}  // namespace evigraft
