// Workbooks as other programs write them, and as nobody should.
#include "publish/workbook_reader.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <zip.h>

#include <map>

namespace {
using namespace evigraft;
using namespace evigraft::publish;
using testing::ElementsAre;
using testing::HasSubstr;

/// A ZIP archive of the parts given.
std::string archive(const std::map<std::string, std::string>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (const auto& [name, bytes] : parts)
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0), ZIP_FL_OVERWRITE);
  zip_source_keep(source);
  zip_close(zip);
  std::string out;
  zip_source_open(source);
  char block[4096];
  for (zip_int64_t got = 0; (got = zip_source_read(source, block, sizeof block)) > 0;)
    out.append(block, static_cast<std::size_t>(got));
  zip_source_close(source);
  zip_source_free(source);
  zip_error_fini(&error);
  return out;
}

/// A workbook whose first sheet has this <sheetData>.
std::map<std::string, std::string> parts(const std::string& data) {
  return {
      {"xl/workbook.xml",
       R"(<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId7"/></sheets></workbook>)"},
      {"xl/_rels/workbook.xml.rels",
       R"(<Relationships><Relationship Id="rId7" Type="t/worksheet" Target="worksheets/sheet1.xml"/>)"
       R"(<Relationship Id="rId1" Type="t/styles" Target="/xl/styles.xml"/>)"
       R"(<Relationship Id="rId2" Type="t/sharedStrings" Target="sharedStrings.xml"/></Relationships>)"},
      {"xl/styles.xml",
       R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.00\ &quot;d&quot;"/><numFmt numFmtId="165" formatCode="[Red]dd/mm/yyyy"/></numFmts>)"
       R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>)"},
      {"xl/sharedStrings.xml",
       R"(<sst><si><t>first</t></si><si><r><t xml:space="preserve">rich </t></r><r><t>text</t></r><rPh><t>x</t></rPh></si></sst>)"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + data + "</sheetData></worksheet>"}};
}

std::vector<WorkbookRow> rows(const std::string& data) { return read_workbook(archive(parts(data)), "w.xlsx"); }
std::vector<std::string> cells(const std::string& inside) {
  return rows("<row r=\"1\">" + inside + "</row>").at(0).cells;
}

std::string refusal(const std::map<std::string, std::string>& content, const WorkbookLimits& limits = {}) {
  try {
    read_workbook(archive(content), "w.xlsx", limits);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::data);
    EXPECT_THAT(error.what(), HasSubstr("w.xlsx: "));
    return error.what();
  }
  ADD_FAILURE() << "was read";
  return {};
}

TEST(ReadWorkbook, ReadsSharedInlineAndFormulaTexts) {
  EXPECT_THAT(cells(R"(<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>inline</t></is></c>)"
                    R"(<c t="str"><f>A1&amp;""</f><v>result</v></c>)"),
              ElementsAre("first", "rich text", "inline", "result"));
}

TEST(ReadWorkbook, WritesNumbersShortest) {
  EXPECT_THAT(
      cells(
          "<c><v>3.6099999999999999</v></c><c><v>0.30000000000000004</v></c><c><v>6</v></c><c t=\"n\"><v>1E2</v></c>"),
      ElementsAre("3.61", "0.30000000000000004", "6", "100"));
}

TEST(ReadWorkbook, WritesWholeNumbersWithoutAnExponent) {
  EXPECT_THAT(cells("<c><v>100000</v></c><c><v>30000000</v></c><c><v>-2E5</v></c>"),
              ElementsAre("100000", "30000000", "-200000"));
}

TEST(ReadWorkbook, MovesThePointOfSmallAndLargePercentages) {
  EXPECT_THAT(cells(R"(<c s="1"><v>5E-4</v></c><c s="1"><v>1.2E-5</v></c><c s="1"><v>1000</v></c><c s="1"><v>0</v></c>)"
                    R"(<c s="1"><v>-0.07</v></c><c s="1"><v>3</v></c>)"),
              ElementsAre("0.05%", "0.0012%", "100000%", "0%", "-7%", "300%"));
}

TEST(ReadWorkbook, ShowsPercentagesAndDatesAsThePersonSawThem) {
  EXPECT_THAT(
      cells(R"(<c s="1"><v>0.4983</v></c><c s="2"><v>46347</v></c><c s="3"><v>2.5</v></c><c s="4"><v>46347.5</v></c>)"),
      ElementsAre("49.83%", "2026-11-21", "2.5", "2026-11-21"));
}

