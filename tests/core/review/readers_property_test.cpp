// What holds for every history of two readers.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "review/readers.h"
#include "tests/core/review/two_readers.h"

namespace {
using namespace evigraft::review;

// Random histories of two readers and a third on three numbers and one report.
History any_history() {
  History h;
  h.machine = {number_read(1), number_read(2), number_read(3)};
  for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
    const std::string who = *rc::gen::element<std::string>("Ann", "Ann", "Bob", "Bob", "Cleo");
    const MachineOutcome& on = h.machine[static_cast<std::size_t>(*rc::gen::inRange(0, 3))];
    switch (*rc::gen::inRange(0, 9)) {
      case 0:
        h.accept(who, on);
        break;
      case 1:
        h.reject(who, on);
        break;
      case 2:
        h.screen(who, *rc::gen::element<std::string>("include", "exclude"));
        break;
      case 3:
        h.add(who, *rc::gen::element<std::string>("61", "62"));
        break;
      case 4:
        if (!h.decisions.empty())
          h.undo(who, *rc::gen::inRange<std::int64_t>(1, static_cast<std::int64_t>(h.decisions.size()) + 1));
        break;
      default:
        h.set(who, {{*rc::gen::element<std::string>("n", "months"), *rc::gen::element<std::string>("6", "7")}}, on);
    }
  }
  return h;
}

History after_readers(History h) {
  History out;
  out.machine = h.machine;
  out.readers();
  for (Decision decision : h.decisions) {
    decision.id += 1;
    if (decision.kind == Kind::undo) decision.target = std::to_string(std::stoll(decision.target) + 1);
    out.decisions.push_back(std::move(decision));
  }
  return out;
}

RC_GTEST_PROP(TwoReadersProperty, OneReadersHistoryIsUntouched, ()) {
  const History h = any_history();
  const std::vector<Decision> standing = in_force(h.decisions);
  const TwoReaders two = h.two();
  RC_ASSERT(two.open.empty() && two.disagreements.empty() && two.with.empty());
  RC_ASSERT(two.counting.size() == standing.size());
  for (std::size_t i = 0; i < standing.size(); ++i) {
    RC_ASSERT(two.counting[i].id == standing[i].id && two.counting[i].who == standing[i].who);
    RC_ASSERT(two.counting[i].value == standing[i].value && two.counting[i].kind == standing[i].kind);
  }
}

RC_GTEST_PROP(TwoReadersProperty, WhatCountsIsNeverWhatOnlyOneReaderSaid, ()) {
  const History h = after_readers(any_history());
  const std::vector<Decision> standing = in_force(h.decisions);
  const Places places = h.places();
  for (const Decision& counts : h.two().counting) {
    if (counts.kind == Kind::readers || counts.who == "Cleo") continue;
    const auto subject = places.subject(counts);
    Values words = counts.kind == Kind::set || counts.kind == Kind::accept ? counts.value : votes_of(counts);
    for (const auto& [field, value] : words) {
      std::set<std::string> said;
      for (const Decision& vote : standing) {
        const Values votes = votes_of(vote);
        if (vote.id <= counts.id && places.subject(vote) == subject && votes.contains(field) &&
            votes.at(field) == value)
          said.insert(vote.who);
      }
      RC_ASSERT(said.contains("Ann") && said.contains("Bob"));
    }
  }
}

RC_GTEST_PROP(TwoReadersProperty, EveryVoteCountsOrIsOpenOrWasClosed, ()) {
  // Without a third person and without a change of mind nothing is closed: each of the two votes is met or listed.
  History h;
  h.machine = {number_read(1), number_read(2), number_read(3)};
  h.readers();
  for (const MachineOutcome& on : h.machine)
    for (const char* who : {"Ann", "Bob"})
      if (*rc::gen::arbitrary<bool>()) h.set(who, {{"n", *rc::gen::element<std::string>("6", "7")}}, on);
  const TwoReaders two = h.two();
  std::set<std::int64_t> told;
  for (const Decision& each : two.counting) told.insert(each.id);
  for (const auto& [later, earlier] : two.with) told.insert(earlier.begin(), earlier.end());
  for (const OpenVote& vote : two.open) told.insert(vote.decision);
  RC_ASSERT(told.size() == h.decisions.size());
}

