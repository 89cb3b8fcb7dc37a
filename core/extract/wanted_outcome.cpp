#include "extract/wanted_outcome.h"

namespace evigraft {

WantedOutcome wanted_outcome(const std::string& outcome, const Abbreviations& abbreviations) {
  WantedOutcome wanted;
  wanted.words = spelled_out(label_words(outcome), abbreviations);
  wanted.time = read_time(outcome);
  // "pain at 12 weeks": the time is matched as a time
  if (wanted.time && wanted.time->exact)
    if (const std::size_t at = outcome.find(wanted.time->text); at != std::string::npos) {
      const std::vector<LabelWord> others = spelled_out(
          label_words(outcome.substr(0, at) + outcome.substr(at + wanted.time->text.size())), abbreviations);
      if (!others.empty()) wanted.words = others;
    }
  const StatisticHints hints = read_hints(outcome);
  wanted.change = hints.change;
  wanted.median = hints.median;
  wanted.baseline = wanted.time && wanted.time->baseline;
  for (const LabelWord& word : wanted.words)
    if (word.stem == "reduc" || word.stem == "improv" || word.stem == "decreas" || word.stem == "increas" ||
        word.stem == "gain")
      wanted.change = true;
  return wanted;
}

}  // namespace evigraft
