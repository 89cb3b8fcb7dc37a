#include <evigraft/error.h>
#include <zip.h>

#include <array>
#include <cstdlib>
#include <string>

#include "cli/sheet_file.h"
#include "targets.h"

namespace evigraft::fuzz {
namespace {

constexpr std::array<std::array<const char*, 2>, 5> kParts = {
    {{"xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="S" r:id="1"/></sheets></workbook>)"},
     {"xl/_rels/workbook.xml.rels",
      R"(<Relationships><Relationship Id="1" Type="/worksheet" Target="sheet.xml"/>)"
      R"(<Relationship Type="/styles" Target="styles.xml"/><Relationship Type="/sharedStrings" Target="s.xml"/></Relationships>)"},
     {"xl/styles.xml",
      R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs></styleSheet>)"},
     {"xl/s.xml", "<sst><si><t>outcome_id</t></si></sst>"},
     {"xl/sheet.xml",
      R"(<worksheet><sheetData><row><c t="s"><v>0</v></c><c s="1"><v>0.5</v></c><c s="2"><v>4e4</v></c></row></sheetData></worksheet>)"}}};

/// A workbook in which one part is `bytes`.
std::string workbook_with(std::size_t part, std::string_view bytes) {
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_t* zip = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
  if (zip == nullptr) std::abort();
  for (std::size_t i = 0; i < kParts.size(); ++i) {
    const std::string_view content = i == part ? bytes : std::string_view(kParts[i][1]);
    zip_file_add(zip, kParts[i][0], zip_source_buffer(zip, content.data(), content.size(), 0), ZIP_FL_OVERWRITE);
    zip_set_file_compression(zip, i, ZIP_CM_STORE, 0);
  }
  zip_source_keep(source);
  zip_close(zip);
  std::string out;
  std::array<char, 4096> block{};
  if (zip_source_open(source) != 0) std::abort();
  for (zip_int64_t got = 0; (got = zip_source_read(source, block.data(), block.size())) > 0;)
    out.append(block.data(), static_cast<std::size_t>(got));
  zip_source_close(source);
  zip_source_free(source);
  return out;
}

}  // namespace

void sheet(std::string_view bytes) {
  review::SheetCells cells;
  try {
    cells = cli::parse_sheet_file(bytes, "fuzz");
  } catch (const Error& error) {
    if (error.kind() != Error::Kind::data) std::abort();
    return;
  }
  if (cells.numbers.size() != cells.rows.size()) std::abort();
  review::SheetPresent present;
  present.find = [](const std::string&) -> std::int64_t { return 1; };
  try {
    // Nothing is there, so whatever the sheet says can only be a new number or a problem.
    for (const review::SheetStatement& said : read_sheet(cells, present, "who", "why").statements)
      if (said.kind != review::Kind::add || said.who.empty() || said.why.empty()) std::abort();
  } catch (const Error& error) {
    if (error.kind() != Error::Kind::data) std::abort();
  }
}

void sheet_part(std::string_view bytes) {
  for (std::size_t part = 0; part < kParts.size(); ++part) sheet(workbook_with(part, bytes));
}

}  // namespace evigraft::fuzz
