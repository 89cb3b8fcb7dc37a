#include "cli/meta_json.h"

#include <nlohmann/json.hpp>

#include "cli/json_number.h"
#include "cli/meta_diagnostics_json.h"
#include "synthesis/back_transform.h"
#include "synthesis/diagnostics.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

Json limits_json(const Interval& value) { return Json::array({number(value.lower), number(value.upper)}); }
Json limits_json(const std::optional<Interval>& value) { return value ? limits_json(*value) : Json(); }
Json profiled_json(const Profiled& value) {
  return Json::array({number(value.estimate), number(value.lower), number(value.upper)});
}

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

Json q_profile_json(const ModelFigures& fit) {
  if (!fit.q_profile) return error_json(fit.q_profile_refusal);
  const auto& [tau2, tau, i2, h2, empty] = *fit.q_profile;
  Json json = {
      {"tau2", profiled_json(tau2)}, {"tau", profiled_json(tau)}, {"I2", profiled_json(i2)}, {"H2", profiled_json(h2)}};
  json["tau2_own_lower_upper"] =
      limits_json(Interval{tau2.lower, tau2.upper});  // the name the reference files have for it
  if (empty) json["ub_sign"] = "<";
  return json;
}

Json q_based_json(const QBased& q) {
  return {{"Q", number(q.Q)},   {"df", q.df},
          {"I2", number(q.I2)}, {"I2_ci", limits_json(q.I2_ci)},
          {"H", number(q.H)},   {"H_ci", limits_json(q.H_ci)}};
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

/// What a model says before its coefficients and after them.
Json opening_json(const ModelFigures& fit, std::size_t coefficients) {
  return {
      {"method", name(fit.method)}, {"test", name(fit.test)}, {"level", fit.level}, {"k", fit.k}, {"p", coefficients}};
}

Json statistics_json(const ModelFigures& fit) {
  if (!fit.statistics) return nullptr;
  const FitStatistics::Likelihood &ml = fit.statistics->ml, &reml = fit.statistics->reml;
  return {{"logLik_ML", number(ml.log_likelihood)},
          {"dev_ML", number(ml.deviance)},
          {"AIC_ML", number(ml.aic)},
          {"BIC_ML", number(ml.bic)},
          {"AICc_ML", number(ml.aicc)},
          {"logLik_REML", number(reml.log_likelihood)},
          {"dev_REML", number(reml.deviance)},
          {"AIC_REML", number(reml.aic)},
          {"BIC_REML", number(reml.bic)},
          {"AICc_REML", number(reml.aicc)}};
}

void add_heterogeneity(Json& json, const ModelFigures& fit) {
  json["tau2"] = number(fit.tau2);
  json["se_tau2"] = number(fit.se_tau2);
  json["I2"] = number(fit.I2);
  json["H2"] = number(fit.H2);
  json["typical_v"] = number(fit.typical_variance);
  json["QE"] = number(fit.Q);
  json["QE_df"] = fit.Q_df;
  json["QEp"] = number(fit.Q_p);
  json["fit_stats"] = statistics_json(fit);
}

void add_intervals_of_tau2(Json& json, const ModelFigures& fit) {
  json["confint_qprofile"] = q_profile_json(fit);
  if (const auto& limits = fit.profile_likelihood)
    json["confint_proflik"] = {{"tau2", profiled_json(Profiled{fit.tau2, limits->lower, limits->upper})}};
}

void add_freedom(Json& json, const ModelFigures& fit) {
  if (!fit.df) return;
  json["ddf"] = *fit.df;
  json["s2w"] = number(fit.s2w);
}

Json inferences_json(const std::vector<Inference>& all) {
  return {{"se", column(all, [](const Inference& i) { return i.se; })},
          {"zval", column(all, [](const Inference& i) { return i.statistic; })},
          {"pval", column(all, [](const Inference& i) { return i.p; })},
          {"ci_lb", column(all, [](const Inference& i) { return i.ci.lower; })},
          {"ci_ub", column(all, [](const Inference& i) { return i.ci.upper; })}};
}

/// The summary and its interval as people read them, under the reference's names: "exp_REML", "backtransformed_DL".
void add_back_transformed(Json& json, const MetaResult& result) {
  const Scale scale = result.measure->scale;
  if (scale == Scale::identity) return;
  const Fit& fit = *result.fit;
  const double n = harmonic_mean(result.sizes);
  Json figures = Json::array();
  for (const double x : {fit.estimate, fit.inference.ci.lower, fit.inference.ci.upper})
    figures.push_back(number(back_transformed(scale, x, n)));
  const std::string method(name(fit.method));
  if (scale == Scale::log) {
    json["exp_" + method] = figures;
    return;
  }
  Json& block = json["backtransformed_" + method];
  block["rule"] = scale == Scale::logit ? "inverse logit" : "Miller 1978 inverse with harmonic mean of ni";
  if (scale == Scale::double_arcsine) block["harmonic_mean_n"] = number(n);
  block["est_ci"] = figures;
}

}  // namespace

