#include "cli/meta_refits.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>

#include "cli/json_number.h"
#include "cli/number_text.h"
#include "cli/verify_with_r.h"
#include "synthesis/gosh.h"
#include "synthesis/permutation.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

Json distribution_json(const Distribution& of) {
  return {{"mean", number(of.mean)},   {"min", number(of.minimum)},   {"q2_5", number(of.q2_5)},
          {"q25", number(of.q25)},     {"median", number(of.median)}, {"q75", number(of.q75)},
          {"q97_5", number(of.q97_5)}, {"max", number(of.maximum)}};
}

Json gosh_json(const Gosh& gosh, std::uint64_t seed) {
  Json json = {{"exact", gosh.all}, {"subsets", gosh.subsets}, {"refused", gosh.refused}};
  json["seed"] = gosh.all ? Json() : Json(seed);
  json["estimate"] = distribution_json(gosh.estimate);
  json["tau2"] = distribution_json(gosh.tau2);
  json["I2"] = distribution_json(gosh.I2);
  using In = StudyInSubsets;
  json["studies"] = {{"subsets_with", Json::array()},
                     {"estimate_with", column(gosh.studies, [](const In& s) { return s.estimate_with; })},
                     {"estimate_without", column(gosh.studies, [](const In& s) { return s.estimate_without; })},
                     {"I2_with", column(gosh.studies, [](const In& s) { return s.I2_with; })},
                     {"I2_without", column(gosh.studies, [](const In& s) { return s.I2_without; })}};
  for (const In& study : gosh.studies) json["studies"]["subsets_with"].push_back(study.subsets_with);
  if (gosh.points.empty()) return json;
  using Point = SubsetFit;
  json["points"] = {{"k", Json::array()},
                    {"estimate", column(gosh.points, [](const Point& p) { return p.estimate; })},
                    {"tau2", column(gosh.points, [](const Point& p) { return p.tau2; })},
                    {"I2", column(gosh.points, [](const Point& p) { return p.I2; })},
                    {"QE", column(gosh.points, [](const Point& p) { return p.Q; })}};
  for (const Point& point : gosh.points) json["points"]["k"].push_back(point.k);
  return json;
}

std::vector<std::string> gosh_lines(const Gosh& gosh, const MetaResult& result) {
  std::vector<std::string> lines = {
      "GOSH over " + std::string(gosh.all ? "all " : "") + std::to_string(gosh.subsets) + (gosh.all ? "" : " sampled") +
      " subsets: half of the estimates lie between " + shown(gosh.estimate.q25) + " and " + shown(gosh.estimate.q75) +
      ", 95% between " + shown(gosh.estimate.q2_5) + " and " + shown(gosh.estimate.q97_5) + "; I² " +
      shown(gosh.I2.q25) + "% to " + shown(gosh.I2.q75) + "%, median " + shown(gosh.I2.median) + "%."};
  if (gosh.studies.size() < 3 || gosh.subsets == gosh.refused) return lines;
  const auto moves = [](const StudyInSubsets& study) {
    const double by = std::abs(study.estimate_with - study.estimate_without);
    return std::isnan(by) ? -1 : by;
  };
  const auto most = std::max_element(gosh.studies.begin(), gosh.studies.end(),
                                     [&](const auto& a, const auto& b) { return moves(a) < moves(b); });
  const std::size_t row = result.used[static_cast<std::size_t>(most - gosh.studies.begin())] + 1;
  lines.push_back("  Row " + std::to_string(row) + " moves the estimate most: on average " +
                  shown(most->estimate_with) + " with it and " + shown(most->estimate_without) + " without; I² " +
                  shown(most->I2_with) + "% and " + shown(most->I2_without) + "%.");
  return lines;
}

std::vector<std::string> coefficient_names(const MetaResult& result) {
  std::vector<std::string> names;
  if (!result.regression) return {"intrcpt"};
  for (const Coefficient& one : result.regression->coefficients) names.push_back(one.name);
  return names;
}

Json permutation_json(const PermutationTest& test, const MetaResult& result, std::uint64_t seed) {
  Json json = {{"exact", test.exact}, {"iterations", test.iterations}, {"refused", test.refused}};
  json["seed"] = test.exact ? Json() : Json(seed);
  json["coef_names"] = coefficient_names(result);
  json["pval"] = column(test.p, [](double p) { return p; });
  json["QMp"] = number(test.QM_p);
  return json;
}

std::string permutation_line(const PermutationTest& test, const MetaResult& result) {
  std::string line = "Permutation test, " + std::string(test.exact ? "all " : "") + std::to_string(test.iterations) +
                     (result.regression ? " orders of the moderators' rows: " : " flips of signs: ");
  const std::vector<std::string> names = coefficient_names(result);
  for (std::size_t j = 0; j < names.size(); ++j)
    line += (j == 0 ? "" : ", ") + (result.regression ? names[j] + " " : "") + "p " + shown_p(test.p[j]);
  if (result.regression) line += "; all moderators p " + shown_p(test.QM_p);
  return line + ".";
}

/// `compute` adds to both; a refusal stands in both instead.
template <class Compute>
void answer(Refits& refits, const char* key, const char* what, Compute compute) {
  try {
    compute();
  } catch (const Error& error) {
    if (error.kind() != Error::Kind::data && error.kind() != Error::Kind::failed) throw;
    refits.json[key] = error_json(error.what());
    refits.lines.push_back(std::string(what) + ": " + error.what());
  }
}

void need_model(const MetaResult& result) {
  if (!result.fit && !result.regression) throw Error(Error::Kind::data, "there is no model to fit again");
}

}  // namespace

Refits refit(const MetaResult& result, const RefitFlags& flags) {
  if (!flags.verify_with.empty() && flags.verify_with != "R")
    throw Error(Error::Kind::usage, "--verify-with knows R alone, not '" + flags.verify_with + "'.");
  Refits refits;
  if (flags.gosh)
    answer(refits, "gosh", "GOSH", [&] {
      need_model(result);
      if (!result.fit) throw Error(Error::Kind::data, "GOSH is for a summary without moderators");
      const Gosh computed = gosh(result.effects, {.method = result.options.method,
                                                  .subsets = flags.gosh_subsets,
                                                  .seed = flags.seed,
                                                  .points = flags.gosh_points});
      refits.json["gosh"] = gosh_json(computed, flags.seed);
      refits.lines = gosh_lines(computed, result);
    });
  if (flags.permutation)
    answer(refits, "permutation", "Permutation test", [&] {
      need_model(result);
      const PermutationTest test =
          permutation_test(result.effects, result.design, {result.options, flags.iterations, flags.seed, 0});
      refits.json["permutation"] = permutation_json(test, result, flags.seed);
      refits.lines.push_back(permutation_line(test, result));
    });
  if (!flags.verify_with.empty())
    answer(refits, "verify_with", "Verification", [&] {
      refits.differs = !result.used.empty();
      need_model(result);
      const Verification verification = verify_with_r(result);
      refits.differs = !verification.agrees();
      refits.json["verify_with"] = verification_json(verification);
      const std::vector<std::string> lines = verification_lines(verification);
      refits.lines.insert(refits.lines.end(), lines.begin(), lines.end());
    });
  return refits;
}

}  // namespace evigraft::cli
