#include "cli/meta_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

Json number(double value) {
  if (std::isnan(value)) return nullptr;
  if (std::isinf(value)) return value > 0 ? "Inf" : "-Inf";
  return value;
}
Json number(const std::optional<double>& value) { return value ? number(*value) : Json(); }
Json number(const Interval& value) { return Json::array({number(value.lower), number(value.upper)}); }
Json number(const std::optional<Interval>& value) { return value ? number(*value) : Json(); }
Json number(const Profiled& value) {
  return Json::array({number(value.estimate), number(value.lower), number(value.upper)});
}

Json error(const std::string& sentence) { return {{"error", sentence}}; }

Json inference_json(const Inference& inference) {
  return {{"se", number(inference.se)},
          {"zval", number(inference.statistic)},
          {"pval", number(inference.p)},
          {"ci_lb", number(inference.ci.lower)},
          {"ci_ub", number(inference.ci.upper)}};
}

Json predict_json(const Fit& fit, const std::optional<Prediction>& rules, double se) {
  Json json = {{"pred", number(fit.estimate)}, {"se", number(se)}};
  if (!rules) return json;
  const Prediction& prediction = *rules;
  json["pi_lb_default"] = number(prediction.standard.lower);
  json["pi_ub_default"] = number(prediction.standard.upper);
  json["pi_rule_default"] = fit.df ? "t quantile, df = k - p" : "normal quantile";
  json["pi_lb_t_km1"] = number(prediction.t_km1.lower);
  json["pi_ub_t_km1"] = number(prediction.t_km1.upper);
  json["pi_lb_t_km2"] = number(prediction.t_km2.lower);
  json["pi_ub_t_km2"] = number(prediction.t_km2.upper);
  json["km2_df_used"] = prediction.km2_df;
  return json;
}

Json q_profile_json(const Fit& fit) {
  if (!fit.q_profile) return error(fit.q_profile_refusal);
  const auto& [tau2, tau, i2, h2, empty] = *fit.q_profile;
  Json json = {{"tau2", number(tau2)}, {"tau", number(tau)}, {"I2", number(i2)}, {"H2", number(h2)}};
  json["tau2_own_lower_upper"] = number(Interval{tau2.lower, tau2.upper});  // the name the reference files have for it
  if (empty) json["ub_sign"] = "<";
  return json;
}

Json q_based_json(const QBased& q) {
  return {{"Q", number(q.Q)},         {"df", q.df},       {"I2", number(q.I2)},
          {"I2_ci", number(q.I2_ci)}, {"H", number(q.H)}, {"H_ci", number(q.H_ci)}};
}

Json escalc_json(const std::vector<Computed>& rows) {
  Json yi = Json::array(), vi = Json::array(), ni = Json::array();
  for (const Computed& row : rows) {
    yi.push_back(number(row.yi));
    vi.push_back(number(row.vi));
    ni.push_back(number(row.ni));
  }
  return {{"yi", std::move(yi)}, {"vi", std::move(vi)}, {"ni", std::move(ni)}};
}

}  // namespace

Json fit_json(const Fit& fit) {
  Json json = {{"method", name(fit.method)},
               {"test", name(fit.test)},
               {"level", fit.level},
               {"k", fit.k},
               {"coef_names", Json::array({"intrcpt"})},
               {"beta", Json::array({number(fit.estimate)})}};
  const Json inference = inference_json(fit.inference);
  for (const auto& [key, value] : inference.items()) json[key] = Json::array({value});
  if (fit.df) {
    json["ddf"] = *fit.df;
    json["s2w"] = number(fit.s2w);
  }
  if (fit.adhoc) {
    json["adhoc"] = inference_json(*fit.adhoc);
    json["adhoc"]["predict"] = predict_json(fit, fit.adhoc_prediction, fit.adhoc->se);
  }
  json["tau2"] = number(fit.tau2);
  json["se_tau2"] = number(fit.se_tau2);
  json["I2"] = number(fit.I2);
  json["H2"] = number(fit.H2);
  json["typical_v"] = number(fit.typical_variance);
  json["QE"] = number(fit.Q);
  json["QE_df"] = fit.Q_df;
  json["QEp"] = number(fit.Q_p);
  for (const char* of_moderators : {"QM", "QM_df", "QMp", "R2"}) json[of_moderators] = nullptr;
  json["predict"] = predict_json(fit, fit.prediction, fit.inference.se);
  json["weights_percent"] = fit.weights_percent;
  json["confint_qprofile"] = q_profile_json(fit);
  if (const auto& limits = fit.profile_likelihood)
    json["confint_proflik"] = {{"tau2", number(Profiled{fit.tau2, limits->lower, limits->upper})}};
  json["q_based"] = fit.q_based ? q_based_json(*fit.q_based) : error("a sampling variance is 0");
  for (const int level : {90, 99}) {
    const Interval ci = interval_at(fit, level);
    json["other_levels"]["level" + std::to_string(level)] = {{"ci_lb", number(ci.lower)}, {"ci_ub", number(ci.upper)}};
  }
  return json;
}

Json meta_json(const MetaResult& result) {
  Json json = {{"schema_version", 1}, {"measure", result.measure->name}};
  if (result.fit) {
    json.update(fit_json(*result.fit));
  } else {
    json["method"] = name(result.options.method);
    json["test"] = name(result.options.test);
    json["k"] = result.used.size();
    json["error"] = result.refusal;
  }
  json["escalc"] = escalc_json(result.rows);
  json["rows_used"] = Json::array();
  for (const std::size_t row : result.used) json["rows_used"].push_back(row + 1);
  json["warnings"] = result.warnings;
  return json;
}

}  // namespace evigraft::cli
