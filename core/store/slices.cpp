// The balance of a slice: the keys it asked for (or, where the source is not asked by key, those that came) are
// counted against what the server said; each is stored, deleted or owed. A slice that was split takes its children's
// sums. States are worked out from the leaves up: a child's id is always greater than its parent's.
#include "store/slices.h"

#include <map>

#include "store/connection.h"

namespace evigraft {
namespace {

constexpr int kTriesBeforeUnavailable = 5;  // DESIGN "Completeness": after 5 tries over 30 days
constexpr int kDaysBeforeUnavailable = 30;

struct Work {
  SliceLine line;
  std::int64_t parent_id = 0;
  bool by_keys = false;  ///< the query is a list of keys: it says itself what is expected
  std::uint64_t asked = 0, unanswered = 0, pending = 0, failed = 0;
  std::string dropped, failure;
  bool touched = false;  ///< by this run; else its run was killed before its state was worked out
  bool split = false;
  std::uint64_t children_expected = 0;
  std::string worst_child;  ///< name of the child that decides the state
  SliceState children = SliceState::balanced;
};

const char* name(SliceState state) {
  switch (state) {
    case SliceState::open:
      return "open";
    case SliceState::balanced:
      return "balanced";
    case SliceState::unverified:
      return "unverified";
    case SliceState::unbalanced:
      return "unbalanced";
  }
  throw Error(Error::Kind::failed, "a slice in a state that does not exist");
}

/// What a parent makes of its children: open before unbalanced before unverified before balanced.
int weight(SliceState state) {
  return state == SliceState::open ? 3 : state == SliceState::unbalanced ? 2 : state == SliceState::unverified ? 1 : 0;
}

std::map<std::int64_t, Work> load(Connection& connection, std::int64_t run) {
  std::map<std::int64_t, Work> out;
  Statement rows(
      connection,
      "SELECT l.id, q.source, l.name, u.name, l.parent_id, l.expected, l.exactness, l.unkeyed, l.dropped, "
      "q.kind = 'keys', "
      "(SELECT count(*) FROM request r WHERE r.slice_id = l.id AND r.state = 'pending'), "
      "(SELECT count(*) FROM request r WHERE r.slice_id = l.id AND r.state = 'failed' AND r.keys = '[]'), "
      "(SELECT r.error FROM request r WHERE r.slice_id = l.id AND r.state = 'failed' AND r.keys = '[]' LIMIT 1), "
      "count(k.key), sum(k.asked), sum(k.state = 'asked'), sum(k.state = 'stored'), sum(k.state = 'deleted'), "
      "sum(k.state IN ('owed', 'unavailable')), "
      "(SELECT e.expected FROM slice e JOIN source_query f ON f.id = e.query_id WHERE e.name = l.name AND "
      " f.source = q.source AND f.kind = 'search' AND q.kind = 'search' AND f.text = q.text AND f.since = q.since AND "
      " f.until = q.until AND f.id < q.id AND e.expected IS NOT NULL ORDER BY e.id DESC LIMIT 1), "
      "EXISTS (SELECT 1 FROM slice t WHERE t.query_id = l.query_id AND t.last_run = ?1) "
      "FROM slice AS l JOIN source_query AS q ON q.id = l.query_id LEFT JOIN slice AS u ON u.id = l.parent_id "
      "LEFT JOIN slice_key AS k ON k.slice_id = l.id "
      "WHERE l.query_id IN (SELECT query_id FROM slice WHERE last_run = ?1 OR state = 'open') "
      "GROUP BY l.id ORDER BY l.id");
  rows.bind(run);
  while (rows.step()) {
    Work& work = out[rows.integer(0)];
    work.line.id = rows.integer(0);
    work.touched = rows.integer(20) != 0;
    work.line.source = rows.text(1);
    work.line.name = rows.text(2);
    work.line.parent = rows.text(3);
    work.parent_id = rows.integer(4);
    if (!rows.is_null(5)) work.line.expected = rows.count(5);
    work.line.exact = rows.text(6) == "exact";
    work.line.rejected = rows.count(7);
    work.dropped = rows.text(8);
    work.by_keys = rows.integer(9) != 0;
    work.pending = rows.count(10);
    work.failed = rows.count(11);
    work.failure = rows.text(12);
    work.asked = rows.count(14);
    work.unanswered = rows.count(15);
    work.line.received = rows.count(13) - work.unanswered;
    work.line.stored = rows.count(16);
    work.line.deleted = rows.count(17);
    work.line.owed = rows.count(18);
    if (!rows.is_null(19) && work.line.expected && rows.count(19) != *work.line.expected)
      work.line.expected_earlier = rows.count(19);
  }
  return out;
}

void set(SliceLine& line, SliceState state, std::string reason) {
  line.state = state;
  line.reason = std::move(reason);
}

void judge_leaf(Work& work) {
  SliceLine& line = work.line;
  const std::uint64_t counted = work.asked > 0 ? work.asked : line.received;
  if (!line.expected && work.by_keys) line.expected = work.asked;
  if (!line.expected)
    set(line, SliceState::unverified, "the server gave no count");
  else if (!line.exact)
    set(line, SliceState::unverified, "the server gave a rough count");
  else if (counted != *line.expected)
    set(line, SliceState::unbalanced,
        "the server said " + std::to_string(*line.expected) + ", " + std::to_string(counted) + " came or are owed");
  else
    set(line, SliceState::balanced, "");
}

void judge_split(Work& work) {
  SliceLine& line = work.line;
  const bool open = work.children == SliceState::open;
  if (!open && line.expected && line.exact && *line.expected > work.children_expected)
    set(line, SliceState::unbalanced,
        "the server said " + std::to_string(*line.expected) + " for the whole and " +
            std::to_string(work.children_expected) + " for its parts");
  else if (work.children != SliceState::balanced)
    set(line, work.children, "its part " + work.worst_child + " is " + name(work.children));
  else
    set(line, SliceState::balanced, "");
  line.expected = work.children_expected;
}

void judge(Work& work) {
  SliceLine& line = work.line;
  if (work.pending > 0)
    set(line, SliceState::open, std::to_string(work.pending) + " requests are pending");
  else if (work.unanswered > 0)
    set(line, SliceState::open, std::to_string(work.unanswered) + " keys were not asked for: stopped by a limit");
  else if (!work.dropped.empty())
    set(line, SliceState::unbalanced, work.dropped);
  else if (work.failed > 0)
    set(line, SliceState::unbalanced, work.failure);
  else if (line.rejected > 0 && work.asked == 0)  // asked by key: the missing key itself is owed
    set(line, SliceState::unbalanced, std::to_string(line.rejected) + " records without a key could not be read");
  else if (work.split)
    judge_split(work);
  else
    judge_leaf(work);
}

void add_to_parent(const Work& child, Work& parent) {
  parent.split = true;
  parent.children_expected += child.line.expected.value_or(0);
  parent.line.received += child.line.received;
  parent.line.stored += child.line.stored;
  parent.line.deleted += child.line.deleted;
  parent.line.owed += child.line.owed;
  if (weight(child.line.state) >= weight(parent.children) && child.line.state != SliceState::balanced) {
    parent.children = child.line.state;
    parent.worst_child = child.line.name;
  }
}

}  // namespace

std::vector<SliceLine> balance_slices(Store& store, std::int64_t run) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  std::map<std::int64_t, Work> slices = load(connection, run);
  for (auto slice = slices.rbegin(); slice != slices.rend(); ++slice) {
    Work& work = slice->second;
    judge(work);
    if (const auto parent = slices.find(work.parent_id); parent != slices.end()) add_to_parent(work, parent->second);
  }
  std::vector<SliceLine> out;
  for (auto& [id, work] : slices) {
    Statement(connection, "UPDATE slice SET state = ?, reason = nullif(?, '') WHERE id = ?")
        .bind(name(work.line.state), work.line.reason, id)
        .run();
    if (work.touched) out.push_back(std::move(work.line));
  }
  transaction.commit();
  return out;
}

