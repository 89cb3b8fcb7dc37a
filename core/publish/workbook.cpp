#include "publish/workbook.h"

#include <evigraft/error.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

namespace evigraft::publish {
namespace {
namespace fs = std::filesystem;

constexpr lxw_row_t kSpareRows = 200;  // for numbers that are not on the sheet yet
constexpr lxw_color_t kGrey = 0xEDEDED, kDarkGrey = 0xD0D0D0, kYellow = 0xFFF8DC;

/// A file of our own that is gone at the end: libxlsxwriter writes to files only.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::error_code failed;
    path_ = (fs::temp_directory_path(failed) / "evigraft-sheet-XXXXXX").string();
    const int file = failed ? -1 : mkstemp(path_.data());
    if (file < 0)
      throw Error(Error::Kind::failed,
                  "No temporary file can be made at " + path_ + "; set TMPDIR to a folder with room.");
    close(file);
  }
  ~TemporaryFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::optional<double> number(const std::string& text) {
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

/// What looks like the escape of a character ("_x0041_", ECMA-376 22.9.2.19) and is none.
std::string literally(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view next = std::string_view(text).substr(i, 7);
    const bool escape = next.size() == 7 && next.starts_with("_x") && next[6] == '_' &&
                        next.find_first_not_of("0123456789abcdefABCDEF", 2) == 6;
    out += escape ? "_x005F_" : text.substr(i, 1);
  }
  return out;
}

[[noreturn]] void refuse(lxw_error error, const std::string& column) {
  throw Error(Error::Kind::data, "Column " + column + " cannot be written to XLSX (" + lxw_strerror(error) +
                                     "); write a .csv file instead.");
}

/// At most 255 characters go into a hint; ours are ASCII.
std::string hint(const std::string& text) { return text.size() <= 255 ? text : text.substr(0, 252) + "..."; }

class Writer {
 public:
  Writer(const Workbook& content, const std::string& path) : content_(content) {
    lxw_workbook_options options = {};
    book_ = workbook_new_opt(path.c_str(), &options);
    if (book_ == nullptr) throw Error(Error::Kind::failed, "libxlsxwriter did not start.");
    // Its clock would make every file another.
    std::string title = content.title;
    lxw_doc_properties properties = {};
    properties.title = title.data();
    properties.created = static_cast<time_t>(content.created);
    workbook_set_properties(book_, &properties);
    header_ = format(kDarkGrey, false);
    format_set_bold(header_);
    format_set_text_wrap(header_);
    given_ = format(kGrey, false);
    link_ = format(kGrey, false);
    format_set_font_color(link_, LXW_COLOR_BLUE);
    format_set_underline(link_, LXW_UNDERLINE_SINGLE);
    open_ = format(kYellow, true);
    format_set_num_format(open_, "@");  // what is typed stays as it is: no dates, no percentages, no formulas
  }
  /// Also closes a book that failed.
  ~Writer() {
    if (book_ != nullptr) workbook_close(book_);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void write() {
    table();
    allowed_values();
    const lxw_error error = workbook_close(std::exchange(book_, nullptr));
    if (error != LXW_NO_ERROR)
      throw Error(Error::Kind::failed, std::string("The workbook cannot be written: ") + lxw_strerror(error) +
                                           " Is there room in the folder for temporary files?");
  }

 private:
  lxw_format* format(lxw_color_t background, bool open) {
    lxw_format* out = workbook_add_format(book_);
    format_set_align(out, LXW_ALIGN_VERTICAL_TOP);
    format_set_border(out, LXW_BORDER_HAIR);
    format_set_pattern(out, LXW_PATTERN_SOLID);
    format_set_bg_color(out, background);
    if (open) format_set_unlocked(out);
    return out;
  }

  void table() {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, "Outcomes");
    const auto rows = static_cast<lxw_row_t>(content_.rows.size());
    for (std::size_t i = 0; i < content_.columns.size(); ++i) {
      const WorkbookColumn& column = content_.columns[i];
      const auto at = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet, at, at, column.width, column.filled ? open_ : given_);
      put(sheet, 0, at, column.name, header_, column.name);
      for (lxw_row_t row = 0; row < rows; ++row) cell(sheet, row + 1, at, content_.rows[row][i], column);
      if (column.filled && rows + kSpareRows > 0) offer(sheet, at, rows + kSpareRows, column);
    }
    worksheet_freeze_panes(sheet, 1, 3);
    worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
    lxw_protection allowed = {};
    allowed.format_cells = allowed.format_columns = allowed.format_rows = 1;
    worksheet_protect(sheet, nullptr, &allowed);
  }

