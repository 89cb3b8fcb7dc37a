#include "publish/workbook_reader.h"

#include <evigraft/error.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <pugixml.hpp>

#include "publish/text.h"
#include "publish/zip_parts.h"

namespace evigraft::publish {
namespace {

enum class Shown { number, percent, date };

/// A tag or attribute name without the prefix some programs write.
std::string_view local(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  return node.find_child([&](const pugi::xml_node& each) { return local(each.name()) == name; });
}

std::string attribute(const pugi::xml_node& node, std::string_view name) {
  return node.find_attribute([&](const pugi::xml_attribute& each) { return local(each.name()) == name; }).value();
}

/// All of it, also where a comment or CDATA parts it.
std::string text_of(const pugi::xml_node& node) {
  std::string out;
  for (const pugi::xml_node& part : node)
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) out += part.value();
  return out;
}

std::optional<std::size_t> whole(std::string_view text) {
  std::size_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return out;
}

/// "100000", not "1e+05": what is counted or numbered is compared as text.
std::string shortest_digits(double number) {
  char digits[32];
  const bool whole = std::abs(number) < 1e15 && number == std::floor(number);
  const auto end = whole ? std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed)
                         : std::to_chars(digits, digits + sizeof digits, number);
  return {digits, end.ptr};
}

std::optional<double> parse_number(std::string_view text) {
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(out)) return std::nullopt;
  return out;
}

/// 0.4983 -> "49.83%": the point moves in the decimal digits, where multiplying would leave 49.830000000000005.
std::string as_percent(double number) {
  char digits[32];
  const std::string_view written(
      digits, std::to_chars(digits, digits + sizeof digits, number, std::chars_format::scientific).ptr);  // "4.983e-01"
  const std::size_t e = written.find('e');
  int exponent = 0;
  std::from_chars(&written[e + (written[e + 1] == '+' ? 2 : 1)], written.data() + written.size(), exponent);
  const auto moved = parse_number(std::string(written.substr(0, e)) + "e" + std::to_string(exponent + 2));
  return moved ? shortest_digits(*moved) + "%" : shortest_digits(number);
}

/// Days since 1899-12-30, or 1904-01-01, as "2026-11-21". Below 61 Excel counts 29 February 1900, which was none, too.
std::string as_date(double number, bool from_1904) {
  if (number < (from_1904 ? 0 : 61) || number > 2'958'465) return shortest_digits(number);
  using namespace std::chrono;
  const auto day = sys_days(from_1904 ? year(1904) / 1 / 1 : year(1899) / 12 / 30) + days(static_cast<int>(number));
  const year_month_day date(day);
  const auto two = [](unsigned part) { return (part < 10 ? "0" : "") + std::to_string(part); };
  return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
         two(static_cast<unsigned>(date.day()));
}

/// ECMA-376 18.8.30 for the numbers below 164, and what a format of one's own consists of.
Shown shown_by(std::size_t id, std::string_view code) {
  if (id == 9 || id == 10) return Shown::percent;
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return Shown::date;
  bool percent = false, date = false;
  char closing = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char letter = code[i];
    if (closing != 0) {
      if (letter == closing) closing = 0;
    } else if (letter == '"' || letter == '[') {
      closing = letter == '[' ? ']' : '"';
    } else if (letter == '\\' || letter == '_' || letter == '*') {
      ++i;
    } else {
      percent = percent || letter == '%';
      date = date || std::string_view("yYdD").find(letter) != std::string_view::npos;
    }
  }
  return percent ? Shown::percent : date ? Shown::date : Shown::number;
}

/// "_x000D_" is the character 13 (ECMA-376 22.9.2.19).
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    unsigned point = 0;
    if (i + 7 <= text.size() && text.substr(i, 2) == "_x" && text[i + 6] == '_' &&
        std::from_chars(&text[i + 2], &text[i + 2] + 4, point, 16).ptr == &text[i + 2] + 4 &&
        (point < 0xD800 || point > 0xDFFF)) {
      if (point < 0x80) {
        out += static_cast<char>(point);
      } else if (point < 0x800) {
        out += static_cast<char>(0xC0 | (point >> 6));
        out += static_cast<char>(0x80 | (point & 0x3F));
      } else {
        out += static_cast<char>(0xE0 | (point >> 12));
        out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (point & 0x3F));
      }
      i += 7;
    } else {
      out += text[i++];
    }
  }
  return out;
}

