// cli/output.h: the one place that prints. Data to standard output, everything else to standard error.
#pragma once
#include <cstdint>
#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evigraft::cli {

/// JSON text to be spliced in as it is; printed as text elsewhere.
struct RawJson {
  std::string text;
};
using Cell = std::variant<std::monostate, std::int64_t, double, std::string, RawJson>;

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
};

enum class Format { text, json, jsonl, csv };

class Output {
 public:
  struct Style {
    Format format = Format::text;
    bool quiet = false, verbose = false, color = false, terminal = false;
  };
  Output(std::ostream& out, std::ostream& err, Style style) : out_(out), err_(err), style_(style) {}

  [[nodiscard]] Format format() const { return style_.format; }
  [[nodiscard]] bool json() const { return style_.format == Format::json || style_.format == Format::jsonl; }
  [[nodiscard]] bool terminal() const { return style_.terminal; }
  [[nodiscard]] bool verbose() const { return style_.verbose; }

  /// Rows of one kind: {"schema_version": 1, "<name>": [...]}, one object a line, CSV, or an aligned table.
  void list(const std::string& name, const Table& table);
  /// One JSON document (json: indented by none; jsonl: the same on one line).
  void document(const nlohmann::ordered_json& document);
  /// A line for people on standard output; control characters are made visible.
  void line(std::string_view text);
  /// Bytes on standard output as they are.
  void raw(std::string_view text);
  /// A remark on standard error; silent with -q.
  void note(std::string_view text);
  /// A warning on standard error, never silent.
  void warn(std::string_view text);
  /// A line on standard error that the next one overwrites; only on a terminal.
  void progress(std::string_view text);

 private:
  void end_progress();
  std::ostream& out_;
  std::ostream& err_;
  Style style_;
  bool progress_shown_ = false;
};

/// Text safe for a terminal or log line: control characters and bidirectional overrides become U+FFFD, broken UTF-8
/// too; tabs and line breaks become blanks.
std::string printable(std::string_view text);

/// One CSV field as RFC 4180 has it; a text that begins with = + - @ tab or CR gets a leading apostrophe.
std::string csv_field(const Cell& cell);

}  // namespace evigraft::cli
