#include "synthesis/combine.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

namespace evigraft {
namespace {

TEST(CombineArms, EqualsTheMeanAndSdOfTheJoinedParticipants) {
  // {1, 3} has mean 2, SD sqrt(2); {5, 6, 10} mean 7, SD sqrt(7); together 1 3 5 6 10: mean 5, SD sqrt(46 / 4).
  const ArmSummary all = combine_arms(std::vector<ArmSummary>{{2, std::sqrt(2.0), 2}, {7, std::sqrt(7.0), 3}});
  EXPECT_DOUBLE_EQ(all.n, 5);
  EXPECT_DOUBLE_EQ(all.mean, 5);
  EXPECT_DOUBLE_EQ(all.sd, std::sqrt(46.0 / 4));
}

TEST(CombineArms, OneArmStaysAsItIs) {
  const ArmSummary all = combine_arms(std::vector<ArmSummary>{{61.4, 12.5, 36}});
  EXPECT_DOUBLE_EQ(all.mean, 61.4);
  EXPECT_DOUBLE_EQ(all.sd, 12.5);
}

TEST(CombineArms, RefusesWhatIsNoSample) {
  EXPECT_THROW(combine_arms({}), Error);
  EXPECT_THROW(combine_arms(std::vector<ArmSummary>{{3, 0, 1}}), Error);
  EXPECT_THROW(combine_arms(std::vector<ArmSummary>{{3, 1, 10}, {4, 1, 0}}), Error);
  EXPECT_THROW(combine_arms(std::vector<ArmSummary>{{3, 1, 10}, {4, -1, 5}}), Error);
  EXPECT_THROW(combine_arms(std::vector<ArmSummary>{{3, 1, 10}, {std::nan(""), 1, 5}}), Error);
}

RC_GTEST_PROP(CombineArms, DoesNotDependOnTheOrderOfCombining, ()) {
  const auto arm = [] {
    return ArmSummary{*rc::gen::inRange(-900, 900) / 10.0, *rc::gen::inRange(0, 300) / 10.0,
                      1.0 * *rc::gen::inRange(2, 200)};
  };
  const ArmSummary a = arm(), b = arm(), c = arm();
  const ArmSummary at_once = combine_arms(std::vector<ArmSummary>{a, b, c});
  const ArmSummary in_turn = combine_arms(std::vector<ArmSummary>{c, combine_arms(std::vector<ArmSummary>{b, a})});
  RC_ASSERT(std::abs(at_once.mean - in_turn.mean) < 1e-10);
  RC_ASSERT(std::abs(at_once.sd - in_turn.sd) < 1e-9);
}

TEST(CombineArms, AgreesWithTheConversionVectors) {
  const std::filesystem::path file = std::filesystem::path(EVIGRAFT_SHARED) / "reference" / "conversions.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "SKIPPED: no " << file;
  int compared = 0;
  const nlohmann::json document = nlohmann::json::parse(std::ifstream(file));
  for (const auto& vector : document["vectors"]) {
    const std::string fn = vector["fn"];
    if (fn != "combine2" && fn != "combineM") continue;
    const auto& in = vector["in"];
    std::vector<ArmSummary> arms;
    if (fn == "combine2")
      arms = {{in["m1"], in["sd1"], in["n1"]}, {in["m2"], in["sd2"], in["n2"]}};
    else
      for (std::size_t i = 0; i < in["n"].size(); ++i) arms.push_back({in["m"][i], in["sd"][i], in["n"][i]});
    ++compared;
    if (vector["out"].is_null()) {
      EXPECT_THROW(combine_arms(arms), Error) << vector;
      continue;
    }
    const ArmSummary got = combine_arms(arms);
    EXPECT_EQ(got.n, vector["out"]["n"].get<double>());
    EXPECT_NEAR(got.mean, vector["out"]["mean"].get<double>(), 1e-10) << vector;
    EXPECT_NEAR(got.sd, vector["out"]["sd"].get<double>(), 1e-10) << vector;
  }
  EXPECT_GT(compared, 20);
}

}  // namespace
}  // namespace evigraft