RC_GTEST_PROP(TwoReadersProperty, TheOrderOfTheTwoVotesDoesNotMatter, ()) {
  History before = any_history();  // of one reader
  before.readers();
  const MachineOutcome& on = before.machine[0];
  const auto vote = [&](History& h, const std::string& who, int kind, const std::string& value) {
    if (kind == 0)
      h.accept(who, on);
    else if (kind == 1)
      h.reject(who, on);
    else if (kind == 2)
      h.screen(who, value == "6" ? "include" : "exclude");
    else if (kind == 3)
      h.add(who, value);
    else
      h.set(who, {{"n", value}}, on);
  };
  const int kinds[2] = {*rc::gen::inRange(0, 6), *rc::gen::inRange(0, 6)};
  const std::string values[2] = {*rc::gen::element<std::string>("6", "7"), *rc::gen::element<std::string>("6", "7")};
  History one = before, other = before;
  vote(one, "Ann", kinds[0], values[0]);
  vote(one, "Bob", kinds[1], values[1]);
  vote(other, "Bob", kinds[1], values[1]);
  vote(other, "Ann", kinds[0], values[0]);
  const Settled a = one.settled(), b = other.settled();
  RC_ASSERT(a.standings.size() == b.standings.size());
  for (std::size_t i = 0; i < a.standings.size(); ++i) {
    RC_ASSERT(a.standings[i].values == b.standings[i].values);
    RC_ASSERT(a.standings[i].label == b.standings[i].label);
  }
  RC_ASSERT(a.entered.size() == b.entered.size());
  RC_ASSERT(one.two().open.size() == other.two().open.size());
}

RC_GTEST_PROP(TwoReadersProperty, AWordIsHiddenFromWhoSaidNothingOfItsField, ()) {
  const History h = after_readers(any_history());
  const std::set<std::int64_t> hidden = h.hidden("Bob");
  const Places places = h.places();
  std::map<VotedOn, Values> bobs;
  std::set<VotedOn> closed;  // by a third person, or as a whole
  for (const Decision& each : in_force(h.decisions))
    if (const auto subject = places.subject(each); subject && each.who != "Ann") {
      bobs[*subject].merge(votes_of(each));
      if (each.who == "Cleo" || each.kind == Kind::reject) closed.insert(*subject);
    }
  for (const Decision& each : h.decisions) {
    const auto subject = places.subject(each);
    if (!subject || each.who != "Ann" || each.kind == Kind::add || closed.contains(*subject)) continue;
    for (const auto& [field, value] : votes_of(each))
      if (!bobs[*subject].contains(field)) RC_ASSERT(hidden.contains(each.id));
  }
}

RC_GTEST_PROP(TwoReadersProperty, AnUndoBringsBackTheStateBeforeTheVote, ()) {
  History h = after_readers(any_history());
  const TwoReaders before = h.two();
  const std::string who = *rc::gen::element<std::string>("Ann", "Bob", "Cleo");
  h.undo(who, *rc::gen::arbitrary<bool>() ? h.accept(who, h.machine[0]) : h.set(who, {{"n", "6"}}, h.machine[1]));
  const TwoReaders after = h.two();
  RC_ASSERT(after.counting.size() == before.counting.size());
  for (std::size_t i = 0; i < after.counting.size(); ++i) {
    RC_ASSERT(after.counting[i].id == before.counting[i].id);
    RC_ASSERT(after.counting[i].value == before.counting[i].value);
  }
  RC_ASSERT(after.open.size() == before.open.size());
  RC_ASSERT(after.with == before.with);
}

}  // namespace
