// Which report keeps which id. A group of records takes, in this order: the report that has its key; the id that once
// had its key and was merged away; the lowest id among reports that held its members and that no group took; a new
// one. What is left over has become part of another report and answers as an alias.
#include "store/links.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "store/connection.h"
#include "store/digest.h"
#include "store/record_columns.h"
#include "store/utf8.h"

namespace evigraft {
namespace {

struct Known {
  std::map<std::string, std::int64_t> by_key;
  std::map<std::int64_t, std::string> keys;
};

Known known_rows(Connection& connection, const std::string& sql) {
  Known known;
  Statement rows(connection, sql);
  while (rows.step()) {
    known.by_key[rows.text(1)] = rows.integer(0);
    known.keys[rows.integer(0)] = rows.text(1);
  }
  return known;
}

/// Ids for groups, each with its key and the ids that its members had. 0: a new one is to be made.
struct Group {
  std::string key;
  std::vector<std::int64_t> held;  ///< ascending
};
std::vector<std::int64_t> ids_for(const std::vector<Group>& groups, const Known& known) {
  std::vector<std::int64_t> ids(groups.size(), 0);
  std::set<std::int64_t> taken;
  for (std::size_t i = 0; i < groups.size(); ++i)
    if (const auto same = known.by_key.find(groups[i].key); same != known.by_key.end()) {
      ids[i] = same->second;
      taken.insert(same->second);
    }
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (std::size_t h = 0; ids[i] == 0 && h < groups[i].held.size(); ++h)
      if (taken.insert(groups[i].held[h]).second) ids[i] = groups[i].held[h];
  return ids;
}

std::unordered_map<std::int64_t, std::int64_t> owners(Connection& connection, const std::string& sql) {
  std::unordered_map<std::int64_t, std::int64_t> out;
  Statement rows(connection, sql);
  while (rows.step()) out[rows.integer(0)] = rows.integer(1);
  return out;
}

template <class Members, class IdOf>
Group group_of(std::string key, const Members& members, IdOf id_of,
               const std::unordered_map<std::int64_t, std::int64_t>& owner) {
  std::set<std::int64_t> held;
  for (const auto& member : members)
    if (const auto had = owner.find(id_of(member)); had != owner.end()) held.insert(had->second);
  return {std::move(key), {held.begin(), held.end()}};
}

/// The member whose text is read: the first with an abstract, else the first.
std::int64_t text_record(Connection& connection, const ReportRow& report) {
  for (const ReportMember& member : report.members) {
    Statement row(connection, "SELECT abstract_text <> '' FROM record WHERE id = ?");
    if (row.bind(member.record_id).step() && row.integer(0) != 0) return member.record_id;
  }
  return report.members.front().record_id;
}

void check(const LinkRows& rows) {
  for (const ReportRow& report : rows.reports)
    if (report.members.empty()) throw Error(Error::Kind::failed, "report " + report.key + " has no record");
  for (const StudyRow& study : rows.studies) {
    if (study.reports.empty()) throw Error(Error::Kind::failed, "a study has no report");
    for (const std::size_t report : study.reports)
      if (report >= rows.reports.size()) throw Error(Error::Kind::failed, "a study names a report that is not there");
  }
}

void write_reports(Connection& connection, std::int64_t run, const LinkRows& rows, LinkChanges& changes) {
  const Known known = known_rows(connection, "SELECT id, key FROM report");
  Known merged = known_rows(connection, "SELECT old_id, old_key FROM report_alias");
  const auto owner = owners(connection, "SELECT record_id, report_id FROM report_record");
  std::vector<Group> groups;
  for (const ReportRow& report : rows.reports)
    groups.push_back(group_of(
        report.key, report.members, [](const auto& m) { return m.record_id; }, owner));
  for (std::size_t i = 0; i < groups.size(); ++i)  // a report that was merged away and stands for itself again
    if (merged.by_key.contains(groups[i].key) && !known.by_key.contains(groups[i].key)) groups[i].held.clear();
  changes.report_ids = ids_for(groups, known);

  Statement(connection, "DELETE FROM report_record").run();
  // Keys are unique: out of each other's way first, where two reports exchange theirs.
  Statement(connection, "UPDATE report SET key = '#' || id").run();
  for (std::size_t i = 0; i < rows.reports.size(); ++i) {
    const ReportRow& report = rows.reports[i];
    std::int64_t& id = changes.report_ids[i];
    const std::int64_t record = text_record(connection, report);
    const auto evidence =
        report.status_evidence.empty() ? std::nullopt : std::optional(clean_text(report.status_evidence));
    if (id != 0) {
      Statement(connection, "UPDATE report SET key = ?, status = ?, status_evidence = ?, record_id = ? WHERE id = ?")
          .bind(report.key, report.status, evidence, record, id)
          .run();
      continue;
    }
    std::optional<std::int64_t> old_id;
    if (const auto old = merged.by_key.find(report.key); old != merged.by_key.end()) old_id = old->second;
    if (old_id) Statement(connection, "DELETE FROM report_alias WHERE old_id = ?").bind(*old_id).run();
    Statement(connection,
              "INSERT INTO report(id, key, status, status_evidence, record_id, first_run) "
              "VALUES (?, ?, ?, ?, ?, ?)")
        .bind(old_id, report.key, report.status, evidence, record, run)
        .run();
    id = last_row_id(connection);
    ++changes.added;
  }
  for (std::size_t i = 0; i < rows.reports.size(); ++i) {
    int position = 0;
    for (const ReportMember& member : rows.reports[i].members)
      Statement(connection, "INSERT INTO report_record(record_id, report_id, position, rule) VALUES (?, ?, ?, ?)")
          .bind(member.record_id, changes.report_ids[i], position++, member.rule)
          .run();
  }

  std::unordered_map<std::int64_t, std::int64_t> now_in;  // record -> report
  for (std::size_t i = 0; i < rows.reports.size(); ++i)
    for (const ReportMember& member : rows.reports[i].members) now_in[member.record_id] = changes.report_ids[i];
  const std::set<std::int64_t> kept(changes.report_ids.begin(), changes.report_ids.end());
  for (const auto& [id, key] : known.keys) {
    if (kept.contains(id)) continue;
    std::int64_t heir = 0;
    for (const auto& [record, had] : owner)
      if (had == id && now_in.contains(record)) heir = heir == 0 ? now_in[record] : std::min(heir, now_in[record]);
    if (heir != 0) {
      Statement(connection, "UPDATE report_alias SET report_id = ? WHERE report_id = ?").bind(heir, id).run();
      Statement(connection, "INSERT INTO report_alias(old_id, old_key, report_id, run_id) VALUES (?, ?, ?, ?)")
          .bind(id, key, heir, run)
          .run();
      ++changes.merged;
    }
    Statement(connection, "DELETE FROM report WHERE id = ?").bind(id).run();
  }
}

void write_studies(Connection& connection, std::int64_t run, const LinkRows& rows, LinkChanges& changes) {
  const Known known = known_rows(connection, "SELECT id, key FROM study");
  const auto owner = owners(connection, "SELECT report_id, study_id FROM study_report");
  std::vector<Group> groups;
  for (const StudyRow& study : rows.studies)
    groups.push_back(group_of(
        rows.reports[study.reports.front()].key, study.reports,
        [&](std::size_t report) { return changes.report_ids[report]; }, owner));
  changes.study_ids = ids_for(groups, known);
  Statement(connection, "DELETE FROM study_report").run();
  Statement(connection, "UPDATE study SET key = '#' || id").run();
  for (std::size_t i = 0; i < rows.studies.size(); ++i) {
    std::int64_t& id = changes.study_ids[i];
    if (id != 0) {
      Statement(connection, "UPDATE study SET key = ?, rule = ? WHERE id = ?")
          .bind(groups[i].key, clean_text(rows.studies[i].rule), id)
          .run();
    } else {
      Statement(connection, "INSERT INTO study(key, rule, first_run) VALUES (?, ?, ?)")
          .bind(groups[i].key, clean_text(rows.studies[i].rule), run)
          .run();
      id = last_row_id(connection);
    }
    int position = 0;
    for (const std::size_t report : rows.studies[i].reports)
      Statement(connection, "INSERT INTO study_report(report_id, study_id, position) VALUES (?, ?, ?)")
          .bind(changes.report_ids[report], id, position++)
          .run();
  }
  Statement(connection, "DELETE FROM study WHERE id NOT IN (SELECT study_id FROM study_report)").run();
}

}  // namespace

LinkChanges replace_links(Store& store, std::int64_t run, const LinkRows& rows) {
  check(rows);
  Connection& connection = store.connection();
  Transaction transaction(connection);
  LinkChanges changes;
  write_reports(connection, run, rows, changes);
  write_studies(connection, run, rows, changes);
  Statement(connection, "DELETE FROM link_conflict").run();
  for (const ConflictRow& conflict : rows.conflicts)
    Statement(connection, "INSERT OR IGNORE INTO link_conflict(record_a, record_b, reason) VALUES (?, ?, ?)")
        .bind(std::min(conflict.record_a, conflict.record_b), std::max(conflict.record_a, conflict.record_b),
              clean_text(conflict.reason))
        .run();
  transaction.commit();
  return changes;
}

void for_each_report(const Store& store, const std::function<void(const ReportText&)>& take) {
  Statement rows(
      store.connection(),
      "SELECT p.id, p.record_id, p.key, p.status, t.title, t.abstract_text, "
      "(SELECT json_group_array(name) FROM (SELECT y.value AS name FROM report_record m "
      "  JOIN record x ON x.id = m.record_id, json_each(x.publication_types) y WHERE m.report_id = p.id "
      "  ORDER BY m.position, y.key)) "
      "FROM report AS p JOIN record AS t ON t.id = p.record_id WHERE EXISTS (SELECT 1 FROM report_record m "
      "JOIN record x ON x.id = m.record_id WHERE m.report_id = p.id AND x.status <> 'deleted') ORDER BY p.id");
  while (rows.step()) {
    ReportText report{.id = rows.integer(0),
                      .record_id = rows.integer(1),
                      .key = rows.text(2),
                      .status = rows.text(3),
                      .title = rows.text(4),
                      .abstract_text = rows.text(5),
                      .publication_types = {},
                      .digest = {}};
    for (std::string& type : texts_from_json(rows.text(6)))
      if (std::ranges::count(report.publication_types, type) == 0) report.publication_types.push_back(std::move(type));
    report.digest = sha256_hex(std::to_string(report.title.size()) + ":" + report.title +
                               std::to_string(report.abstract_text.size()) + ":" + report.abstract_text +
                               json_texts(report.publication_types));
    take(report);
  }
}

std::vector<ConflictPair> conflict_pairs(const Store& store) {
  std::vector<ConflictPair> out;
  Statement rows(
      store.connection(),
      "SELECT v.key_a, v.key_b, v.reason, coalesce(a.report_id, 0), coalesce(b.report_id, 0) FROM v_conflict AS v "
      "LEFT JOIN report_record AS a ON a.record_id = v.record_a "
      "LEFT JOIN report_record AS b ON b.record_id = v.record_b ORDER BY 1, 2, 3");
  while (rows.step()) out.push_back({rows.text(0), rows.text(1), rows.text(2), rows.integer(3), rows.integer(4)});
  return out;
}

std::int64_t report_for(const Store& store, std::int64_t id_or_alias) {
  Statement row(store.connection(),
                "SELECT id FROM report WHERE id = ?1 UNION ALL "
                "SELECT report_id FROM report_alias WHERE old_id = ?1 LIMIT 1");
  return row.bind(id_or_alias).step() ? row.integer(0) : 0;
}

}  // namespace evigraft
