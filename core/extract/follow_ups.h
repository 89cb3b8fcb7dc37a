// core/extract/follow_ups.h: times that stand in another sentence than the value.
#pragma once
#include <optional>
#include <vector>

#include "extract/linked.h"
#include "extract/passage.h"

namespace evigraft {

struct Clock {
  std::vector<double> list;              ///< several points of the sentence before: "harvested at 4 and 12 weeks"
  std::vector<double> schedule;          ///< the last list that stood without values: "scans at 1, 3 and 6 months"
  std::optional<double> last;            ///< of the sentence before, in the same section
  std::optional<double> mean_follow_up;  ///< "mean follow-up, 20.4 months"
  std::vector<double> follow_ups;        ///< stated as follow-up or "after surgery" anywhere in the report's own parts

  /// "at the final scan": the mean follow-up, or the last visit
  [[nodiscard]] std::optional<double> end() const;
  /// The mean follow-up, or the visit when all are the same.
  [[nodiscard]] std::optional<double> only() const;
};

/// "On day 14, patients were injected with fat": when it was done, not when it was seen.
bool tells_of_treatment(const Passage& passage, const Sentence& sentence);

/// What the abstract's own parts say of follow-up: `mean_follow_up` and `follow_ups`.
Clock read_follow_ups(const Passage& abstract, const std::vector<Measured>& measured);

/// "at the final scan", "at the long-term visit", "at the end of the study": one past the phrase that begins at the
/// token, 0 for another.
int last_visit(const Passage& passage, const Sentence& sentence, int at);

/// "Grafts were harvested at 4 and 12 weeks. Retention was 74% and 58%, respectively."
void zip_times(std::vector<Linked>& outcomes, const std::vector<double>& months);

/// "Scans were taken at 1, 3 and 6 months. ... Retention was 81%, 66% and 60% on the PRP side": a list of one named arm
/// goes by the schedule.
void by_schedule(std::vector<Linked>& outcomes, const std::vector<double>& months, const Scene& scene);

}  // namespace evigraft
