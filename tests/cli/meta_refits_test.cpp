#include "cli/meta_refits.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

#include "cli/verify_with_r.h"

namespace evigraft::cli {
namespace {
using testing::HasSubstr;

MetaResult six(const std::vector<std::string>& moderators = {}, const FitOptions& fit = {}) {
  MetaOptions options{"GEN", fit};
  options.moderators = moderators;
  return meta_from_table(
      parse_csv(
          "study,yi,vi,x,g\nA,12.1,9,1,u\nB,8.4,4,2,u\nC,15,16,2,v\nD,3.2,2.5,3,v\nE,20.5,30,5,w\nF,-1.4,6.25,5,w\n",
          "t.csv"),
      options);
}

/// The variable PATH set to something else while this lives.
class PathSetTo {
 public:
  explicit PathSetTo(const char* value) {
    if (const char* before = std::getenv("PATH")) before_ = before;
    setenv("PATH", value, 1);
  }
  ~PathSetTo() { setenv("PATH", before_.c_str(), 1); }
  PathSetTo(const PathSetTo&) = delete;
  PathSetTo& operator=(const PathSetTo&) = delete;

 private:
  std::string before_;
};

TEST(Refits, AreNoneWhereNoneAreAskedFor) {
  const Refits refits = refit(six(), {});
  EXPECT_TRUE(refits.json.empty());
  EXPECT_TRUE(refits.lines.empty());
}

TEST(Refits, GoshSumsUpTheSubsetsAndShowsPointsWhenAsked) {
  RefitFlags flags;
  flags.gosh = true;
  const auto without = refit(six(), flags).json["gosh"];
  EXPECT_EQ(without["subsets"], 63);
  EXPECT_EQ(without["studies"]["estimate_with"].size(), 6U);
  EXPECT_FALSE(without.contains("points"));
  flags.gosh_points = 10;
  EXPECT_EQ(refit(six(), flags).json["gosh"]["points"]["estimate"].size(), 10U);
}

TEST(Refits, GoshNamesTheRowThatMovesTheEstimateMost) {
  RefitFlags flags;
  flags.gosh = true;
  EXPECT_THAT(refit(six(), flags).lines.back(), HasSubstr("Row 6 moves the estimate most"));
}

TEST(Refits, GoshIsRefusedWithModerators) {
  RefitFlags flags;
  flags.gosh = true;
  EXPECT_EQ(refit(six({"x"}), flags).json["gosh"]["error"], "GOSH is for a summary without moderators");
}

TEST(Refits, PermutationGivesOnePForEachCoefficient) {
  RefitFlags flags;
  flags.permutation = true;
  const auto json = refit(six({"x"}), flags).json["permutation"];
  EXPECT_EQ(json["iterations"], 180);
  EXPECT_EQ(json["coef_names"].size(), 2U);
  EXPECT_EQ(json["pval"].size(), 2U);
}

TEST(Refits, WithoutAModelSayWhy) {
  RefitFlags flags;
  flags.gosh = flags.permutation = true;
  MetaResult nothing = six();
  nothing.fit.reset();
  EXPECT_TRUE(refit(nothing, flags).json["permutation"].contains("error"));
}

TEST(VerifyWithR, WithoutRIsAFaultOfTheSetUp) {
  const PathSetTo nowhere("/nonexistent");
  try {
    verify_with_r(six());
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::configuration);
    EXPECT_THAT(error.what(), HasSubstr("r-cran-metafor"));
  }
}

TEST(VerifyWithR, KnowsNoOtherProgram) {
  RefitFlags flags;
  flags.verify_with = "Stata; rm -rf";
  EXPECT_THROW(refit(six(), flags), Error);
}

/// nullopt, with a visible skip, where R or metafor is not installed.
std::optional<Verification> verified(const MetaResult& result) {
  try {
    return verify_with_r(result);
  } catch (const Error& error) {
    if (error.kind() != Error::Kind::configuration) throw;
    return std::nullopt;
  }
}

/// A program called Rscript, with nothing beside it.
class FakeR {
 public:
  explicit FakeR(const std::string& script) {
    std::string name = (std::filesystem::temp_directory_path() / "evigraft-r-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    const std::filesystem::path program = folder_ / "Rscript";
    std::ofstream(program) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    path_.emplace(folder_.c_str());
  }
  ~FakeR() { std::filesystem::remove_all(folder_); }
  FakeR(const FakeR&) = delete;
  FakeR& operator=(const FakeR&) = delete;

 private:
  std::filesystem::path folder_;
  std::optional<PathSetTo> path_;
};

TEST(VerifyWithR, AnEmptyAnswerIsNoAgreement) {
  const FakeR r("exit 0");
  EXPECT_THROW(verify_with_r(six()), Error);
}

TEST(VerifyWithR, AFigureThatIsMissingOnOneSideIsADifference) {
  const FakeR r("echo 'metafor 1'; echo 'k 6'");
  EXPECT_FALSE(verify_with_r(six()).agrees());
}

class AgreesWithMetafor : public testing::TestWithParam<FitMethod> {};

TEST_P(AgreesWithMetafor, OnASummary) {
  const auto verification = verified(six({}, {.method = GetParam()}));
  if (!verification) GTEST_SKIP() << "R with metafor is not installed";
  EXPECT_TRUE(verification->agrees()) << verification_lines(*verification).front();
  EXPECT_GE(verification->figures.size(), 12U);
}

INSTANTIATE_TEST_SUITE_P(Methods, AgreesWithMetafor, testing::Values(FitMethod::ee, FitMethod::reml, FitMethod::pm),
                         [](const auto& instance) { return std::string(name(instance.param)); });

TEST(VerifyWithR, AgreesOnARegressionWithAFactor) {
  const auto verification = verified(six({"g"}));
  if (!verification) GTEST_SKIP() << "R with metafor is not installed";
  EXPECT_TRUE(verification->agrees());
  EXPECT_EQ(verification->figures[1].quantity, "beta.1");
}

TEST(VerifyWithR, SaysWhereItDiffers) {
  MetaResult changed = six();
  changed.fit->tau2 *= 1.01;
  const auto verification = verified(changed);
  if (!verification) GTEST_SKIP() << "R with metafor is not installed";
  EXPECT_FALSE(verification->agrees());
  EXPECT_THAT(verification_lines(*verification).front(), HasSubstr("differs"));
}

}  // namespace
}  // namespace evigraft::cli
