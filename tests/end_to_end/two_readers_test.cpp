// Two people at one database through the real program: neither is shown the other's word before their own.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "program.h"

namespace {
using namespace evigraft::test;
using Json = nlohmann::json;

/// The example's references, with two readers and a resolver.
struct Desk : Sandbox {
  Desk() {
    const std::string root = EVIGRAFT_ROOT;
    EXPECT_EQ(run({"import", root + "/docs/example/references.json"}).code, 0);
    const Json named = as("Cleo Tan", {"readers", "Ann Lee", "Bob Ray", "--resolver", "Cleo Tan"});
    EXPECT_EQ(named.at("kind"), "readers");
    const Json read = json_of({"outcomes"});
    for (const Json& outcome : read.at("outcomes"))
      if (outcome.at("spread_kind") == "unknown") id = std::to_string(outcome.at("outcome_id").get<int>());
  }
  [[nodiscard]] Json json_of(std::vector<std::string> args) const { return Sandbox::json(std::move(args)); }
  /// A decision of a person.
  Json as(const std::string& who, std::vector<std::string> args) const {
    args.insert(args.begin(), "review");
    args.insert(args.end(), {"--as", who, "--why", "full text"});
    return json_of(std::move(args));
  }
  [[nodiscard]] std::string seen_by(const std::string& who) const {
    std::string out;
    for (const std::vector<std::string>& look :
         std::vector<std::vector<std::string>>{{"review", "history"}, {"review", "history", id}, {"review", "list"}})
      for (const char* format : {"text", "json", "csv"}) {
        std::vector<std::string> args = look;
        args.insert(args.end(), {"--as", who, "--output", format});
        const Ended ended = run(args);
        EXPECT_EQ(ended.code, 0) << ended.err;
        out += ended.out + ended.err;
      }
    out += run({"show", "outcome:" + id}).out + run({"outcomes", "--output", "csv"}).out;
    return out;
  }

