#include "cli/meta_dependence.h"

#include <evigraft/error.h>

#include <algorithm>
#include <cmath>

#include "cli/json_number.h"
#include "cli/number_text.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

/// What `compute` returns; where it refuses, nothing, and the sentence in `refusal`.
template <class Compute>
auto attempt(std::string& refusal, Compute compute) -> std::optional<decltype(compute())> {
  try {
    return compute();
  } catch (const Error& error) {
    if (error.kind() == Error::Kind::usage) throw;
    refusal = error.what();
    return std::nullopt;
  }
}

/// The robust result behind the interval to be quoted; none where every one was refused.
const Robust* lead_of(const Dependence& dependence) {
  if (dependence.over_multilevel) return &*dependence.over_multilevel;
  return dependence.ordinary ? &*dependence.ordinary : nullptr;
}

std::string why(const Dependence& dependence) {
  const std::string sentence =
      "Effects of the same " + dependence.cluster +
      " depend on each other, and how strongly is not known, so the interval rests on a variance "
      "that holds whatever the dependence is; ";
  if (dependence.over_multilevel)
    return sentence + "it stands over a multilevel model, because that weights a " + dependence.cluster +
           " with many effects no more than it deserves.";
  return sentence + "it stands over the ordinary random-effects model, because the multilevel one is not to be had: " +
         (dependence.multilevel ? dependence.over_multilevel_refusal : dependence.multilevel_refusal) + ".";
}

std::string variance_name(const Robust& robust) { return robust.cr2.empty() ? "CR1" : "CR2"; }

Json coefficients_json(const RobustCoefficients& all) {
  const auto of = [&](auto figure) { return column(all, figure); };
  using One = RobustCoefficient;
  return {{"beta", of([](const One& c) { return c.estimate; })},
          {"se", of([](const One& c) { return c.inference.se; })},
          {"tval", of([](const One& c) { return c.inference.statistic; })},
          {"df", of([](const One& c) { return c.df; })},
          {"pval", of([](const One& c) { return c.inference.p; })},
          {"ci_lb", of([](const One& c) { return c.inference.ci.lower; })},
          {"ci_ub", of([](const One& c) { return c.inference.ci.upper; })}};
}

void add_moderators(Json& json, const ModeratorTest& test) {
  json["QM"] = number(test.statistic);
  json["QM_df"] = Json::array({test.df1, test.df2 ? Json(*test.df2) : Json()});
  json["QMp"] = number(test.p);
}

template <class Coefficients>
Json names_json(const Coefficients& all) {
  Json names = Json::array();
  for (const auto& one : all) names.push_back(one.name);
  return names;
}

/// As metafor's robust() has it, with the other forms beside it.
Json robust_json(const std::optional<Robust>& robust, const std::string& refusal, const Dependence& dependence) {
  if (!robust) return error_json(refusal);
  Json json = {{"cluster", dependence.cluster},
               {"n", robust->clusters},
               {"clusters", robust->clusters},
               {"vcov", "CR1"},
               {"coef_names", names_json(robust->cr1)}};
  json.update(coefficients_json(robust->cr1));
  add_moderators(json, robust->moderators);
  json["CR0"] = coefficients_json(robust->cr0);
  json["CR2"] = robust->cr2.empty() ? error_json(robust->cr2_refusal) : coefficients_json(robust->cr2);
  json["warnings"] = robust->warnings;
  return json;
}

Json multilevel_json(const Dependence& dependence) {
  if (!dependence.multilevel) return error_json(dependence.multilevel_refusal);
  const Multilevel& fit = *dependence.multilevel;
  const auto of = [&](auto figure) {
    return column(fit.coefficients, [&](const Coefficient& c) { return figure(c.inference); });
  };
  Json json = {{"method", name(fit.method)},
               {"test", name(fit.test)},
               {"k", fit.k},
               {"clusters", fit.clusters},
               {"sigma2", {number(fit.sigma2.cluster), number(fit.sigma2.effect)}},
               {"s_names", {dependence.cluster, dependence.cluster + "/effect"}},
               {"coef_names", names_json(fit.coefficients)},
               {"beta", column(fit.coefficients, [](const Coefficient& c) { return c.estimate; })},
               {"se", of([](const Inference& i) { return i.se; })},
               {"zval", of([](const Inference& i) { return i.statistic; })},
               {"pval", of([](const Inference& i) { return i.p; })},
               {"ci_lb", of([](const Inference& i) { return i.ci.lower; })},
               {"ci_ub", of([](const Inference& i) { return i.ci.upper; })}};
  if (fit.df) json["ddf"] = *fit.df;
  json["QE"] = number(fit.QE);
  json["QE_df"] = fit.QE_df;
  json["QEp"] = number(fit.QE_p);
  add_moderators(json, fit.moderators);
  json["logLik"] = number(fit.log_likelihood);
  if (fit.prediction)
    json["predict"] = {{"pi_lb", number(fit.prediction->lower)}, {"pi_ub", number(fit.prediction->upper)}};
  json["warnings"] = fit.warnings;
  json["robust"] = robust_json(dependence.over_multilevel, dependence.over_multilevel_refusal, dependence);
  return json;
}

}  // namespace

