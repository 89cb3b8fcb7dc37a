#include "extract/article_reading.h"

namespace evigraft {

Reading read_article(const OutcomeReader& reader, const Topic& topic, const Article& article) {
  (void)topic;
  return reader.read({article.title, article.abstract, {}});
}

}  // namespace evigraft
