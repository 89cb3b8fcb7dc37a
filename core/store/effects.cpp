#include "store/effects.h"

#include <set>

#include "store/connection.h"
#include "store/record_columns.h"

namespace evigraft {
namespace {

std::int64_t write_effect(Connection& connection, std::int64_t run, const EffectRow& row) {
  Statement(connection,
            "INSERT INTO effect(comparison, study_id, measure, reading, yi, vi, mean_1, sd_1, n_1, mean_2, sd_2, n_2, "
            "months, within_person, flags, run_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT(comparison, study_id, measure, reading) DO UPDATE SET yi = excluded.yi, vi = excluded.vi, "
            "mean_1 = excluded.mean_1, sd_1 = excluded.sd_1, n_1 = excluded.n_1, mean_2 = excluded.mean_2, "
            "sd_2 = excluded.sd_2, n_2 = excluded.n_2, months = excluded.months, "
            "within_person = excluded.within_person, flags = excluded.flags, run_id = excluded.run_id")
      .bind(row.comparison, row.study_id, row.measure, row.reading, row.yi, row.vi, row.intervention.mean,
            row.intervention.sd, row.intervention.n, row.comparator.mean, row.comparator.sd, row.comparator.n,
            row.months, row.within_person, json_texts(row.flags), run)
      .run();
  Statement id(connection,
               "SELECT id FROM effect WHERE comparison = ? AND study_id = ? AND measure = ? AND reading = ?");
  id.bind(row.comparison, row.study_id, row.measure, row.reading).step();
  return id.integer(0);
}

void write_side(Connection& connection, std::int64_t effect, int side, const EffectSide& from) {
  for (const std::int64_t outcome : from.outcomes)
    Statement(connection, "INSERT OR IGNORE INTO effect_outcome(effect_id, side, outcome_id) VALUES (?, ?, ?)")
        .bind(effect, side, outcome)
        .run();
}

}  // namespace

void replace_effects(Store& store, std::int64_t run, const std::vector<EffectRow>& rows) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  Statement(connection, "DELETE FROM effect_outcome").run();
  std::set<std::int64_t> kept;
  for (const EffectRow& row : rows) {
    const std::int64_t effect = write_effect(connection, run, row);
    kept.insert(effect);
    write_side(connection, effect, 1, row.intervention);
    write_side(connection, effect, 2, row.comparator);
  }
  std::vector<std::int64_t> stale;
  {
    Statement ids(connection, "SELECT id FROM effect");
    while (ids.step())
      if (!kept.contains(ids.integer(0))) stale.push_back(ids.integer(0));
  }
  for (const std::int64_t id : stale) Statement(connection, "DELETE FROM effect WHERE id = ?").bind(id).run();
  transaction.commit();
}

}  // namespace evigraft