TEST(ReadWorkbook, ReadsTruthValuesErrorsAndFormulasWithoutAResult) {
  EXPECT_THAT(cells(R"(<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>3*2</f></c>)"),
              ElementsAre("TRUE", "#N/A", "=3*2"));
}

TEST(ReadWorkbook, PutsCellsWhereTheyStand) {
  const std::vector<WorkbookRow> all =
      rows(R"(<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>)");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].number, 3U);
  EXPECT_THAT(all[0].cells, ElementsAre("", "", "1", "2"));
  EXPECT_EQ(all[1].number, 4U);
}

TEST(ReadWorkbook, ReadsTagsWithAPrefix) {
  auto content = parts("");
  content["xl/worksheets/sheet1.xml"] =
      "<x:worksheet><x:sheetData><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>";
  EXPECT_THAT(read_workbook(archive(content), "w.xlsx").at(0).cells, ElementsAre("5"));
}

TEST(ReadWorkbook, RefusesWhatIsNoWorkbook) {
  EXPECT_THAT(refusal({{"a.txt", "x"}}), HasSubstr("no XLSX file"));
  EXPECT_THROW(read_workbook("PK\x03\x04 rubbish", "w.xlsx"), Error);
  EXPECT_THROW(read_workbook("", "w.xlsx"), Error);
}

TEST(ReadWorkbook, RefusesEntities) {
  auto content = parts("");
  content["xl/sharedStrings.xml"].insert(0, "<!DOCTYPE lolz [<!ENTITY lol \"lol\">]>");
  EXPECT_THAT(refusal(content), HasSubstr("declares entities"));
}

TEST(ReadWorkbook, RefusesAnArchiveThatUnpacksToTooMuch) {
  auto content = parts("<row><c><v>1</v></c></row>");
  content["xl/sharedStrings.xml"] = "<sst>" + std::string(200'000, ' ') + "</sst>";
  WorkbookLimits limits;
  limits.unpacked = 100'000;
  EXPECT_THAT(refusal(content, limits), HasSubstr("unpacks to more"));
}

TEST(ReadWorkbook, RefusesTooManyFilesRowsColumnsCellsAndWords) {
  const auto with = [](auto change) {
    WorkbookLimits limits;
    change(limits);
    return limits;
  };
  const auto content = parts(R"(<row><c><v>1</v></c></row><row><c t="s"><v>1</v></c><c r="ZZ2"><v>1</v></c></row>)");
  EXPECT_THAT(refusal(content, with([](auto& l) { l.entries = 3; })), HasSubstr("more than 3 files"));
  EXPECT_THAT(refusal(content, with([](auto& l) { l.rows = 1; })), HasSubstr("more than 1 rows"));
  EXPECT_THAT(refusal(content, with([](auto& l) { l.columns = 10; })), HasSubstr("more than 10 columns"));
  EXPECT_THAT(refusal(content, with([](auto& l) { l.cells = 2; })), HasSubstr("more than 2 cells"));
  EXPECT_THAT(refusal(content, with([](auto& l) { l.text = 5; })), HasSubstr("more text"));
  EXPECT_THAT(refusal(parts(R"(<row><c r="ALK1"><v>1</v></c></row><row><c r="ALK2"><v>1</v></c></row>)"),
                      with([](auto& l) { l.cells = 1500; })),
              HasSubstr("more than 1500 cells"));
}

TEST(ReadWorkbook, RefusesBrokenUtf8AndNul) {
  EXPECT_THAT(refusal(parts("<row><c t=\"str\"><v>\xFF</v></c></row>")), HasSubstr("not UTF-8"));
  EXPECT_THAT(refusal(parts("<row><c t=\"str\"><v>a&#x00;b</v></c></row>")), HasSubstr("NUL"));
  EXPECT_THAT(refusal(parts("<row><c t=\"str\"><v>a_x0000_b</v></c></row>")), HasSubstr("NUL"));
}

TEST(ReadWorkbook, RefusesATextThatIsNotThere) {
  EXPECT_THAT(refusal(parts(R"(<row><c t="s"><v>9</v></c></row>)")), HasSubstr("a text that is not there"));
}
}  // namespace
