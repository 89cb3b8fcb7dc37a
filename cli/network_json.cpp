#include "cli/network_json.h"

#include <nlohmann/json.hpp>

#include "cli/json_number.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

Json values(const std::vector<double>& row) {
  return column(row, [](double x) { return x; });
}

Json square(const Square& matrix) {
  Json rows = Json::array();
  for (const auto& row : matrix) rows.push_back(values(row));
  return rows;
}

Json league_json(const League& league) {
  return {{"TE", square(league.estimate)},
          {"seTE", square(league.se)},
          {"ci_lb", square(league.lower)},
          {"ci_ub", square(league.upper)},
          {"pval", square(league.p)},
          {"pscore_large_good", values(league.pscore_large_good)},
          {"pscore_small_good", values(league.pscore_small_good)}};
}

Json prediction_json(const NetworkPrediction& prediction) {
  return {{"df", prediction.df}, {"lb", square(prediction.lower)}, {"ub", square(prediction.upper)}};
}

Json random_json(const RandomNetwork& random) {
  Json json = league_json(random.league);
  json["tau2"] = number(random.tau2);
  json["tau"] = number(std::sqrt(random.tau2));
  if (random.df_q) json["prediction_t_dfQ"] = prediction_json(*random.df_q);
  if (random.df_q_minus1) json["prediction_t_dfQ_minus1"] = prediction_json(*random.df_q_minus1);
  if (!random.rank_probabilities.empty()) json["rank_probabilities_large_good"] = square(random.rank_probabilities);
  return json;
}

Json q_json(const QTest& test) { return {{"Q", number(test.Q)}, {"df", test.df}, {"p", number(test.p)}}; }

Json designs_json(const Network& network, const NetworkFit& fit) {
  Json json = {{"within", q_json(fit.within)}, {"between", q_json(fit.between)}, {"within_by_design", Json::array()}};
  for (const NetworkFit::Design& design : fit.designs) {
    std::string names;
    for (const std::size_t treatment : design.treatments)
      names += (names.empty() ? "" : ":") + network.treatments[treatment];
    Json row = {{"design", names}, {"studies", design.studies}};
    row.update(q_json(design.test));
    json["within_by_design"].push_back(std::move(row));
  }
  if (fit.between_random) {
    json["between_random"] = q_json(*fit.between_random);
    json["between_random"]["tau2_within"] = number(fit.tau2_within);
    json["between_random"]["tau_within"] = number(std::sqrt(fit.tau2_within));
  }
  return json;
}

Json split_json(const DirectEvidence::Split& split) {
  return {{"TE", number(split.indirect)},
          {"seTE", number(split.se_indirect)},
          {"difference", number(split.difference)},
          {"z", number(split.z)},
          {"p", number(split.p)}};
}

Json direct_json(const Network& network, const DirectEvidence& direct) {
  Json json = {{"treat1", network.treatments[direct.treatment1]},
               {"treat2", network.treatments[direct.treatment2]},
               {"k", direct.studies},
               {"TE_common", number(direct.estimate_common)},
               {"se_common", number(direct.se_common)},
               {"TE_random_DLtau", number(direct.estimate_random)},
               {"se_random_DLtau", number(direct.se_random)},
               {"prop_direct_common", number(direct.share_common)}};
  if (direct.common) json["indirect_common"] = split_json(*direct.common);
  if (direct.random) json["indirect_random_DL"] = split_json(*direct.random);
  return json;
}

}  // namespace

Json network_json(const Network& network, const NetworkFit& fit) {
  Json json = {{"treatments", network.treatments},
               {"k_studies", fit.k_studies},
               {"n_contrasts_independent", fit.n_contrasts},
               {"n_pairwise", fit.n_pairwise},
               {"matrix_rule",
                "matrices: entry [i][j] is treatment i versus treatment j, treatments in the listed (byte-wise sorted) "
                "order"},
               {"common", league_json(fit.common)},
               {"Q_total", q_json(fit.total)},
               {"I2_percent", number(fit.I2)}};
  if (fit.dl) {
    json["random_DL"] = random_json(*fit.dl);
    json["random_DL"]["trace_PS"] = number(fit.dl->trace);
    json["random_REML"] = random_json(*fit.reml);
    json["random_ML"] = random_json(*fit.ml);
  } else {
    const Json none = {{"tau2", nullptr},
                       {"note", "df = 0: tau2 not estimable, only the common-effect model is available"}};
    for (const char* key : {"random_DL", "random_REML", "random_ML"}) json[key] = none;
  }
  json["design_decomposition"] = designs_json(network, fit);
  json["direct"] = Json::array();
  for (const DirectEvidence& direct : fit.direct) json["direct"].push_back(direct_json(network, direct));
  json["dropped_studies"] = network.dropped;
  return json;
}

Json refused_network_json(const Network& network, const std::string& why) {
  Json json = {{"treatments", network.treatments}, {"error", why}, {"components", Json::array()}};
  for (const auto& part : components(network)) {
    Json names = Json::array();
    for (const std::size_t treatment : part) names.push_back(network.treatments[treatment]);
    json["components"].push_back(std::move(names));
  }
  json["dropped_studies"] = network.dropped;
  return json;
}

}  // namespace evigraft::cli
