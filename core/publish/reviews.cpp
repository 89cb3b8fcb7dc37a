#include "publish/reviews.h"

#include <evigraft/error.h>

#include <nlohmann/json.hpp>

namespace evigraft::publish {
namespace {
using Json = nlohmann::json;

std::string text(const Json& row, const char* key) {
  const auto found = row.find(key);
  return found == row.end() || found->is_null() ? std::string() : found->get<std::string>();
}
}  // namespace

std::vector<ReviewResult> parse_reviews(const std::string& json) {
  std::vector<ReviewResult> reviews;
  if (json.empty()) return reviews;
  try {
    for (const Json& row : Json::parse(json)) {
      ReviewResult& review = reviews.emplace_back();
      review.label = text(row, "label");
      review.doi = text(row, "doi");
      review.pmid = text(row, "pmid");
      review.outcome = text(row, "outcome");
      review.effect = text(row, "measure");
      if (row.contains("estimate") && !row.at("estimate").is_null()) review.estimate = row.at("estimate").get<double>();
      if (row.contains("ci") && !row.at("ci").is_null())
        review.ci = Interval{row.at("ci").at(0).get<double>(), row.at("ci").at(1).get<double>()};
      review.unit = text(row, "unit");
      if (row.contains("k") && !row.at("k").is_null()) review.k = row.at("k").get<int>();
      review.heterogeneity = text(row, "heterogeneity");
      review.beside = text(row, "beside");
      review.note = text(row, "note");
    }
  } catch (const Json::exception& e) {
    throw Error(Error::Kind::data, std::string("The pooled results of published reviews cannot be read: ") + e.what());
  }
  return reviews;
}

}  // namespace evigraft::publish
