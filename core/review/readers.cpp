#include "review/readers.h"

#include <algorithm>
#include <array>

namespace evigraft::review {
namespace {

struct Vote {
  std::string value;
  const Decision* decision = nullptr;
};

/// What both said, or a third person while they read.
struct Closed {
  std::string value, seen;
  bool operator==(const Closed&) const = default;
};

std::string seen_of(const Decision& decision, const std::string& field) {
  return value_of(decision.seen, decision.kind == Kind::screen ? "verdict" : field);
}

/// The votes on one thing that no equal vote of the other has met, by field and person.
struct OpenFields {
  std::map<std::string, std::map<std::string, Vote>> by_field;
  /// By field, number and person: the votes that the other has not answered, those that their reader changed, too.
  std::map<std::string, std::map<std::int64_t, std::string>> unanswered;
  std::map<std::string, Closed> closed;                         ///< to say the same again adds nothing
  std::map<std::string, std::vector<const Decision*>> entries;  ///< numbers being entered, by person
  bool rejected = false;

  void reject() {
    by_field.clear();
    unanswered.clear();
    closed.clear();
    rejected = true;
  }
};

class Fold {
 public:
  explicit Fold(const Places& places) : places_(places) {}

  void take(const Decision& decision) {
    if (decision.kind == Kind::readers) {
      readers_ = readers_of(decision);
      if (readers_.two()) out_.readers = readers_;
      out_.now = readers_.two();
      return out_.counting.push_back(decision);
    }
    const std::optional<VotedOn> subject = places_.subject(decision);
    const bool gone = !subject || (subject->kind == Target::entered && !entered_.contains(subject->id));
    const auto reader = readers_.reader(decision.who);
    if (gone || votes_of(decision).empty()) {
      if (reader && !votes_of(decision).empty()) out_.unanswered[decision.id] = decision.who;
      return out_.counting.push_back(decision);
    }
    if (!reader) {
      close(decision, open_[*subject]);
      count(decision);
    } else if (decision.kind == Kind::add) {
      enter(decision, *reader, open_[*subject]);
    } else {
      vote(decision, *reader, open_[*subject]);
    }
  }

  TwoReaders finish() {
    for (const auto& [subject, open] : open_) {
      Disagreement differing;
      differing.subject = subject;
      fields(subject, open, differing);
      entries(subject, open, differing);
      for (const auto& [field, votes] : open.unanswered) out_.unanswered.insert(votes.begin(), votes.end());
      if (!differing.fields.empty()) out_.disagreements.push_back(std::move(differing));
    }
    return std::move(out_);
  }

 private:
  void count(const Decision& decision) {
    if (decision.kind == Kind::add) entered_.insert(decision.id);
    out_.counting.push_back(decision);
  }

  /// A third person's word ends what is open on its fields.
  void close(const Decision& decision, OpenFields& open) {
    if (decision.kind == Kind::add) {
      for (auto& [person, entries] : open.entries)
        if (!entries.empty()) entries.erase(entries.begin());
      return;
    }
    if (decision.kind == Kind::reject) open.reject();
    if (decision.kind == Kind::accept) open.rejected = false;
    for (const auto& [field, value] : votes_of(decision)) {
      open.by_field.erase(field);
      open.unanswered.erase(field);
      if (!readers_.two()) continue;
      const auto [closed, fresh] = open.closed.try_emplace(field, Closed{value, seen_of(decision, field)});
      if (fresh) continue;
      closed->second.seen = seen_of(decision, field);  // an acceptance affirms what stood
      if (decision.kind != Kind::accept) closed->second.value = value;
    }
    if (decision.kind == Kind::accept && readers_.two()) open.closed[kUsed].value = "yes";
  }

  std::string person(std::size_t reader) { return key_of(readers_.name(reader)); }

  /// One spelling for each person: the first that came.
  std::string key_of(const std::string& who) {
    for (const std::string& known : people_)
      if (same_person(known, who)) return known;
    people_.push_back(who);
    return who;
  }

