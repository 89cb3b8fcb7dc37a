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

TEST(ExtractJsonl, NamesABadLineAndGoesOn) {
  const Ran result = run("{\"id\": 1, \"abstract\": \"\"}\n{broken\n\n{\"id\": 2, \"abstract\": null}\n");
  EXPECT_EQ(result.code, 4);
  EXPECT_EQ(result.lines.size(), 2U);
  EXPECT_THAT(result.errors, testing::HasSubstr("line 2"));
}

TEST(ExtractJsonl, FailsWhenEveryLineIsBad) { EXPECT_EQ(run("[]\n7\n").code, 1); }

TEST(ExtractJsonl, WritesNothingForNothing) {
  const Ran result = run("");
  EXPECT_EQ(result.code, 0);
  EXPECT_TRUE(result.lines.empty());
}

}  // namespace
