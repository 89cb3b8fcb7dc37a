// `extract --jsonl`: one line in, one line out; a bad line is named and the rest goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/commands/extract_jsonl.h"
#include "reader.h"

namespace {
using namespace evigraft;

struct Ran {
  int code = 0;
  std::vector<nlohmann::json> lines;
  std::string errors;
};

Ran run(const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out, errors;
  Ran result;
  result.code = extract_jsonl(in, out, errors, reader());
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) result.lines.push_back(nlohmann::json::parse(line));
  result.errors = errors.str();
  return result;
}

TEST(ExtractJsonl, WritesTheKeysOfTheInterface) {
  const Ran result = run(
      R"({"id": "a", "title": "", "abstract": "Retention was 71.6 ± 3% with SVF at 6 months.", "publication_types": []})");
  ASSERT_EQ(result.lines.size(), 1U);
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.lines[0]["id"], "a");
  const auto& outcome = result.lines[0]["outcomes"][0];
  for (const char* key : {"arm",        "measure",       "value",           "unit",
                          "spread",     "spread_kind",   "spread_inferred", "spread_evidence",
                          "interval",   "interval_kind", "statistic",       "n",
                          "months",     "method",        "definition",      "polarity_flipped",
                          "as_printed", "span",          "confidence",      "flags"})
    EXPECT_TRUE(outcome.contains(key)) << key;
  EXPECT_EQ(outcome["value"].dump(), "71.6");
  EXPECT_EQ(outcome["spread"].dump(), "3");
}

TEST(ExtractJsonl, JudgesAnUndeclaredSpreadFromThePValues) {
  // three arms of six; standard errors of 3.2, 2.1 and 2.4; R: with MSE = 6 * mean(c(3.2, 2.1, 2.4)^2),
  // ptukey(abs(d) / sqrt(MSE / 6), 3, 15, lower.tail = FALSE) is .0106, .00036 and .2346
  const Ran result = run(
      R"({"id": "a", "title": "", "abstract": "Methods: Patients received fat with cultured ASCs (n = 6), fat )"
      R"(with SVF (n = 6) or fat alone (n = 6). Groups were compared by ANOVA with Tukey's test. Results: At 6 months )"
      R"(graft retention was 58.40 ± 3.20%, 45.90 ± 2.10% and 39.60 ± 2.40% in the ASC, SVF and fat alone groups, )"
      R"(respectively (ASC vs SVF, P = .011; ASC vs fat alone, P < .001; SVF vs fat alone, P = .23)."})");
  ASSERT_EQ(result.lines.size(), 1U);
  ASSERT_EQ(result.lines[0]["outcomes"].size(), 3U);
  for (const auto& outcome : result.lines[0]["outcomes"]) {
    EXPECT_EQ(outcome["spread_kind"], "unknown");
    EXPECT_EQ(outcome["spread_inferred"], "se");
    EXPECT_THAT(outcome["spread_evidence"].get<std::string>(), testing::HasSubstr("1 test tried"));
  }
}

TEST(ExtractJsonl, InfersNothingWhereTheKindIsStated) {
  const Ran result = run(
      R"({"id": "a", "title": "", "abstract": "Fat was grafted with SVF (n = 12) or alone (n = 12). Graft retention (mean )"
      R"(± SD) was 58.4 ± 8.1% with SVF and 45.9 ± 7.7% with fat alone (P = .0008)."})");
  for (const auto& outcome : result.lines[0]["outcomes"]) {
    EXPECT_EQ(outcome["spread_kind"], "sd");
    EXPECT_TRUE(outcome["spread_inferred"].is_null());
    EXPECT_TRUE(outcome["spread_evidence"].is_null());
  }
}

TEST(ExtractJsonl, NamesABadLineAndGoesOn) {
  const Ran result = run("{\"id\": 1, \"abstract\": \"\"}\n{broken\n\n{\"id\": 2, \"abstract\": null}\n");
  EXPECT_EQ(result.code, 4);
  EXPECT_EQ(result.lines.size(), 2U);
  EXPECT_THAT(result.errors, testing::HasSubstr("line 2: cannot be read: not JSON at byte "));
}

TEST(ExtractJsonl, NamesTheFieldThatIsOfAnotherKind) {
  EXPECT_EQ(run(R"({"title": 7})").errors, "line 1: cannot be read: title is no text\n");
  EXPECT_EQ(run(R"({"publication_types": "Review"})").errors,
            "line 1: cannot be read: publication_types is no list of texts\n");
}

TEST(ExtractJsonl, CountsTheLinesOfAFileOfAnotherKind) {
  std::string rubbish;
  for (int line = 0; line < 1000; ++line) rubbish += "\x89PNG\n";
  const Ran result = run(rubbish);
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.errors, testing::HasSubstr("line 20: "));
  EXPECT_THAT(result.errors, testing::Not(testing::HasSubstr("line 21: ")));
  EXPECT_THAT(result.errors,
              testing::EndsWith("980 more lines cannot be read; check that this is a file of JSON lines\n"));
}

TEST(ExtractJsonl, FailsWhenEveryLineIsBad) { EXPECT_EQ(run("[]\n7\n").code, 1); }

TEST(ExtractJsonl, WritesNothingForNothing) {
  const Ran result = run("");
  EXPECT_EQ(result.code, 0);
  EXPECT_TRUE(result.lines.empty());
}

}  // namespace