  void cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t at, const std::string& text, const WorkbookColumn& column) {
    if (text.empty()) {
      worksheet_write_blank(sheet, row, at, column.filled ? open_ : given_);
    } else if (const auto value = column.number ? number(text) : std::nullopt) {
      worksheet_write_number(sheet, row, at, *value, given_);
    } else if (text.starts_with("https://") &&
               worksheet_write_url(sheet, row, at, text.c_str(), link_) == LXW_NO_ERROR) {
      return;
    } else {
      put(sheet, row, at, text, given_, column.name);
    }
  }

  static void put(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t at, const std::string& text, lxw_format* format,
                  const std::string& column) {
    if (const lxw_error error = worksheet_write_string(sheet, row, at, literally(text).c_str(), format);
        error != LXW_NO_ERROR)
      refuse(error, column);
  }

  /// A list where only certain words are taken, a hint for the rest.
  static void offer(lxw_worksheet* sheet, lxw_col_t at, lxw_row_t last, const WorkbookColumn& column) {
    std::string title = column.name, message = hint(column.help);
    std::vector<std::string> words = column.words;
    std::vector<char*> list;
    list.reserve(words.size() + 1);
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    lxw_data_validation validation = {};
    validation.validate = words.empty() ? LXW_VALIDATION_TYPE_ANY : LXW_VALIDATION_TYPE_LIST;
    validation.value_list = words.empty() ? nullptr : list.data();
    validation.input_title = title.data();
    validation.input_message = message.data();
    if (!words.empty()) validation.error_message = message.data();
    const lxw_error error = worksheet_data_validation_range(sheet, 1, at, last, at, &validation);
    if (error != LXW_NO_ERROR) refuse(error, column.name);
  }

  void allowed_values() {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, "Allowed values");
    worksheet_set_column(sheet, 0, 0, 16, nullptr);
    worksheet_set_column(sheet, 1, 1, 12, nullptr);
    worksheet_set_column(sheet, 2, 2, 100, nullptr);
    const char* const names[] = {"column", "filled by", "what it takes or shows"};
    for (lxw_col_t at = 0; at < 3; ++at) put(sheet, 0, at, names[at], header_, names[at]);
    for (std::size_t i = 0; i < content_.columns.size(); ++i) {
      const WorkbookColumn& column = content_.columns[i];
      const auto row = static_cast<lxw_row_t>(i + 1);
      put(sheet, row, 0, column.name, nullptr, column.name);
      put(sheet, row, 1, column.filled ? "you" : "evigraft", nullptr, column.name);
      put(sheet, row, 2, column.help, nullptr, column.name);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_protect(sheet, nullptr, nullptr);
  }

  const Workbook& content_;
  lxw_workbook* book_ = nullptr;
  lxw_format *header_ = nullptr, *given_ = nullptr, *link_ = nullptr, *open_ = nullptr;
};

}  // namespace

std::string workbook_bytes(const Workbook& workbook) {
  const TemporaryFile file;
  Writer(workbook, file.path()).write();
  std::ifstream in(file.path(), std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(in), {});
  if (!in || bytes.empty())
    throw Error(Error::Kind::failed, "The workbook cannot be read back from " + file.path() + ".");
  return bytes;
}

}  // namespace evigraft::publish
