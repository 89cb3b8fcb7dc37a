#include "store/search_log.h"

#include <map>
#include <nlohmann/json.hpp>

#include "store/connection.h"

namespace evigraft {
namespace {
using Json = nlohmann::json;

Pairs pairs_of(const std::string& text) {
  Pairs pairs;
  for (const Json& pair : Json::parse(text))
    pairs.emplace_back(pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
  return pairs;
}

/// The lines of a run's printed summary, by the file's own name, in order.
std::map<std::string, std::vector<Json>> file_lines(const std::string& summary) {
  std::map<std::string, std::vector<Json>> lines;
  const Json json = Json::parse(summary, nullptr, false);
  if (!json.is_object() || !json.contains("files")) return lines;
  for (const Json& line : json["files"]) {
    const std::string file = line.value("file", "");
    lines[file.substr(file.find_last_of('/') + 1)].push_back(line);
  }
  return lines;
}

std::optional<std::int64_t> count_of(const Json& line, const char* key) {
  const auto found = line.find(key);
  if (found == line.end()) return std::nullopt;
  if (found->is_array()) return static_cast<std::int64_t>(found->size());
  return found->is_number_integer() ? std::optional(found->get<std::int64_t>()) : std::nullopt;
}

}  // namespace

std::vector<SearchedSlice> searched_slices(const Store& store) {
  Statement rows(
      store.connection(),
      "SELECT v.slice_id, v.run_id, v.source, v.kind, v.name, v.parent, v.text, v.since, v.until, "
      "       u.started_at, v.expected, v.exactness, v.received, v.stored, v.deleted, v.owed, v.state, "
      "       v.reason, r.method, r.path, r.parameters, "
      "       (SELECT p.name FROM payload p WHERE p.request_id = r.id ORDER BY p.id LIMIT 1) "
      "FROM v_slice AS v JOIN run AS u ON u.id = v.run_id LEFT JOIN request AS r ON r.id = "
      "  (SELECT q.id FROM request q WHERE q.slice_id = v.slice_id ORDER BY q.opens_slice DESC, q.id LIMIT 1) "
      "ORDER BY v.slice_id");
  std::vector<SearchedSlice> slices;
  while (rows.step()) {
    SearchedSlice& slice = slices.emplace_back();
    slice.slice_id = rows.integer(0);
    slice.run_id = rows.integer(1);
    slice.source = rows.text(2);
    slice.kind = rows.text(3);
    slice.slice = rows.text(4);
    slice.parent = rows.text(5);
    slice.text = rows.text(6);
    slice.since = rows.text(7);
    slice.until = rows.text(8);
    slice.run_at = rows.text(9);
    if (!rows.is_null(10)) slice.expected = rows.integer(10);
    slice.exact = rows.text(11) == "exact";
    slice.received = rows.integer(12);
    slice.stored = rows.integer(13);
    slice.deleted = rows.integer(14);
    slice.owed = rows.integer(15);
    slice.state = rows.text(16);
    slice.reason = rows.text(17);
    slice.method = rows.text(18);
    slice.path = rows.text(19);
    if (!rows.is_null(20)) slice.parameters = pairs_of(rows.text(20));
    slice.address = rows.text(21);
  }
  return slices;
}

std::vector<ImportedFile> imported_files(const Store& store) {
  Statement rows(store.connection(),
                 "SELECT p.run_id, p.source, p.name, p.received_at, p.sha256, u.summary FROM payload AS p "
                 "JOIN run AS u ON u.id = p.run_id WHERE p.kind = 'file' ORDER BY p.id");
  std::vector<ImportedFile> files;
  std::map<std::int64_t, std::map<std::string, std::vector<Json>>> printed;
  while (rows.step()) {
    ImportedFile& file = files.emplace_back();
    file.run_id = rows.integer(0);
    file.source = rows.text(1);
    file.name = rows.text(2);
    file.read_at = rows.text(3);
    file.sha256 = rows.text(4);
    if (!printed.contains(file.run_id)) printed[file.run_id] = file_lines(rows.text(5));
    auto& lines = printed[file.run_id][file.name];
    if (lines.empty()) continue;  // the run was killed before it printed
    file.read = count_of(lines.front(), "read");
    file.fresh = count_of(lines.front(), "new");
    file.changed = count_of(lines.front(), "changed");
    file.unchanged = count_of(lines.front(), "unchanged");
    file.not_relevant = count_of(lines.front(), "not_relevant");
    file.rejected = count_of(lines.front(), "rejected");
    lines.erase(lines.begin());
  }
  return files;
}

}  // namespace evigraft
