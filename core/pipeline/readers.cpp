#include "pipeline/readers.h"

#include <algorithm>
#include <map>

#include "pipeline/overlay.h"

namespace evigraft {
namespace {

review::Places places_of(const Overlay& overlay) { return {overlay.machine, overlay.reports}; }

/// One row a value of the first reader, one column a value of the second.
Agreement agreement_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::map<std::string, std::size_t> index;
  for (const auto& [first, second] : pairs) {
    index.emplace(first, index.size());
    index.emplace(second, index.size());
  }
  std::vector<std::vector<int>> table(index.size(), std::vector<int>(index.size()));
  for (const auto& [first, second] : pairs) ++table[index.at(first)][index.at(second)];
  return agreement(table);
}

}  // namespace

std::optional<review::Readers> readers_now(const Store& store) {
  const Overlay overlay = overlay_of(store);
  return overlay.two.now ? std::optional(overlay.two.readers) : std::nullopt;
}

std::set<std::int64_t> hidden_decisions(const Store& store, const std::string& who) {
  const Overlay overlay = overlay_of(store);
  return review::hidden_from(who, overlay.all, overlay.two, places_of(overlay));
}

std::vector<std::optional<VoteState>> vote_states(const Store& store, const std::vector<std::int64_t>& decisions) {
  std::vector<std::optional<VoteState>> out(decisions.size());
  const Overlay overlay = overlay_of(store);
  if (!overlay.two.now) return out;
  const review::Places places = places_of(overlay);
  std::map<std::int64_t, VoteState> states;
  for (const review::Decision& decision : overlay.in_force) {
    const auto reader = overlay.two.readers.reader(decision.who);
    if (!reader || !places.subject(decision)) continue;
    VoteState& state = states[decision.id];
    state.other = overlay.two.readers.name(1 - *reader);
    state.agreed = overlay.two.with.contains(decision.id);
  }
  for (const review::OpenVote& vote : overlay.two.open)
    if (const auto state = states.find(vote.decision); state != states.end())
      (vote.answered ? state->second.differs : state->second.waits) = true;
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if (const auto state = states.find(decisions[i]); state != states.end()) out[i] = state->second;
  return out;
}

std::vector<FieldAgreement> reader_agreement(const Store& store) {
  const Overlay overlay = overlay_of(store);
  using Values = std::vector<std::pair<std::string, std::string>>;
  std::vector<std::pair<std::string, std::string>> readers;
  std::map<std::pair<std::string, std::string>, std::map<std::string, Values>> by_field;
  for (const review::VotePair& pair : review::vote_pairs(overlay.all, places_of(overlay))) {
    const std::pair both(pair.first_reader, pair.second_reader);
    if (std::find(readers.begin(), readers.end(), both) == readers.end()) readers.push_back(both);
    by_field[both][pair.field].emplace_back(pair.first, pair.second);
  }
  std::vector<std::string> fields = {review::kScreening, review::kFullText, review::kUsed};
  fields.insert(fields.end(), review::outcome_fields().begin(), review::outcome_fields().end());
  std::vector<FieldAgreement> out;
  for (const auto& both : readers)
    for (const std::string& field : fields)
      if (const auto found = by_field[both].find(field); found != by_field[both].end())
        out.push_back({both.first, both.second, field, agreement_of(found->second)});
  return out;
}

}  // namespace evigraft
