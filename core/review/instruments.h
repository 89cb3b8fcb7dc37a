// core/review/instruments.h: the instruments of assessment: their domains, the words each takes, and the rule that ties
// an overall judgement to its domains. Judgements are people's; nothing here makes one.
//
// RoB 2: Sterne JAC et al. BMJ 2019;366:l4898. ROBINS-I: Sterne JAC et al. BMJ 2016;355:i4919. Newcastle-Ottawa scale
// for cohort studies: Wells GA et al., Ottawa Hospital Research Institute. GRADE: Guyatt GH et al. J Clin Epidemiol
// 2011;64:383-394; Balshem H et al. 2011;64:401-406.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/decision.h"

namespace evigraft::review {

struct Domain {
  std::string id;                  ///< "D1", "imprecision"
  std::string name;                ///< "randomization process"
  std::vector<std::string> words;  ///< what it takes, best first
};

struct Instrument {
  std::string id;               ///< "rob2", "robins-i", "nos", "grade"
  std::string name;             ///< "RoB 2"
  std::vector<Target> about;    ///< what it assesses; the first is what a bare number means
  std::vector<Domain> domains;  ///< the overall judgement last, where there is one
};

const std::vector<Instrument>& instruments();
/// By id in either case, with or without "-", " " and "_". Error::usage lists them.
const Instrument& instrument(std::string_view name);
/// Error::usage lists the instrument's domains.
const Domain& domain(const Instrument& instrument, std::string_view id);
/// "some_concerns" -> "Some concerns". Error::usage lists the words that the domain takes.
std::string checked_judgement(const Domain& domain, std::string_view word);

/// What does not agree, one sentence each: an overall judgement better than the worst domain, of RoB 2 also one worse
/// than it without some concerns in several; a certainty that is not start minus downgrades plus upgrades; either with
/// domains open that it needs. `judged`: domain -> word, those judged so far.
std::vector<std::string> disagreements(const Instrument& instrument, const Values& judged);

/// Domains without a judgement, in order; GRADE's upgrades may stay open.
std::vector<std::string> open_domains(const Instrument& instrument, const Values& judged);

/// Stars of a Newcastle-Ottawa assessment so far; none for other instruments.
std::optional<int> stars(const Instrument& instrument, const Values& judged);

}  // namespace evigraft::review
