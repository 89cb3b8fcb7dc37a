#include "cli/meta_diagnostics_json.h"

#include <nlohmann/json.hpp>

#include "cli/json_number.h"
#include "cli/meta_json.h"
#include "synthesis/diagnostics.h"
#include "synthesis/mantel_haenszel.h"
#include "synthesis/small_study.h"
#include "synthesis/subgroups.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

Json refits_json(const std::vector<Refit>& all) {
  return {{"estimate", column(all, [](const Refit& r) { return r.estimate; })},
          {"se", column(all, [](const Refit& r) { return r.se; })},
          {"zval", column(all, [](const Refit& r) { return r.statistic; })},
          {"pval", column(all, [](const Refit& r) { return r.p; })},
          {"ci_lb", column(all, [](const Refit& r) { return r.ci.lower; })},
          {"ci_ub", column(all, [](const Refit& r) { return r.ci.upper; })},
          {"Q", column(all, [](const Refit& r) { return r.Q; })},
          {"Qp", column(all, [](const Refit& r) { return r.Q_p; })},
          {"tau2", column(all, [](const Refit& r) { return r.tau2; })},
          {"I2", column(all, [](const Refit& r) { return r.I2; })},
          {"H2", column(all, [](const Refit& r) { return r.H2; })}};
}

Json cumul_json(const MetaResult& result) {
  Json json = {{"order", Json::array()}};
  for (const std::size_t row : result.order) json["order"].push_back(row + 1);
  json.update(refits_json(cumulative(result.effects, result.order, result.options)));
  return json;
}

Json influence_json(const MetaResult& result) {
  const std::vector<Influence> all = influence(result.effects, result.design, result.options);
  Json json = {{"rstudent", column(all, [](const Influence& i) { return i.rstudent; })},
               {"dffits", column(all, [](const Influence& i) { return i.dffits; })},
               {"cook_d", column(all, [](const Influence& i) { return i.cook; })},
               {"cov_r", column(all, [](const Influence& i) { return i.cov_r; })},
               {"tau2_del", column(all, [](const Influence& i) { return i.tau2; })},
               {"QE_del", column(all, [](const Influence& i) { return i.Q; })},
               {"hat", column(all, [](const Influence& i) { return i.hat; })},
               {"weight", column(all, [](const Influence& i) { return i.weight; })}};
  if (result.design.columns.size() < 2) {
    json["dfbs"] = column(all, [](const Influence& i) { return i.dfbetas.front(); });
  } else {
    for (std::size_t j = 0; j < result.design.names.size(); ++j)
      json["dfbs"][result.design.names[j]] = column(all, [j](const Influence& i) { return i.dfbetas[j]; });
  }
  json["is_influential"] = Json::array();
  for (const Influence& one : all) json["is_influential"].push_back(one.influential);
  return json;
}

Json rstandard_json(const MetaResult& result) {
  const std::vector<Residual> all = standardised_residuals(result.effects, result.design, result.options);
  return {{"resid", column(all, [](const Residual& r) { return r.residual; })},
          {"se", column(all, [](const Residual& r) { return r.se; })},
          {"z", column(all, [](const Residual& r) { return r.z; })}};
}

Json baujat_json(const MetaResult& result) {
  const std::vector<BaujatPoint> all = baujat(result.effects, result.design, result.options);
  return {{"x", column(all, [](const BaujatPoint& p) { return p.heterogeneity; })},
          {"y", column(all, [](const BaujatPoint& p) { return p.influence; })}};
}

Json blup_json(const MetaResult& result) {
  const std::vector<Blup> all = blup(result.effects, result.design, result.options);
  return {{"pred", column(all, [](const Blup& b) { return b.prediction; })},
          {"se", column(all, [](const Blup& b) { return b.se; })},
          {"pi_lb", column(all, [](const Blup& b) { return b.interval.lower; })},
          {"pi_ub", column(all, [](const Blup& b) { return b.interval.upper; })}};
}

Json chi_squared(const MantelHaenszel& result, std::optional<ChiSquared> MantelHaenszel::*test, bool p) {
  const std::optional<ChiSquared>& value = result.*test;
  return value ? number(p ? value->p : value->value) : Json();
}

Json pooled_tables_json(const MantelHaenszel& result) {
  return {{"k", result.k},
          {"beta", number(result.estimate)},
          {"se", number(result.inference.se)},
          {"zval", number(result.inference.statistic)},
          {"pval", number(result.inference.p)},
          {"ci_lb", number(result.inference.ci.lower)},
          {"ci_ub", number(result.inference.ci.upper)},
          {"QE", number(result.Q)},
          {"QEp", number(result.Q_p)},
          {"I2", number(result.I2)},
          {"H2", number(result.H2)}};
}

