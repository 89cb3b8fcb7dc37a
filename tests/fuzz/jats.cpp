#include <evigraft/error.h>

#include <cstdlib>

#include "extract/article_reading.h"
#include "extract/fold.h"
#include "extract/trial_answer.h"
#include "schema/embedded.h"
#include "targets.h"

namespace evigraft::fuzz {
namespace {

void check(const std::optional<AnsweredNumber>& found) {
  if (found && (found->where.empty() || found->text.empty())) std::abort();
}

}  // namespace

void jats(std::string_view bytes) {
  static const Topic topic = parse_topic(embedded_topics().front().text, "built-in topic");
  static const OutcomeReader reader(topic);
  Article article;
  try {
    article = read_jats(bytes, "fuzz");
  } catch (const Error& error) {
    if (error.kind() != Error::Kind::data) std::abort();
    return;
  }
  const Folded abstract = fold(article.abstract);
  for (const Outcome& outcome : read_article(reader, topic, article).outcomes) {
    if (outcome.span.field.empty() || outcome.span.text.empty()) std::abort();
    if (outcome.span.field == "abstract" &&
        outcome.span.text != printed(abstract, outcome.span.start, outcome.span.end))
      std::abort();
  }
  const TrialAnswer answered = answer(article, {"zinc (n = 20)", "placebo", "mean weight at 6 months"});
  for (const ArmAnswer* arm : {&answered.intervention, &answered.comparator}) {
    check(arm->mean);
    check(arm->sd);
    check(arm->n);
    check(arm->events);
  }
}

}  // namespace evigraft::fuzz
