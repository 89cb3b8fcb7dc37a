#include "cli/output.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

namespace {
using namespace evigraft::cli;

std::string listed(Format format, const Table& table) {
  std::ostringstream out, err;
  Output(out, err, {.format = format, .quiet = true}).list("rows", table);
  return out.str();
}

const Table kTable{{"id", "title", "value", "tags"},
                   {{std::int64_t{1}, std::string("a \"b\""), 0.1, RawJson{"[\"x\"]"}},
                    {std::int64_t{2}, std::monostate{}, 12.0, RawJson{"[]"}}}};

TEST(Output, JsonListCarriesSchemaVersionAndRows) {
  const auto json = nlohmann::json::parse(listed(Format::json, kTable));
  EXPECT_EQ(json.at("schema_version"), 1);
  EXPECT_EQ(json.at("rows").at(0).at("tags").at(0), "x");
  EXPECT_TRUE(json.at("rows").at(1).at("title").is_null());
}

TEST(Output, JsonLinesHoldOneRowEach) {
  const std::string text = listed(Format::jsonl, kTable);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
}

TEST(Output, NumbersAreWrittenShortestRoundTrip) {
  EXPECT_NE(listed(Format::csv, kTable).find("0.1"), std::string::npos);
}

TEST(Output, CsvGuardsFormulasInTextButNotNumbers) {
  EXPECT_EQ(csv_field(Cell(std::string("=1+1"))), "'=1+1");
  EXPECT_EQ(csv_field(Cell(-1.5)), "-1.5");
}

TEST(Output, CsvQuotesSeparatorsAndQuotes) {
  EXPECT_EQ(csv_field(Cell(std::string("a,\"b\"\n"))), "\"a,\"\"b\"\"\n\"");
}

TEST(Output, BrokenUtf8NeverBreaksTheJson) {
  const std::string text = listed(Format::json, {{"t"}, {{std::string("\xFF\xC3")}}});
  EXPECT_TRUE(nlohmann::json::accept(text));
}

TEST(Printable, MakesEscapesAndOverridesHarmless) {
  EXPECT_EQ(printable("\x1b[31m"), "\xEF\xBF\xBD[31m");
  EXPECT_EQ(printable("\xE2\x80\xAE"), "\xEF\xBF\xBD");
  EXPECT_EQ(printable("a\tb\n"), "a b ");
}

RC_GTEST_PROP(Printable, HoldsNoControlCharacterWhateverComes, (const std::string& text)) {
  for (const char c : printable(text)) RC_ASSERT(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
}
}  // namespace