Json mantel_haenszel_json(const MetaResult& result, CountMeasure measure, const char* name, bool corrected) {
  Json json = {{"measure", name},
               {"rule", corrected ? "1/2 in zero-cell studies also for the pooled MH estimate"
                                  : "default: 1/2 only for study estimates, none for the pooled MH estimate"}};
  const MantelHaenszel pooled = mantel_haenszel(result.tables, measure, corrected, result.options.level);
  json.update(pooled_tables_json(pooled));
  if (measure != CountMeasure::OR) return json;
  using MH = MantelHaenszel;
  for (const auto& [key, test] :
       {std::pair{"CMH", &MH::cmh}, std::pair{"BD", &MH::breslow_day}, std::pair{"TA", &MH::tarone}}) {
    json[key] = chi_squared(pooled, test, false);
    json[std::string(key) + "p"] = chi_squared(pooled, test, true);
  }
  json["CMH_uncorrected"] = chi_squared(pooled, &MH::cmh_uncorrected, false);
  json["CMHp_uncorrected"] = chi_squared(pooled, &MH::cmh_uncorrected, true);
  return json;
}

Json difference_json(const std::optional<DifferenceTest>& test, const std::string& refusal) {
  if (!test) return error_json(refusal);
  return {{"Q", number(test->Q)}, {"df", test->df}, {"p", number(test->p)}};
}

}  // namespace

void add_diagnostics(Json& document, const MetaResult& result) {
  const auto asked = [&](std::string_view part) {
    return std::find(result.diagnostics.begin(), result.diagnostics.end(), part) != result.diagnostics.end();
  };
  const bool moderators = !result.design.columns.empty();
  const auto only_without = [&](auto part) {
    if (moderators) throw Error(Error::Kind::data, "this is defined without moderators only");
    return part(result);
  };
  const auto add = [&](const char* key, auto part) {
    if (asked(key)) document["diagnostics"][key] = or_error(part);
  };
  add("leave1out", [&] {
    return only_without([](const MetaResult& of) { return refits_json(leave_one_out(of.effects, of.options)); });
  });
  add("cumul", [&] { return only_without(cumul_json); });
  add("influence", [&] { return influence_json(result); });
  add("rstandard", [&] { return rstandard_json(result); });
  add("baujat", [&] { return baujat_json(result); });
  add("blup", [&] { return blup_json(result); });
  if (asked("small_study")) document["small_study"] = or_error([&] { return only_without(small_study_json); });
  if (asked("binary") && result.measure->cells == Cells::two_by_two)
    document["binary"] = or_error([&] { return binary_json(result); });
}

Json binary_json(const MetaResult& result) {
  Json json = {{"MH", Json::array()}};
  for (const auto& [name, measure] :
       {std::pair{"OR", CountMeasure::OR}, std::pair{"RR", CountMeasure::RR}, std::pair{"RD", CountMeasure::RD}})
    for (const bool corrected : {false, true})
      json["MH"].push_back(mantel_haenszel_json(result, measure, name, corrected));
  json["Peto"] = or_error([&] { return pooled_tables_json(peto(result.tables, result.options.level)); });
  json["harbord"] = or_error([&] {
    const CountTest test = harbord(result.tables);
    return Json{{"bias", number(test.slope)},
                {"se_bias", number(test.se)},
                {"t", number(test.t)},
                {"df", test.df},
                {"p", number(test.p)}};
  });
  json["peters"] = or_error([&] {
    const CountTest test = peters(result.tables);
    return Json{{"slope", number(test.slope)},
                {"se", number(test.se)},
                {"t", number(test.t)},
                {"df", test.df},
                {"p", number(test.p)}};
  });
  return json;
}

Json subgroup_json(const MetaResult& result) {
  return or_error([&] {
    const Subgroups groups = by_subgroup(result.effects, result.subgroups, result.options);
    Json body = {{"separate_tau2", Json::object()}};
    for (std::size_t g = 0; g < groups.levels.size(); ++g)
      body["separate_tau2"][groups.levels[g]] =
          groups.refusals[g].empty() ? fit_json(groups.separate[g]) : error_json(groups.refusals[g]);
    body["between_separate_tau2"] = difference_json(groups.between_separate, "a subgroup could not be pooled");
    if (groups.within) body["Q_within"] = difference_json(groups.within, "");
    body["common_tau2"] = groups.common ? regression_json(*groups.common) : error_json(groups.common_refusal);
    body["between_common_tau2"] = difference_json(groups.between_common, groups.common_refusal);
    if (groups.pooled)
      body["pooled_tau2_borenstein"] = {{"tau2", number(groups.pooled->tau2)},
                                        {"beta", groups.pooled->estimate},
                                        {"se", groups.pooled->se},
                                        {"Q_between", number(groups.pooled->between.Q)},
                                        {"df", groups.pooled->between.df},
                                        {"p", number(groups.pooled->between.p)}};
    const std::string method = result.options.method == FitMethod::ee ? "FE" : std::string(name(result.options.method));
    Json json = {{"variable", result.subgroup_variable}, {"levels", groups.levels}};
    json[method] = std::move(body);
    return json;
  });
}

}  // namespace evigraft::cli
