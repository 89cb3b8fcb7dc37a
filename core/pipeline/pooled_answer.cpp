#include "pipeline/pooled_answer.h"

#include <evigraft/error.h>

#include "synthesis/fit.h"

namespace evigraft {

PooledAnswer pooled_answer(const Selected& selected) {
  PooledAnswer answer;
  std::vector<Effect> effects;
  for (const PoolStudy& study : selected.studies)
    if (study.vi) effects.push_back({*study.yi, *study.vi});
  answer.k = static_cast<int>(effects.size());
  if (effects.empty()) return answer;
  if (effects.size() == 1) {
    const Interval own = study_interval(effects.front());
    answer.estimate = effects.front().yi;
    answer.ci = {own.lower, own.upper};
    return answer;
  }
  try {
    const Fit pooled = fit(effects);
    const Inference& lead = pooled.adhoc ? *pooled.adhoc : pooled.inference;
    answer.estimate = pooled.estimate;
    answer.ci = {lead.ci.lower, lead.ci.upper};
    const auto& prediction = pooled.adhoc ? pooled.adhoc_prediction : pooled.prediction;
    if (prediction && pooled.k >= 3) answer.prediction = {prediction->standard.lower, prediction->standard.upper};
  } catch (const Error&) {
    return answer;  // a refused fit: k is all there is to say
  }
  return answer;
}

std::vector<std::pair<std::string, PooledAnswer>> pooled_answers(const Store& store, const Topic& topic) {
  const std::vector<Candidate> all = candidates(store);
  std::vector<std::pair<std::string, PooledAnswer>> out;
  for (const PoolQuestion& question : standard_questions(topic)) {
    if (question.reading != SpreadReading::stated) continue;
    out.emplace_back(question_name(question), pooled_answer(select_for(question, all)));
  }
  return out;
}

}  // namespace evigraft
