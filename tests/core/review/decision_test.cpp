#include "review/decision.h"

#include <gtest/gtest.h>

namespace {
using namespace evigraft::review;

Decision set_n(std::int64_t id) {
  Decision decision;
  decision.id = id;
  decision.value = {{"n", "6"}};
  return decision;
}

Decision undo(std::int64_t id, std::int64_t of) {
  Decision decision;
  decision.id = id;
  decision.kind = Kind::undo;
  decision.target_kind = Target::decision;
  decision.target = std::to_string(of);
  return decision;
}

std::vector<std::int64_t> standing(const std::vector<Decision>& all) {
  std::vector<std::int64_t> ids;
  for (const Decision& decision : in_force(all)) ids.push_back(decision.id);
  return ids;
}

TEST(InForce, LeavesOutWhatWasUndone) {
  EXPECT_EQ(standing({set_n(1), set_n(2), undo(3, 1)}), std::vector<std::int64_t>{2});
}

TEST(InForce, BringsBackWhatAnUndoneUndoTookAway) {
  EXPECT_EQ(standing({set_n(1), undo(2, 1), undo(3, 2)}), std::vector<std::int64_t>{1});
}

TEST(Undone, IsNotWhatAnUndoneUndoPointsTo) {
  EXPECT_EQ(undone(std::vector{set_n(1), undo(2, 1), undo(3, 2)}), std::set<std::int64_t>{2});
}

TEST(KindNames, ComeBack) {
  for (const Kind kind :
       {Kind::accept, Kind::reject, Kind::set, Kind::add, Kind::screen, Kind::merge, Kind::split, Kind::undo})
    EXPECT_EQ(parse_kind(name(kind)), kind);
}
}  // namespace
