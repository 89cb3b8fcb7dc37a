// The small-study block of `meta`: metafor's regtest, ranktest, trimfill and fsn, and PET-PEESE.
#include <nlohmann/json.hpp>

#include "cli/json_number.h"
#include "cli/meta_diagnostics_json.h"
#include "synthesis/small_study.h"
#include "synthesis/trim_fill.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

/// metafor's name of the method in these lists.
std::string label(FitMethod method) { return method == FitMethod::ee ? "FE" : std::string(name(method)); }

Json regtest_json(const RegressionTest& test) {
  Json json = {{"stat", number(test.statistic)},
               {"pval", number(test.p)},
               {"ddf", test.df ? Json(*test.df) : Json()},
               {"limit_est", number(test.limit)},
               {"limit_ci_lb", test.limit_ci ? number(test.limit_ci->lower) : Json()},
               {"limit_ci_ub", test.limit_ci ? number(test.limit_ci->upper) : Json()}};
  return json;
}

Json linear_json(const MetaResult& result, SizePredictor predictor) {
  Json json = {{"model", "lm"}, {"predictor", name(predictor)}};
  json.update(or_error([&] {
    const RegressionTest test = egger_linear(result.effects, result.sizes, predictor, result.options.level);
    Json body = regtest_json(test);
    body["intercept"] = number(test.intercept);
    body["se_intercept"] = number(test.intercept_se);
    body["slope"] = number(test.slope);
    body["se_slope"] = number(test.slope_se);
    body["residual_scale"] = number(test.residual_scale);
    return body;
  }));
  return json;
}

Json mixed_json(const MetaResult& result, SizePredictor predictor, FitMethod method, Test test_name) {
  Json json = {{"method", label(method)}, {"test", name(test_name)}, {"model", "rma"}, {"predictor", name(predictor)}};
  json.update(or_error([&] {
    const RegressionTest test =
        egger_mixed(result.effects, result.sizes, predictor, {method, test_name, result.options.level, false});
    Json body = regtest_json(test);
    body["coef"] = Json::array({number(test.intercept), number(test.slope)});
    body["se"] = Json::array({number(test.intercept_se), number(test.slope_se)});
    body["tau2"] = number(test.tau2);
    body["QE"] = number(test.Q);
    body["QEp"] = number(test.Q_p);
    return body;
  }));
  return json;
}

/// Every model with the usual predictors, and the chosen one with all.
Json regression_tests(const MetaResult& result) {
  using P = SizePredictor;
  Json all = Json::array();
  for (const P predictor : {P::sei, P::vi, P::ni, P::ninv, P::sqrtni, P::sqrtninv}) {
    if (predictor != P::sei && predictor != P::vi && result.sizes.empty()) continue;
    all.push_back(linear_json(result, predictor));
    std::vector<std::pair<FitMethod, Test>> models = {{FitMethod::reml, Test::z}, {FitMethod::reml, Test::knha}};
    if (predictor == P::sei || predictor == P::ninv)
      for (const FitMethod method : {FitMethod::ee, FitMethod::dl, FitMethod::ml}) models.emplace_back(method, Test::z);
    const std::pair asked{result.options.method, result.options.test};
    if (std::find(models.begin(), models.end(), asked) == models.end()) models.push_back(asked);
    for (const auto& [method, test] : models) all.push_back(mixed_json(result, predictor, method, test));
  }
  return all;
}

Json trim_fill_json(const MetaResult& result, FitMethod method, TrimEstimator estimator, Side side) {
  Json json = {{"method", label(method)}, {"estimator", name(estimator)}, {"side_requested", name(side)}};
  json.update(or_error([&] {
    const TrimFill filled = trim_and_fill(result.effects, method, estimator, side, result.options.level);
    const Inference& inference = filled.fit.inference;
    return Json{{"side", name(filled.side)},
                {"k0", filled.missing},
                {"se_k0", number(filled.se)},
                {"p_k0", number(filled.p)},
                {"k_filled", filled.fit.k},
                {"beta", number(filled.fit.estimate)},
                {"se", number(inference.se)},
                {"zval", number(inference.statistic)},
                {"pval", number(inference.p)},
                {"ci_lb", number(inference.ci.lower)},
                {"ci_ub", number(inference.ci.upper)},
                {"tau2", number(filled.fit.tau2)},
                {"QE", number(filled.fit.Q)},
                {"QEp", number(filled.fit.Q_p)},
                {"filled_yi", column(filled.filled, [](const Effect& e) { return e.yi; })},
                {"filled_vi", column(filled.filled, [](const Effect& e) { return e.vi; })}};
  }));
  return json;
}

Json trim_fills(const MetaResult& result) {
  std::vector<FitMethod> methods = {FitMethod::ee, FitMethod::dl, FitMethod::reml};
  if (std::find(methods.begin(), methods.end(), result.options.method) == methods.end())
    methods.push_back(result.options.method);
  Json all = Json::array();
  for (const FitMethod method : methods)
    for (const auto& [estimator, sides] :
         {std::pair{TrimEstimator::L0, std::vector{Side::automatic, Side::left, Side::right}},
          std::pair{TrimEstimator::R0, std::vector{Side::automatic, Side::left, Side::right}},
          std::pair{TrimEstimator::Q0, std::vector{Side::automatic}}})
      for (const Side side : sides) all.push_back(trim_fill_json(result, method, estimator, side));
  return all;
}

Json fail_safe_json(const FailSafe& one) {
  return {{"fsnum", number(one.number)},
          {"pval", number(one.p)},
          {"meanes", number(one.mean)},
          {"target", number(one.target)}};
}

Json line_json(const Line& line) {
  return {{"b0", number(line.b0)}, {"se0", number(line.se0)}, {"b1", number(line.b1)}, {"se1", number(line.se1)}};
}

}  // namespace

Json small_study_json(const MetaResult& result) {
  if (result.effects.size() < 2)
    throw Error(Error::Kind::data, "tests of small-study effects need at least two studies");
  Json json = {{"regtest", regression_tests(result)}};
  json["ranktest"] = or_error([&] {
    const RankTest test = begg(result.effects);
    return Json{{"tau", number(test.tau)}, {"pval", number(test.p)}};
  });
  json["begg_normal"] = or_error([&] {
    const RankTest test = begg(result.effects);
    return Json{{"S", number(test.S)},
                {"var_S", number(test.var_S)},
                {"z", number(test.z)},
                {"pval", number(test.p_normal)},
                {"z_continuity", number(test.z_continuity)},
                {"pval_continuity", number(test.p_continuity)}};
  });
  json["trimfill"] = trim_fills(result);
  json["fsn"] = or_error([&] {
    const FailSafes numbers = fail_safe(result.effects);
    return Json{{"Rosenthal", fail_safe_json(numbers.rosenthal)},
                {"Rosenberg", fail_safe_json(numbers.rosenberg)},
                {"Orwin", fail_safe_json(numbers.orwin)},
                {"Rosenthal_unrounded", number(numbers.rosenthal_unrounded)},
                {"Stouffer_z", number(numbers.stouffer_z)}};
  });
  json["pet_peese"] = or_error([&] {
    return Json{{"PET", line_json(pet(result.effects))}, {"PEESE", line_json(peese(result.effects))}};
  });
  return json;
}

}  // namespace evigraft::cli