std::vector<OwedKey> owed_keys(const Store& store, std::string_view source) {
  Statement rows(store.connection(),
                 "SELECT source, key, reason, first_at, last_at, tries FROM owed WHERE source = ? "
                 "ORDER BY first_at, key");
  rows.bind(source);
  std::vector<OwedKey> out;
  while (rows.step())
    out.push_back(
        {rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), static_cast<int>(rows.integer(5))});
  return out;
}

std::uint64_t expire_owed(Store& store, std::int64_t run, std::string_view now) {
  Connection& connection = store.connection();
  Transaction transaction(connection);
  const std::string due = "tries >= ? AND julianday(?) - julianday(first_at) >= ?";
  Statement(connection,
            "INSERT INTO exclusion(run_id, stage, subject, reason, detail) "
            "SELECT ?, 'fetch', source || ':' || key, 'unavailable', reason FROM owed WHERE " +
                due + " ON CONFLICT DO UPDATE SET run_id = excluded.run_id")
      .bind(run, kTriesBeforeUnavailable, now, kDaysBeforeUnavailable)
      .run();
  const int expired = Statement(connection, "DELETE FROM owed WHERE " + due)
                          .bind(kTriesBeforeUnavailable, now, kDaysBeforeUnavailable)
                          .run();
  transaction.commit();
  return static_cast<std::uint64_t>(expired);
}

}  // namespace evigraft
