#include "publish/exports/robvis.h"

#include <evigraft/error.h>

namespace evigraft::publish {

RobvisTable robvis_table(const RiskTable& table) {
  if (table.instrument != "rob2" && table.instrument != "robins-i")
    throw Error(Error::Kind::usage, "robvis draws RoB 2 and ROBINS-I, not " + table.name + ".");
  RobvisTable out;
  out.columns = {"Study"};
  for (const RiskColumn& column : table.columns) out.columns.push_back(column.id);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const RiskRow& row = table.rows[i];
    std::string open;
    for (std::size_t at = 0; at < row.words.size(); ++at)
      if (row.words[at].empty()) open += (open.empty() ? "" : ", ") + table.columns[at].id;
    if (!open.empty()) {
      out.left_out.push_back(row.label + " is left out: not judged yet: " + open + ".");
      continue;
    }
    std::vector<std::string>& cells = out.rows.emplace_back();
    cells.push_back(row.label);
    cells.insert(cells.end(), row.words.begin(), row.words.end());
    out.of.push_back(i);
  }
  return out;
}

}  // namespace evigraft::publish