  std::string id;  ///< an outcome with a spread of unknown kind
};

TEST(TwoReaders, NeitherIsShownTheOthersWordBeforeTheirOwn) {
  const Desk desk;
  const Json first = desk.as("Ann Lee", {"set", desk.id, "n", "987654", "definition", "ann's own words"});
  EXPECT_EQ(first.at("vote").at("waits"), true);
  EXPECT_EQ(first.at("vote").at("other"), "Bob Ray");
  for (const char* bob : {"Bob Ray", "bob  ray"}) {
    const std::string seen = desk.seen_by(bob);
    EXPECT_EQ(seen.find("987654"), std::string::npos);
    EXPECT_EQ(seen.find("ann's own words"), std::string::npos);
    EXPECT_NE(seen.find("1 of the other reader's not shown"), std::string::npos);
    EXPECT_NE(seen.find("Ann Lee has read it, Bob Ray not yet"), std::string::npos);
  }
  EXPECT_NE(desk.seen_by("Ann Lee").find("987654"), std::string::npos);
  EXPECT_NE(desk.seen_by("Cleo Tan").find("987654"), std::string::npos);
  const Json second = desk.as("Bob Ray", {"set", desk.id, "n", "987653", "definition", "ann's own words"});
  EXPECT_EQ(second.at("vote").at("agreed"), true);
  EXPECT_EQ(second.at("vote").at("differs"), true);
  EXPECT_NE(desk.seen_by("Bob Ray").find("Ann Lee 987654, Bob Ray 987653"), std::string::npos);
  EXPECT_FALSE(desk.as("Cleo Tan", {"set", desk.id, "n", "987654"}).contains("vote"));
}

TEST(TwoReaders, TheConfiguredReviewerIsWhoLooks) {
  Desk desk;
  desk.as("Ann Lee", {"set", desk.id, "n", "987654"});
  desk.environment["EVIGRAFT_REVIEWER"] = "Bob Ray";
  EXPECT_EQ(desk.run({"review", "history"}).out.find("987654"), std::string::npos);
  desk.environment["EVIGRAFT_REVIEWER"] = "Ann Lee";
  EXPECT_NE(desk.run({"review", "history"}).out.find("987654"), std::string::npos);
}

TEST(TwoReaders, AgreementIsPrintedAndNullWhereItIsUndefined) {
  const Desk desk;
  EXPECT_TRUE(desk.json_of({"review", "agreement"}).at("agreement").empty());
  for (const char* reader : {"Ann Lee", "Bob Ray"}) desk.as(reader, {"accept", desk.id});
  const Json rows = desk.json_of({"review", "agreement"}).at("agreement");
  ASSERT_EQ(rows.size(), 10U);
  EXPECT_EQ(rows[0].at("field"), "used");
  EXPECT_EQ(rows[0].at("observed"), 1.0);
  EXPECT_TRUE(rows[0].at("kappa").is_null());
  EXPECT_EQ(rows[0].at("reason"), "fewer than two pairs");
  EXPECT_NE(desk.run({"review", "agreement", "--output", "csv"}).out.find("first,second,field,pairs"),
            std::string::npos);
}

TEST(TwoReaders, NamesAreTextAndNothingElse) {
  const Desk desk;
  const std::string hostile = "=cmd|' /C calc'!A0'); DROP TABLE decision; --";
  desk.as("Cleo Tan", {"readers", hostile, "<b>Bob</b>"});
  desk.as(hostile, {"set", desk.id, "n", "6"});
  desk.as("<b>Bob</b>", {"set", desk.id, "n", "6"});
  EXPECT_EQ(desk.json_of({"review", "readers"}).at("readers").at("first"), hostile);
  EXPECT_NE(desk.run({"review", "agreement", "--output", "csv"}).out.find("'=cmd"), std::string::npos);
}

TEST(TwoReaders, TwoNamesAreNeededAndNoneEndsIt) {
  const Desk desk;
  EXPECT_EQ(desk.run({"review", "readers", "Ann Lee", "--as", "x", "--why", "x"}).code, 2);
  EXPECT_EQ(desk.run({"review", "readers", "Ann Lee", "ann lee", "--as", "x", "--why", "x"}).code, 2);
  EXPECT_EQ(desk.run({"review", "readers", "--none", "--resolver", "y", "--as", "x", "--why", "x"}).code, 2);
  desk.as("Ann Lee", {"readers", "--none"});
  EXPECT_TRUE(desk.json_of({"review", "readers"}).at("readers").is_null());
  EXPECT_FALSE(desk.as("Ann Lee", {"set", desk.id, "n", "6"}).contains("vote"));
}

TEST(TwoReaders, ASheetSaysThatItsRowsWaitAndADryRunTellsNothingOfTheOther) {
  const Desk desk;
  EXPECT_EQ(desk.run({"review", "export", "s.csv", "--all", "--as", "Ann Lee"}).code, 0);
  std::ifstream in(desk.file("s.csv"), std::ios::binary);
  std::string sheet{std::istreambuf_iterator<char>(in), {}};
  const std::size_t row = sheet.find("\n" + desk.id + ","), at = sheet.find(",unknown,,", row);
  ASSERT_LT(at, sheet.find('\n', row + 1));
  desk.write("f.csv", sheet.insert(at + 9, "sd"));
  EXPECT_TRUE(desk.as("Ann Lee", {"import", "f.csv", "--dry-run"}).at("pooled").is_null());
  const Json first = desk.as("Ann Lee", {"import", "f.csv"});
  EXPECT_EQ(first.at("changes").at(0).at("vote").at("waits"), true);
  EXPECT_EQ(desk.as("Ann Lee", {"import", "f.csv"}).at("waiting"), 1);
  const Json dry = desk.as("Bob Ray", {"import", "f.csv", "--dry-run"});
  EXPECT_TRUE(dry.at("pooled").is_null());
  EXPECT_FALSE(dry.at("changes").at(0).contains("vote"));
  const Ended met = desk.run({"review", "import", "f.csv", "--as", "Bob Ray", "--why", "full text"});
  EXPECT_NE(met.out.find("1 vote: 1 says what Ann Lee says: it counts."), std::string::npos) << met.out;
}
}  // namespace
