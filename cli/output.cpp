#include "cli/output.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/number_text.h"
#include "cli/text_width.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

std::string plain(const Cell& cell) {
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&cell)) return exact_text(*real);
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* raw = std::get_if<RawJson>(&cell)) return raw->text;
  return {};
}

Json to_json(const Cell& cell) {
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return *whole;
  if (const auto* real = std::get_if<double>(&cell)) return *real;
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* raw = std::get_if<RawJson>(&cell)) return Json::parse(raw->text);
  return nullptr;
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json row_object(const Table& table, const std::vector<Cell>& row) {
  Json object = Json::object();
  for (std::size_t i = 0; i < table.columns.size(); ++i) object[table.columns[i]] = to_json(row[i]);
  return object;
}

/// For people: a computed number needs no more than four decimals.
std::string for_people(const Cell& cell) {
  const auto* real = std::get_if<double>(&cell);
  if (!real) return plain(cell);
  std::string exact = exact_text(*real);
  const std::size_t point = exact.find('.');
  if (point == std::string::npos || exact.find('e') != std::string::npos || exact.size() - point <= 5) return exact;
  return exact_text(std::round(*real * 1e4) / 1e4);
}

std::string clipped(const std::string& text, std::size_t limit) {
  if (text_width(text) <= limit) return text;
  std::string out;
  std::size_t count = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++count >= limit) break;
    out += c;
  }
  return out + "…";
}

constexpr std::size_t kWidestCell = 60;

/// Length of a well-formed UTF-8 sequence at text[i], or 0.
std::size_t sequence(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned char lead = byte(i);
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || i + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k)
    if ((byte(i + k) & 0xC0) != 0x80) return 0;
  if (length == 3 && lead == 0xE0 && byte(i + 1) < 0xA0) return 0;
  if (length == 3 && lead == 0xED && byte(i + 1) >= 0xA0) return 0;
  if (length == 4 && lead == 0xF0 && byte(i + 1) < 0x90) return 0;
  if (length == 4 && lead == 0xF4 && byte(i + 1) >= 0x90) return 0;
  return length;
}
}  // namespace

std::string printable(std::string_view text) {
  static constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence(text, i);
    const std::string_view piece = text.substr(i, std::max<std::size_t>(length, 1));
    i += piece.size();
    const auto first = static_cast<unsigned char>(piece.front());
    const bool c1 = length == 2 && first == 0xC2 && static_cast<unsigned char>(piece[1]) < 0xA0;
    const bool bidi = length == 3 && first == 0xE2 &&
                      ((static_cast<unsigned char>(piece[1]) == 0x80 && static_cast<unsigned char>(piece[2]) >= 0xAA &&
                        static_cast<unsigned char>(piece[2]) <= 0xAE) ||
                       (static_cast<unsigned char>(piece[1]) == 0x81 && static_cast<unsigned char>(piece[2]) >= 0xA6 &&
                        static_cast<unsigned char>(piece[2]) <= 0xA9));
    if (first == '\t' || first == '\n' || first == '\r')
      out += ' ';
    else if (length == 0 || first < 0x20 || first == 0x7F || c1 || bidi)
      out += kReplacement;
    else
      out += piece;
  }
  return out;
}

std::string csv_field(const Cell& cell) {
  std::string text = plain(cell);
  const bool is_text = std::holds_alternative<std::string>(cell) || std::holds_alternative<RawJson>(cell);
  if (is_text && !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    text.insert(text.begin(), '\'');
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

void Output::list(const std::string& name, const Table& table) {
  end_progress();
  switch (style_.format) {
    case Format::json: {
      out_ << "{\"schema_version\": 1, " << dump(name) << ": [";
      const char* separator = "\n";
      for (const auto& row : table.rows) {
        out_ << separator << dump(row_object(table, row));
        separator = ",\n";
      }
      out_ << (table.rows.empty() ? "]}\n" : "\n]}\n");
      return;
    }
    case Format::jsonl:
      for (const auto& row : table.rows) out_ << dump(row_object(table, row)) << '\n';
      return;
    case Format::csv: {
      const auto write = [&](const auto& cells, auto&& field) {
        const char* separator = "";
        for (const auto& cell : cells) {
          out_ << separator << field(cell);
          separator = ",";
        }
        out_ << "\r\n";
      };
      write(table.columns, [](const std::string& column) { return csv_field(Cell(column)); });
      for (const auto& row : table.rows) write(row, csv_field);
      return;
    }
    case Format::text:
      break;
  }
  std::vector<std::size_t> widths;
  std::vector<std::vector<std::string>> cells;
  widths.reserve(table.columns.size());
  for (const std::string& column : table.columns) widths.push_back(text_width(column));
  for (const auto& row : table.rows) {
    std::vector<std::string>& line = cells.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      line.push_back(clipped(printable(for_people(row[i])), kWidestCell));
      widths[i] = std::max(widths[i], text_width(line.back()));
    }
  }
  const auto write = [&](const std::vector<std::string>& texts) {
    std::string text;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      text += texts[i];
      if (i + 1 < texts.size()) text.append(widths[i] - text_width(texts[i]) + 2, ' ');
    }
    out_ << text << '\n';
  };
  if (!table.rows.empty()) write(table.columns);
  for (const auto& line : cells) write(line);
  note(std::to_string(table.rows.size()) + " " + name + ".");
}

void Output::document(const Json& document) {
  end_progress();
  out_ << document.dump(style_.format == Format::jsonl ? -1 : 1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void Output::line(std::string_view text) {
  end_progress();
  out_ << printable(text) << '\n';
}

void Output::raw(std::string_view text) {
  end_progress();
  out_ << text;
}

void Output::note(std::string_view text) {
  end_progress();
  if (!style_.quiet) err_ << printable(text) << '\n';
}

void Output::warn(std::string_view text) {
  end_progress();
  err_ << (style_.color ? "\x1b[33mwarning:\x1b[0m " : "warning: ") << printable(text) << '\n';
}

void Output::progress(std::string_view text) {
  if (!style_.terminal || style_.quiet) return;
  err_ << "\r\x1b[K" << clipped(printable(text), 100) << std::flush;
  progress_shown_ = true;
}

void Output::end_progress() {
  if (!progress_shown_) return;
  err_ << "\r\x1b[K";
  progress_shown_ = false;
}

}  // namespace evigraft::cli