  /// The later vote, with what both say, in the name of both.
  void count_agreed(const Decision& later, std::size_t reader, const std::set<const Decision*>& earlier,
                    Decision said) {
    std::vector<std::string> whys[2];
    whys[reader].push_back(later.why);
    std::vector<std::int64_t>& with = out_.with[later.id];
    std::vector<const Decision*> in_order(earlier.begin(), earlier.end());
    std::sort(in_order.begin(), in_order.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
    for (const Decision* each : in_order) {
      with.push_back(each->id);
      whys[1 - reader].push_back(each->why);
    }
    said.who = readers_.first + " and " + readers_.second;
    std::vector<std::string> told;
    for (const auto& one : whys)
      for (const std::string& why : one)
        if (std::find(told.begin(), told.end(), why) == told.end()) told.push_back(why);
    said.why.clear();
    for (const std::string& why : told) said.why += (said.why.empty() ? "" : "; ") + why;
    count(said);
  }

  void vote(const Decision& decision, std::size_t reader, OpenFields& open) {
    const std::string me = person(reader), other = person(1 - reader);
    if (decision.kind == Kind::reject)  // what this reader said of its fields before is not meant any more
      for (auto& [field, votes] : open.by_field) votes.erase(me);
    Values agreed;
    std::set<const Decision*> earlier;
    const bool takes_up = open.rejected && decision.kind == Kind::accept;  // a rejected number anew, every field
    bool used_by_both = false, accepted_by_both = false, counts = false;
    for (const auto& [field, value] : votes_of(decision)) {
      auto& votes = open.by_field[field];
      votes.erase(me);
      const auto answer = votes.find(other);
      auto& unanswered = open.unanswered[field];
      std::erase_if(unanswered, [&](const auto& each) { return each.second != me; });
      const Closed word = {value, seen_of(decision, field)};
      const auto closed = open.closed.find(field);
      const bool repeats = answer == votes.end() && closed != open.closed.end() && closed->second == word;
      if (repeats && !takes_up) continue;
      if (answer == votes.end()) unanswered[decision.id] = me;
      votes[me] = {value, &decision};
      if (answer == votes.end() || answer->second.value != value) continue;
      const Decision& theirs = *answer->second.decision;
      votes.clear();
      open.closed[field] = word;
      if (field == kUsed) {
        used_by_both = true;
        accepted_by_both = decision.kind == Kind::accept && theirs.kind == Kind::accept;
        if (decision.kind == Kind::reject) earlier.insert(&theirs);
        continue;
      }
      earlier.insert(&theirs);
      // Two acceptances leave open what nobody knows, as one does.
      if (decision.kind == Kind::accept && theirs.kind == Kind::accept && !is_stated(value)) continue;
      agreed[field] = value;
      counts = true;
    }
    Decision said = decision;
    if (decision.kind == Kind::reject) {
      if (used_by_both) {
        open.reject();
        open.closed[kUsed] = {"no", ""};
        count_agreed(decision, reader, earlier, std::move(said));
      }
      return;
    }
    if (accepted_by_both) open.rejected = false;
    if (!counts) return;
    if (decision.kind == Kind::screen) return count_agreed(decision, reader, earlier, std::move(said));
    said.kind = accepted_by_both ? Kind::accept : Kind::set;
    said.value = agreed;
    said.seen.clear();
    for (const auto& [field, value] : agreed) said.seen[field] = value_of(decision.seen, field);
    count_agreed(decision, reader, earlier, std::move(said));
  }

  void enter(const Decision& decision, std::size_t reader, OpenFields& open) {
    std::vector<const Decision*>& theirs = open.entries[person(1 - reader)];
    const Values mine = votes_of(decision);
    const auto same =
        std::find_if(theirs.begin(), theirs.end(), [&](const Decision* each) { return votes_of(*each) == mine; });
    if (same == theirs.end()) {
      open.entries[person(reader)].push_back(&decision);
      return;
    }
    const std::set<const Decision*> earlier = {*same};
    theirs.erase(same);
    count_agreed(decision, reader, earlier, decision);
  }

  [[nodiscard]] static const Vote* vote_of(const std::map<std::string, Vote>& votes, const std::string& who) {
    const auto found = votes.find(who);
    return found == votes.end() ? nullptr : &found->second;
  }

  void fields(const VotedOn& subject, const OpenFields& open, Disagreement& differing) {
    const std::array<std::string, 2> names = {key_of(out_.readers.first), key_of(out_.readers.second)};
    for (const auto& [field, votes] : open.by_field) {
      const std::array<const Vote*, 2> both = {vote_of(votes, names[0]), vote_of(votes, names[1])};
      const bool differ = both[0] && both[1] && both[0]->value != both[1]->value;
      for (const std::size_t reader : {std::size_t{0}, std::size_t{1}})
        if (both[reader])
          out_.open.push_back({subject, field, both[reader]->value, reader, both[reader]->decision->id, differ});
      if (!differ) continue;
      differing.fields.push_back({field, both[0]->value, both[1]->value});
      differing.decision = std::max({differing.decision, both[0]->decision->id, both[1]->decision->id});
    }
  }

  /// Entries of both for one arm and time that are not alike are paired as they came.
  void entries(const VotedOn& subject, const OpenFields& open, Disagreement& differing) {
    std::array<std::vector<const Decision*>, 2> both;
    for (const std::size_t reader : {std::size_t{0}, std::size_t{1}})
      if (const auto found = open.entries.find(key_of(out_.readers.name(reader))); found != open.entries.end())
        both[reader] = found->second;
    const std::size_t pairs = std::min(both[0].size(), both[1].size());
    for (const auto& [who, theirs] : open.entries)
      for (std::size_t i = out_.readers.reader(who) ? pairs : 0; i < theirs.size(); ++i)
        out_.unanswered[theirs[i]->id] = who;
    for (const std::size_t reader : {std::size_t{0}, std::size_t{1}})
      for (std::size_t i = 0; i < both[reader].size(); ++i)
        out_.open.push_back(
            {subject, "value", value_of(both[reader][i]->value, "value"), reader, both[reader][i]->id, i < pairs});
    for (std::size_t i = 0; i < pairs; ++i) {
      const Values first = votes_of(*both[0][i]), second = votes_of(*both[1][i]);
      for (const auto& [field, value] : first)
        if (const std::string& other = value_of(second, field); other != value)
          differing.fields.push_back({field, value, other});
      differing.decision = std::max({differing.decision, both[0][i]->id, both[1][i]->id});
    }
  }

  const Places& places_;
  Readers readers_;
  std::map<VotedOn, OpenFields> open_;
  std::set<std::int64_t> entered_;  ///< numbers that count
  std::vector<std::string> people_;
  TwoReaders out_;
};

}  // namespace

TwoReaders read_twice(std::span<const Decision> in_force, const Places& places) {
  Fold fold(places);
  for (const Decision& decision : in_force) fold.take(decision);
  return fold.finish();
}

std::set<std::int64_t> hidden_from(const std::string& who, std::span<const Decision> all, const TwoReaders& two,
                                   const Places& places) {
  std::set<std::int64_t> out;
  const auto me = two.now ? two.readers.reader(who) : std::nullopt;
  if (!me) return out;
  for (const auto& [decision, person] : two.unanswered)
    if (!same_person(person, who)) out.insert(decision);
  const std::set<std::int64_t> taken_back = undone(all);
  std::map<VotedOn, Values> spoken;
  for (const Decision& decision : all)
    if (const auto subject = places.subject(decision);
        subject && !taken_back.contains(decision.id) && same_person(decision.who, who))
      spoken[*subject].merge(votes_of(decision));
  Readers then;
  for (const Decision& decision : all) {
    if (decision.kind == Kind::readers && !taken_back.contains(decision.id)) then = readers_of(decision);
    if (decision.kind == Kind::undo) {
      if (std::any_of(out.begin(), out.end(), [&](const auto id) { return decision.target == std::to_string(id); }))
        out.insert(decision.id);
      continue;
    }
    if (!taken_back.contains(decision.id) || !then.reader(decision.who) || same_person(decision.who, who)) continue;
    const Values votes = votes_of(decision);
    const auto subject = places.subject(decision);
    const Values& mine = subject ? spoken[*subject] : Values();
    if (std::any_of(votes.begin(), votes.end(), [&](const auto& vote) { return !mine.contains(vote.first); }))
      out.insert(decision.id);
  }
  return out;
}

}  // namespace evigraft::review
