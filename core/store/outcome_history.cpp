#include "store/outcome_history.h"

#include <nlohmann/json.hpp>
#include <set>

#include "store/connection.h"
#include "store/query.h"

namespace evigraft {
namespace {
using Json = nlohmann::json;

/// What says when a row was written, not what it says.
const std::set<std::string>& bookkeeping() {
  static const std::set<std::string> columns = {"first_run", "changed_run"};
  return columns;
}

struct Now {
  std::int64_t id = 0, first_run = 0, study_id = 0;
  std::string facts;
};

Now now_of(const Row& row) {
  Now now;
  Json facts = Json::object();
  for (std::size_t i = 0; i < row.columns.size(); ++i) {
    if (bookkeeping().contains(row.columns[i])) continue;
    std::visit(
        [&](const auto& value) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) facts[row.columns[i]] = value;
        },
        row.values[i]);
  }
  const auto whole = [&](std::string_view column) {
    const auto* value = std::get_if<std::int64_t>(&row[column]);
    return value ? *value : 0;
  };
  now.id = whole("outcome_id");
  now.first_run = whole("first_run");
  now.study_id = whole("study_id");
  now.facts = facts.dump();
  return now;
}

/// A row of v_outcome out of its facts; what a later version has added to the view is absent.
OutcomeView outcome_from(const std::string& facts, const std::vector<std::string>& columns) {
  const Json json = Json::parse(facts);
  std::vector<Value> values;
  for (const std::string& column : columns) {
    const auto found = json.find(column);
    if (found == json.end())
      values.emplace_back();
    else if (found->is_number_integer())
      values.emplace_back(found->get<std::int64_t>());
    else if (found->is_number())
      values.emplace_back(found->get<double>());
    else
      values.emplace_back(found->get<std::string>());
  }
  return outcome_view({columns, values});
}

struct Standing {
  std::int64_t from_run = 0;
  std::string study, facts;
};

}  // namespace

void record_outcome_history(Store& store, std::int64_t run, const std::map<std::int64_t, std::string>& study_names) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  std::map<std::int64_t, Standing> standing;
  bool first_time = true;
  {
    Statement rows(connection, "SELECT outcome_id, from_run, study, facts, until_run FROM outcome_history");
    while (rows.step()) {
      first_time = false;
      if (rows.is_null(4)) standing[rows.integer(0)] = {rows.integer(1), rows.text(2), rows.text(3)};
    }
  }
  const auto end = [&](std::int64_t outcome, const Standing& was) {
    Statement(connection, was.from_run == run
                              ? "DELETE FROM outcome_history WHERE outcome_id = ?1 AND from_run = ?2"
                              : "UPDATE outcome_history SET until_run = ?2 WHERE outcome_id = ?1 AND until_run IS NULL")
        .bind(outcome, run)
        .run();
  };
  list_view(store, {.view = "v_outcome", .filters = {}}, [&](const Row& row) {
    const Now now = now_of(row);
    const auto found = study_names.find(now.study_id);
    const std::string study = found == study_names.end() ? std::string() : found->second;
    const auto was = standing.find(now.id);
    if (was != standing.end()) {
      const Standing before = was->second;
      standing.erase(was);
      if (before.facts == now.facts && before.study == study) return;
      end(now.id, before);
    }
    Statement(connection, "INSERT INTO outcome_history(outcome_id, from_run, study, facts) VALUES (?, ?, ?, ?)")
        .bind(now.id, first_time ? now.first_run : run, study, now.facts)
        .run();
  });
  for (const auto& [outcome, was] : standing) end(outcome, was);
  transaction.commit();
}

bool has_outcome_history(const Store& store) {
  return Statement(store.connection(), "SELECT 1 FROM outcome_history LIMIT 1").step();
}

std::vector<PastOutcome> outcome_history(const Store& store) {
  const std::vector<std::string> columns = view_columns(store, "v_outcome");
  Statement rows(store.connection(),
                 "SELECT from_run, until_run, study, facts FROM outcome_history ORDER BY outcome_id, from_run");
  std::vector<PastOutcome> out;
  while (rows.step())
    out.push_back({rows.integer(0), rows.is_null(1) ? std::nullopt : std::optional(rows.integer(1)), rows.text(2),
                   outcome_from(rows.text(3), columns)});
  return out;
}

std::string history_begins(const Store& store) {
  Statement row(store.connection(), "SELECT applied_at FROM migration WHERE name LIKE '%outcome_history%'");
  return row.step() ? row.text(0) : std::string();
}

std::vector<RunMark> run_marks(const Store& store) {
  Statement rows(store.connection(), "SELECT id, started_at FROM run ORDER BY id");
  std::vector<RunMark> out;
  while (rows.step()) out.push_back({rows.integer(0), rows.text(1)});
  return out;
}

}  // namespace evigraft
