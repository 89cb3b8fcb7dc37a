// evigraft export --format prisma2020.
#include <nlohmann/json.hpp>

#include "cli/commands/export_formats.h"
#include "cli/export_file.h"
#include "cli/open.h"
#include "pipeline/exports.h"
#include "publish/exports/prisma2020.h"
#include "publish/prisma.h"

namespace evigraft::cli {
namespace {
using Json = nlohmann::ordered_json;

/// Digits are a number, so that no program takes them for text.
Cell count_cell(const std::string& n) {
  if (n.empty()) return {};
  if (n.find_first_not_of("0123456789") != std::string::npos) return n;
  return static_cast<std::int64_t>(std::stoll(n));
}

Json flow_json(const publish::Prisma& flow) {
  Json boxes = Json::object();
  for (const std::string& key : publish::prisma_keys()) {
    Json& box = boxes[key] = {{"n", nullptr}};
    const auto found = flow.find(key);
    if (found == flow.end()) continue;
    if (found->second.n) box["n"] = *found->second.n;
    for (const publish::Count& count : found->second.list)
      box["list"].push_back({{"name", count.name}, {"n", count.n}});
  }
  return {{"schema_version", 1}, {"prisma2020", boxes}};
}

}  // namespace

void export_prisma2020(Context& context, const ExportFlags& flags) {
  const publish::Prisma flow = prisma_flow(open_for_reading(context));
  Table table;
  table.columns = {"data", "node", "box", "description", "boxtext", "tooltips", "url", "n"};
  for (const publish::PrismaRow& row : publish::prisma2020_rows(flow))
    table.rows.push_back(
        {row.data, row.node, row.box, row.description, row.boxtext, row.tooltips, row.url, count_cell(row.n)});
  print_export(context, flags.out, [&](Output& out) {
    if (out.json())
      out.document(flow_json(flow));
    else
      out.list("rows", table);
  });
}

}  // namespace evigraft::cli