Json fit_json(const Fit& fit) {
  Json json = opening_json(fit, 1);
  json["coef_names"] = Json::array({"intrcpt"});
  json["beta"] = Json::array({number(fit.estimate)});
  json.update(inferences_json({fit.inference}));
  add_freedom(json, fit);
  if (fit.adhoc) {
    json["adhoc"] = inference_json(*fit.adhoc);
    json["adhoc"]["predict"] = predict_json(fit, fit.adhoc_prediction, fit.adhoc->se);
  }
  add_heterogeneity(json, fit);
  for (const char* of_moderators : {"QM", "QM_df", "QMp", "R2"}) json[of_moderators] = nullptr;
  json["predict"] = predict_json(fit, fit.prediction, fit.inference.se);
  json["weights_percent"] = fit.weights_percent;
  add_intervals_of_tau2(json, fit);
  json["q_based"] = fit.q_based ? q_based_json(*fit.q_based) : error_json("a sampling variance is 0");
  for (const int level : {90, 99}) {
    const Interval ci = interval_at(fit, level);
    json["other_levels"]["level" + std::to_string(level)] = {{"ci_lb", number(ci.lower)}, {"ci_ub", number(ci.upper)}};
  }
  return json;
}

Json regression_json(const Regression& fit) {
  Json json = opening_json(fit, fit.coefficients.size());
  json["coef_names"] = Json::array();
  std::vector<Inference> inferences;
  for (const Coefficient& coefficient : fit.coefficients) {
    json["coef_names"].push_back(coefficient.name);
    inferences.push_back(coefficient.inference);
  }
  json["beta"] = column(fit.coefficients, [](const Coefficient& c) { return c.estimate; });
  json.update(inferences_json(inferences));
  add_freedom(json, fit);
  if (!fit.adhoc.empty()) json["adhoc"] = inferences_json(fit.adhoc);
  json["vcov"] = Json::array();
  for (const auto& row : fit.covariance) json["vcov"].push_back(column(row, [](double x) { return x; }));
  add_heterogeneity(json, fit);
  json["QM"] = number(fit.moderators.statistic);
  json["QM_df"] = Json::array({fit.moderators.df1, fit.moderators.df2 ? Json(*fit.moderators.df2) : Json()});
  json["QMp"] = number(fit.moderators.p);
  json["R2"] = number(fit.R2);
  json["weights_percent"] = fit.weights_percent;
  add_intervals_of_tau2(json, fit);
  using Fitted = Regression::Fitted;
  json["fitted"] = column(fit.fitted, [](const Fitted& f) { return f.estimate; });
  json["fitted_se"] = column(fit.fitted, [](const Fitted& f) { return f.se; });
  json["fitted_pi_lb"] = column(fit.fitted, [](const Fitted& f) { return f.prediction.lower; });
  json["fitted_pi_ub"] = column(fit.fitted, [](const Fitted& f) { return f.prediction.upper; });
  json["hat"] = column(fit.fitted, [](const Fitted& f) { return f.hat; });
  if (!fit.vif.empty()) json["vif"] = fit.vif;
  return json;
}

Json meta_json(const MetaResult& result) {
  Json json = {{"schema_version", 1}, {"measure", result.measure->name}};
  if (result.fit) {
    json.update(fit_json(*result.fit));
    add_back_transformed(json, result);
  } else if (result.regression) {
    json.update(regression_json(*result.regression));
    // These refit the model once a study; beyond that number they come with --diagnostics influence alone.
    constexpr std::size_t kManyRefits = 1000;
    if (result.effects.size() <= kManyRefits) {
      const std::vector<Influence> all = influence(result.effects, result.design, result.options);
      json["cook_d"] = column(all, [](const Influence& i) { return i.cook; });
      json["rstudent"] = column(all, [](const Influence& i) { return i.rstudent; });
    }
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
  if (!result.subgroups.empty()) json["subgroup"] = subgroup_json(result);
  add_diagnostics(json, result);
  return json;
}

}  // namespace evigraft::cli
