#include "review/sheet.h"

namespace evigraft::review {
namespace {

SheetColumn shown(std::string name, std::string help, bool number = false) {
  return {std::move(name), std::move(help), false, number, {}};
}
SheetColumn to_fill(std::string name, std::string help) { return {std::move(name), std::move(help), true, false, {}}; }

std::vector<SheetColumn> all_columns() {
  std::vector<SheetColumn> out = {
      shown("outcome_id", "number of the outcome; empty: the row enters one that the machine did not read", true),
      to_fill("report", "number of the report; in a new row also pmid:N or a DOI"),
      shown("study", "what the study is called"),
      shown("link", "where the article is"),
      shown("quote", "the words the number was read from"),
      shown("arm", "the arm as printed"),
      shown("asked", "what evigraft would like to know"),
      shown("decision", "auto: only the machine read it; else what people decided"),
      shown("machine_reads", "what the machine reads where a person's decision says something else"),
  };
  for (const std::string& field : outcome_fields()) {
    out.push_back(shown(now_column(field), "what counts now; empty: not stated", takes_number(field)));
    SheetColumn column = to_fill(field, allowed_words(field));
    column.words = words_of(field);
    if (!column.words.empty() && may_be_unknown(field)) column.words.emplace_back("none");
    out.push_back(std::move(column));
  }
  SheetColumn verdict =
      to_fill("verdict", "accept (right as it stands, with what this row says) or reject (not to be used)");
  verdict.words = {"accept", "reject"};
  out.push_back(std::move(verdict));
  out.push_back(to_fill("why", "the reason, in a sentence; else --why of the import"));
  out.push_back(to_fill("who", "who says so; else --as of the import"));
  out.push_back(to_fill("page", "where it stands: page"));
  out.push_back(to_fill("table", "where it stands: table"));
  out.push_back(to_fill("figure", "where it stands: figure"));
  out.push_back(to_fill("letter", "where it stands: letter of the authors, with its date"));
  out.push_back(to_fill("arm_label", "of a new number: the arm as printed"));
  out.push_back(to_fill("words", "of a new number: the words it stands in"));
  out.push_back(shown("state", "what the row was made from; leave it as it is"));
  return out;
}

}  // namespace

std::string now_column(std::string_view field) { return std::string(field) + "_now"; }

const std::vector<SheetColumn>& sheet_columns() {
  static const std::vector<SheetColumn> columns = all_columns();
  return columns;
}

std::vector<std::string> sheet_cells(const SheetRow& row) {
  const bool there = row.state.outcome != 0;
  std::string machine;
  for (const std::string& field : outcome_fields())
    if (const auto read = row.machine.find(field); read != row.machine.end())
      machine += (machine.empty() ? "" : ", ") + field + " = " + (read->second.empty() ? "none" : read->second);
  Values texts = {{"outcome_id", there ? std::to_string(row.state.outcome) : ""},
                  {"report", std::to_string(row.state.report)},
                  {"study", row.study},
                  {"link", row.link},
                  {"quote", row.quote},
                  {"arm", row.arm},
                  {"asked", row.asked},
                  {"decision", row.state.decision},
                  {"machine_reads", machine},
                  {"state", to_text(row.state)}};
  for (const auto& [field, value] : row.state.counted) texts[now_column(field)] = value;
  std::vector<std::string> out;
  for (const SheetColumn& column : sheet_columns()) out.push_back(value_of(texts, column.name));
  return out;
}

std::vector<std::string> sheet_help() {
  std::vector<std::string> out;
  for (const SheetColumn& column : sheet_columns()) out.push_back((column.filled ? "fill: " : "") + column.help);
  out.front().insert(0, kRemark);
  return out;
}

}  // namespace evigraft::review