Dependence dependence_of(const std::vector<Effect>& effects, const DesignMatrix& design,
                         const std::vector<std::string>& labels, const std::vector<double>& sizes,
                         std::optional<double> tau2, const std::string& refusal, const FitOptions& options,
                         const std::string& cluster) {
  const Clusters clusters = cluster_by(labels);
  Dependence result;
  result.cluster = cluster;
  result.clusters = clusters.count();
  result.options = options;
  if (!sizes.empty()) {
    double people = 0;
    for (const auto& members : clusters.members) {
      double most = 0;
      for (const std::size_t i : members) most = std::max(most, sizes[i]);
      people += most;
    }
    result.participants = people;
  }
  result.ordinary_refusal = refusal;
  if (tau2)
    result.ordinary = attempt(result.ordinary_refusal, [&] {
      return robust(effects, design, clusters, {0, *tau2}, options.level);
    });
  result.multilevel =
      attempt(result.multilevel_refusal, [&] { return fit_multilevel(effects, design, clusters, options); });
  result.over_multilevel_refusal = result.multilevel_refusal;
  if (result.multilevel)
    result.over_multilevel = attempt(result.over_multilevel_refusal, [&] {
      return robust(effects, design, clusters, result.multilevel->sigma2, options.level);
    });
  return result;
}

void add_dependence(Json& json, const Dependence& dependence) {
  json["robust"] = robust_json(dependence.ordinary, dependence.ordinary_refusal, dependence);
  json["multilevel"] = multilevel_json(dependence);
  const Robust* lead = lead_of(dependence);
  if (lead == nullptr) {
    json["lead"] = error_json(dependence.ordinary_refusal);
    return;
  }
  json["lead"] = {{"model", dependence.over_multilevel ? "multilevel" : "ordinary"},
                  {"variance", variance_name(*lead)},
                  {"why", why(dependence)},
                  {"participants", number(dependence.participants)},
                  {"coef_names", names_json(leading(*lead))}};
  json["lead"].update(coefficients_json(leading(*lead)));
}

void print_dependence(Output& out, const Dependence& dependence, const std::string& measure) {
  const Robust* lead = lead_of(dependence);
  if (lead == nullptr) {
    out.note("No interval that allows for the dependence within a " + dependence.cluster + ": " +
             dependence.ordinary_refusal + ".");
    return;
  }
  std::string line = "By " + dependence.cluster + ": " + std::to_string(dependence.clusters) + " of them";
  if (dependence.participants)
    line += ", " + std::to_string(std::llround(*dependence.participants)) + " participants, each counted once";
  if (dependence.over_multilevel)
    line += "; multilevel model (" + std::string(name(dependence.multilevel->method)) + "), variance between them " +
            shown(dependence.multilevel->sigma2.cluster) + " and within " + shown(dependence.multilevel->sigma2.effect);
  else
    line += "; ordinary random-effects model";
  out.line(line + "; robust variance " + variance_name(*lead) + ".");
  for (const RobustCoefficient& one : leading(*lead))
    out.line("  " + (one.name == "intrcpt" && leading(*lead).size() == 1 ? measure : one.name) + ": " +
             shown(one.estimate) + ", " + shown_percent(dependence.options.level) + " CI " +
             shown(one.inference.ci.lower) + " to " + shown(one.inference.ci.upper) + ", p " +
             shown_p(one.inference.p) + " (t on " + shown(one.df) + " df)");
  out.note(why(dependence));
  for (const std::string& warning : lead->warnings) out.warn(warning);
}

}  // namespace evigraft::cli
