// A sheet through the real program, over the bundled example.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "program.h"

namespace {
using namespace evigraft::test;

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class ReviewSheet : public testing::Test {
 protected:
  void SetUp() override {
    const std::string example = std::string(EVIGRAFT_ROOT) + "/docs/example/";
    ASSERT_EQ(sandbox_.run({"import", example + "references.json"}).code, 0);
  }
  /// The exported sheet with `text` in the cell beside what counts of a field, in the row of an outcome.
  std::string filled(const std::string& row_begin, const std::string& now, const std::string& then) const {
    std::string sheet = bytes_of(sandbox_.file("s.csv"));
    const std::size_t row = sheet.find("\n" + row_begin + ","), at = sheet.find(now, row);
    EXPECT_NE(row, std::string::npos);
    EXPECT_LT(at, sheet.find('\n', row + 1));
    return sheet.replace(at, now.size(), then);
  }
  /// An outcome that the queue asks the spread kind of, with its study.
  nlohmann::json asked() const { return sandbox_.json({"review", "list", "--kind", "spread"}).at("review").at(0); }

  Sandbox sandbox_;
};

TEST_F(ReviewSheet, GoesOutAndComesBack) {
  const std::string id = std::to_string(asked().at("outcome_id").get<int>());
  const auto exported = sandbox_.json({"review", "export", "s.csv"});
  EXPECT_EQ(exported.at("format"), "csv");
  sandbox_.write("f.csv", filled(id, ",unknown,,", ",unknown,sd,"));
  const auto dry = sandbox_.json({"review", "import", "f.csv", "--as", "Ann", "--why", "letter", "--dry-run"});
  EXPECT_EQ(dry.at("changes").at(0).at("fields").at(0).at("after"), "sd");
  EXPECT_TRUE(dry.at("changes").at(0).at("decision_id").is_null());
  EXPECT_TRUE(sandbox_.json({"review", "history"}).at("history").empty());
  EXPECT_EQ(sandbox_.json({"review", "import", "f.csv", "--as", "Ann", "--why", "letter"})
                .at("changes")
                .at(0)
                .at("decision_id"),
            1);
  EXPECT_EQ(sandbox_.run({"review", "import", "f.csv", "--exit-code"}).code, 3);
}

TEST_F(ReviewSheet, NamesItsProblemsAndKeepsNothing) {
  const std::string id = std::to_string(asked().at("outcome_id").get<int>());
  ASSERT_EQ(sandbox_.run({"review", "export", "s.csv"}).code, 0);
  sandbox_.write("f.csv", filled(id, ",unknown,,", ",unknown,sem,"));
  const Ended ended = sandbox_.run({"review", "import", "f.csv"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.out.find("column spread_kind: takes sd, se or unknown, or none, not 'sem'"), std::string::npos)
      << ended.out;
  EXPECT_NE(ended.err.find("nothing was imported"), std::string::npos) << ended.err;
  EXPECT_TRUE(sandbox_.json({"review", "history"}).at("history").empty());
}

TEST_F(ReviewSheet, IsNotWrittenOverAFilledOne) {
  ASSERT_EQ(sandbox_.run({"review", "export", "s.xlsx"}).code, 0);
  const Ended again = sandbox_.run({"review", "export", "s.xlsx"});
  EXPECT_EQ(again.code, 1);
  EXPECT_NE(again.err.find("--overwrite"), std::string::npos) << again.err;
  EXPECT_EQ(sandbox_.run({"review", "export", "s.xlsx", "--overwrite"}).code, 0);
}

TEST_F(ReviewSheet, HasTheSameBytesAtTheSameTime) {
  sandbox_.environment["SOURCE_DATE_EPOCH"] = "1795252400";
  for (const char* name : {"a.xlsx", "b.xlsx"}) ASSERT_EQ(sandbox_.run({"review", "export", name, "--all"}).code, 0);
  EXPECT_EQ(bytes_of(sandbox_.file("a.xlsx")), bytes_of(sandbox_.file("b.xlsx")));
}

TEST_F(ReviewSheet, RefusesWhatIsNoSheet) {
  EXPECT_EQ(sandbox_.run({"review", "export", "s.txt"}).code, 2);
  EXPECT_EQ(sandbox_.run({"review", "export", "s.csv", "--kind", "lots"}).code, 2);
  EXPECT_EQ(sandbox_.run({"review", "export", "s.csv", "--kind", "screening"}).code, 2);
  EXPECT_EQ(sandbox_.run({"review", "import", "missing.csv"}).code, 1);
  EXPECT_EQ(sandbox_.run({"review", "import", sandbox_.write("x.csv", "a,b\n1,2\n")}).code, 1);
  EXPECT_EQ(sandbox_.run({"review", "import", sandbox_.write("x.xlsx", "PK\x03\x04 rubbish")}).code, 1);
}
}  // namespace
