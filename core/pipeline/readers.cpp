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

std::optional<VoteState> vote_state(const Store& store, std::int64_t decision) {
  const Overlay overlay = overlay_of(store);
  const auto made = std::find_if(overlay.in_force.begin(), overlay.in_force.end(),
                                 [&](const review::Decision& each) { return each.id == decision; });
  if (made == overlay.in_force.end() || !overlay.two.now) return std::nullopt;
  const auto reader = overlay.two.readers.reader(made->who);
  if (!reader || !places_of(overlay).subject(*made)) return std::nullopt;
  VoteState state;
  state.other = overlay.two.readers.name(1 - *reader);
  state.agreed = overlay.two.with.contains(decision);
  for (const review::OpenVote& vote : overlay.two.open)
    if (vote.decision == decision) (vote.answered ? state.differs : state.waits) = true;
  return state;
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