/// The text of <si> or <is>: its own and that of its runs, without readings (rPh).
std::string rich_text(const pugi::xml_node& node) {
  std::string out;
  for (const pugi::xml_node& part : node) {
    if (local(part.name()) == "t") out += unescaped(text_of(part));
    if (local(part.name()) == "r") out += unescaped(text_of(child(part, "t")));
  }
  return out;
}

/// "AB12" -> 27. None when it begins with no letters.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t out = 0, letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z' && letters < 4; ++letters)
    out = out * 26 + static_cast<std::size_t>(reference[letters] - 'A') + 1;
  if (letters == 0) return std::nullopt;
  return out - 1;
}

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& origin, const WorkbookLimits& limits)
      : origin_(origin), limits_(limits), parts_(bytes, origin, limits.entries, limits.unpacked) {}

  std::vector<WorkbookRow> read() {
    pugi::xml_document relations, workbook;
    load("xl/_rels/workbook.xml.rels", relations);
    load("xl/workbook.xml", workbook);
    const pugi::xml_node book = child(workbook, "workbook");
    const std::string epoch = attribute(child(book, "workbookPr"), "date1904");
    from_1904_ = epoch == "1" || epoch == "true";
    const std::string first = attribute(child(child(book, "sheets"), "sheet"), "id");
    std::string sheet, strings, styles;
    for (const pugi::xml_node& relation : child(relations, "Relationships")) {
      const std::string type = attribute(relation, "Type"), target = path(attribute(relation, "Target"));
      if (attribute(relation, "Id") == first) sheet = target;
      if (type.ends_with("/sharedStrings")) strings = target;
      if (type.ends_with("/styles")) styles = target;
    }
    if (first.empty() || sheet.empty()) refuse("it names no sheet");
    if (!strings.empty()) read_strings(strings);
    if (!styles.empty()) read_styles(styles);
    read_sheet(sheet);
    return std::move(rows_);
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw Error(Error::Kind::data, origin_ + ": " + why + "; save the sheet again as .xlsx or .csv.");
  }

  static std::string path(const std::string& target) {
    return target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }

  void load(const std::string& name, pugi::xml_document& document) {
    const std::optional<std::string> xml = parts_.part(name);
    if (!xml) refuse("this is no XLSX file, for it has no part " + name);
    if (xml->find("<!DOCTYPE") != std::string::npos || xml->find("<!ENTITY") != std::string::npos)
      refuse(name + " in it declares entities, which no sheet does");
    if (holds_nul(*xml)) refuse(name + " in it holds the character NUL");
    if (!document.load_buffer(xml->data(), xml->size(), pugi::parse_default | pugi::parse_ws_pcdata_single,
                              pugi::encoding_utf8))
      refuse(name + " in it is damaged");
  }

  /// As a byte or as "&#0;": either would end a text early.
  static bool holds_nul(std::string_view xml) {
    if (xml.find('\0') != std::string_view::npos) return true;
    for (std::size_t at = xml.find("&#"); at != std::string_view::npos; at = xml.find("&#", at + 2)) {
      std::string_view digits = xml.substr(at + 2, 32);
      if (digits.starts_with('x')) digits.remove_prefix(1);
      const std::size_t end = digits.find_first_not_of('0');
      if (end != std::string_view::npos && end > 0 && digits[end] == ';') return true;
    }
    return false;
  }

  void read_strings(const std::string& name) {
    pugi::xml_document document;
    load(name, document);
    for (const pugi::xml_node& item : child(document, "sst"))
      if (local(item.name()) == "si") strings_.push_back(rich_text(item));
  }

  void read_styles(const std::string& name) {
    pugi::xml_document document;
    load(name, document);
    const pugi::xml_node sheet = child(document, "styleSheet");
    std::map<std::string, std::string> codes;
    for (const pugi::xml_node& format : child(sheet, "numFmts"))
      codes.emplace(attribute(format, "numFmtId"), attribute(format, "formatCode"));
    for (const pugi::xml_node& style : child(sheet, "cellXfs")) {
      if (local(style.name()) != "xf") continue;
      const std::string id = attribute(style, "numFmtId");
      const auto own = codes.find(id);
      styles_.push_back(shown_by(whole(id).value_or(0), own == codes.end() ? "" : own->second));
      if (styles_.size() > 65'536) refuse("it has too many formats");
    }
  }

  void read_sheet(const std::string& name) {
    pugi::xml_document document;
    load(name, document);
    std::size_t number = 0, cells = 0, places = 0, text = 0;
    for (const pugi::xml_node& row : child(child(document, "worksheet"), "sheetData")) {
      if (local(row.name()) != "row") continue;
      const std::optional<std::size_t> given = whole(attribute(row, "r"));
      number = given ? *given : number + 1;
      WorkbookRow out{number, {}};
      std::size_t column = 0;
      for (const pugi::xml_node& cell : row) {
        if (local(cell.name()) != "c") continue;
        if (++cells > limits_.cells) refuse("it has more than " + std::to_string(limits_.cells) + " cells");
        column = column_of(attribute(cell, "r")).value_or(column);
        std::string value = cell_text(cell);
        text += value.size();
        if (text > limits_.text) refuse("its cells hold more text than a sheet may");
        if (!value.empty()) {
          if (column >= limits_.columns) refuse("it has more than " + std::to_string(limits_.columns) + " columns");
          check(value, number);
          if (out.cells.size() <= column) out.cells.resize(column + 1);
          out.cells[column] = std::move(value);
        }
        ++column;
      }
      if (out.cells.empty()) continue;
      places += out.cells.size();  // empty ones before the last that is not: a few bytes a row may ask for thousands
      if (places > limits_.cells) refuse("it has more than " + std::to_string(limits_.cells) + " cells");
      if (rows_.size() == limits_.rows) refuse("it has more than " + std::to_string(limits_.rows) + " rows");
      rows_.push_back(std::move(out));
    }
  }

  std::string cell_text(const pugi::xml_node& cell) const {
    const std::string type = attribute(cell, "t");
    if (type == "inlineStr") return rich_text(child(cell, "is"));
    std::string value = text_of(child(cell, "v"));
    if (value.empty()) {
      const std::string formula = text_of(child(cell, "f"));
      return formula.empty() ? "" : "=" + formula;
    }
    if (type == "s") {
      const std::optional<std::size_t> index = whole(value);
      if (!index || *index >= strings_.size()) refuse("a cell points to a text that is not there");
      return strings_[*index];
    }
    if (type == "b") return value == "0" || value == "false" ? "FALSE" : "TRUE";
    if (!type.empty() && type != "n") return unescaped(value);  // str, e, d
    const std::optional<double> number = parse_number(value);
    if (!number) return value;
    const std::size_t style = whole(attribute(cell, "s")).value_or(0);
    const Shown shown = style < styles_.size() ? styles_[style] : Shown::number;
    if (shown == Shown::percent) return as_percent(*number);
    return shown == Shown::date ? as_date(*number, from_1904_) : shortest_digits(*number);
  }

  void check(const std::string& value, std::size_t row) const {
    for (const CodePoint& point : code_points(value))
      if (point.value == 0 || (point.value == 0xFFFD && point.bytes.size() == 1))
        refuse("row " + std::to_string(row) + " holds a text that is not UTF-8, or NUL");
  }

  std::string origin_;
  const WorkbookLimits& limits_;
  ZipParts parts_;
  bool from_1904_ = false;
  std::vector<std::string> strings_;
  std::vector<Shown> styles_;
  std::vector<WorkbookRow> rows_;
};

}  // namespace

bool is_workbook(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

std::vector<WorkbookRow> read_workbook(std::string_view bytes, const std::string& origin,
                                       const WorkbookLimits& limits) {
  return Reader(bytes, origin, limits).read();
}

}  // namespace evigraft::publish
