// core/extract/describe.cpp: publication types first, then words of the title, then words of the abstract's own parts.
#include "extract/describe.h"

#include <algorithm>
#include <set>

#include "extract/pairing.h"

namespace evigraft {
namespace {

bool has_type(const Text& text, std::initializer_list<std::string_view> types) {
  for (const std::string& type : text.publication_types)
    for (const std::string_view wanted : types)
      if (type == wanted) return true;
  return false;
}

/// Whether a sentence is of the text's methods and results.
bool own(const Sentence& sentence) {
  return sentence.section != Section::background && sentence.section != Section::conclusion;
}

int count(const Lexicon& lexicon, const Passage& passage, bool own_parts) {
  int found = 0;
  if (!passage.may_hold(lexicon)) return found;
  for (const Sentence& sentence : passage.sentences)
    if (!own_parts || own(sentence))
      found += static_cast<int>(std::ranges::distance(find_all(lexicon, passage, sentence)));
  return found;
}

bool holds(const Lexicon& lexicon, const Passage& passage, bool own_parts) {
  return passage.may_hold(lexicon) &&
         std::any_of(passage.sentences.begin(), passage.sentences.end(), [&](const Sentence& sentence) {
           return (!own_parts || own(sentence)) && contains(lexicon, passage, sentence);
         });
}

/// The one name that the text's methods and results hold; none when several do.
std::string only_name(const Lexicon& lexicon, const std::vector<std::string>& names, const Passage& title,
                      const Passage& abstract) {
  std::vector<int> found;
  const auto collect = [&](const Passage& passage, bool own_parts) {
    if (!passage.may_hold(lexicon)) return;
    for (const Sentence& sentence : passage.sentences) {
      if (own_parts && !own(sentence)) continue;
      for (const Mark& mark : find_all(lexicon, passage, sentence))
        if (std::find(found.begin(), found.end(), mark.entry) == found.end()) found.push_back(mark.entry);
    }
  };
  collect(abstract, true);
  if (found.empty()) collect(title, false);
  if (found.empty()) collect(abstract, false);
  return found.size() == 1 ? names[static_cast<std::size_t>(found[0])] : std::string();
}

/// "A randomised comparison should follow" is a wish; "not randomised" is the contrary.
bool was_randomised(const DescribeLexicon& lexicon, const Passage& passage) {
  if (!passage.may_hold(lexicon.randomised)) return false;
  for (const Sentence& sentence : passage.sentences) {
    if (!own(sentence)) continue;
    if (contains(lexicon.wished, passage, sentence)) continue;
    for (const Mark& mark : find_all(lexicon.randomised, passage, sentence))
      if (!passage.is(mark.first - 1, {"not", "non", "no", "previous", "earlier"})) return true;
  }
  return false;
}

/// Phrases told apart by what they are a sign of: the first list is kind 0.
Lexicon kinds_of(Vocabulary& vocabulary, std::initializer_list<std::initializer_list<std::string_view>> kinds) {
  Lexicon lexicon;
  int kind = 0;
  for (const auto& list : kinds) {
    for (const std::string_view phrase : list) lexicon.add(vocabulary, phrase, kind);
    ++kind;
  }
  return lexicon;
}

/// The different kinds of sign that a text's own parts hold.
std::set<int> signs(const Lexicon& kinds, const Passage& passage) {
  std::set<int> found;
  if (!passage.may_hold(kinds)) return found;
  for (const Sentence& sentence : passage.sentences) {
    if (!own(sentence)) continue;
    for (const Mark& mark : find_all(kinds, passage, sentence)) found.insert(mark.entry);
  }
  return found;
}

bool typed_as_trial(const Text& text) {
  return std::any_of(text.publication_types.begin(), text.publication_types.end(), [](const std::string& type) {
    return type == "Randomized Controlled Trial" || type == "Controlled Clinical Trial" ||
           type == "Pragmatic Clinical Trial" || type == "Clinical Trial" || type.starts_with("Clinical Trial, Phase");
  });
}

/// "fat with SVF (n = 20)", "18 women received fat with PRP": a report that counts what was done in its own arms.
bool counts_its_arms(const DescribeLexicon& lexicon, const Passage& abstract, const ArmDictionary& arms) {
  int counted = 0;
  for (const Sentence& sentence : abstract.sentences) {
    if (!own(sentence)) continue;
    for (const ArmMention& arm : arms.find(abstract, sentence)) {
      const int reach = std::min(arm.last + 3, sentence.last);
      for (int i = arm.last; i < reach; ++i) counted += abstract.is(i, {"n"}) && abstract.is(i + 1, '=');
      for (int i = std::max(sentence.first, arm.first - 8); i + 2 < arm.first; ++i)
        counted += abstract.at(i).number() && lexicon.human.longest(abstract.tokens, i + 1, sentence.last).entry >= 0 &&
                   abstract.is(i + 2, {"received", "underwent", "had", "got"});
    }
  }
  return counted > 1;
}

}  // namespace

DescribeLexicon::DescribeLexicon(const Topic& topic, Vocabulary& vocabulary)
    : animal(
          phrases(vocabulary,
                  {"mouse",          "mice",    "rat",   "rats",      "rabbit", "murine",     "pig",          "minipig",
                   "swine",          "porcine", "dog",   "canine",    "sheep",  "goat",       "animal model", "wistar",
                   "sprague dawley", "c57bl",   "balb",  "nude mice", "animal", "guinea pig", "monkey",       "primate",
                   "xenograft",      "rodent",  "horse", "equine"})),
      human(phrases(vocabulary,
                    {"patient", "woman", "women", "man", "men", "volunteer", "participant", "adult", "people", "person",
                     "case series", "cohort", "girl", "boy", "children", "female", "male", "subject", "chart"})),
      in_vitro(
          phrases(vocabulary, {"in vitro", "viability", "flow cytometry", "cell culture", "colony", "differentiation",
                               "lipoaspirate sample", "surface marker", "were cultured", "cell count"})),
      randomised(
          phrases(vocabulary, {"randomised", "randomized", "randomly", "at random", "randomisation", "randomization",
                               "rct", "coin", "random allocation", "allocated at random", "block randomisation"})),
      quasi_random(phrases(vocabulary, {"alternate",
                                        "alternately",
                                        "alternation",
                                        "last digit",
                                        "chart number",
                                        "date of birth",
                                        "to the day of surgery",
                                        "day of the week",
                                        "nonrandomised",
                                        "nonrandomized",
                                        "non randomised",
                                        "non randomized",
                                        "non random",
                                        "quasi random",
                                        "quasi randomised",
                                        "quasi randomized",
                                        "not randomised",
                                        "not randomized",
                                        "not random",
                                        "without randomisation",
                                        "without randomization",
                                        "order of admission",
                                        "odd number",
                                        "odd numbered",
                                        "even number"})),
      wished(phrases(vocabulary, {"should", "needed", "warranted", "required", "future", "further", "would be",
                                  "necessary", "lacking", "calls for", "justified"})),
      groups(phrases(vocabulary, {"group", "arm"})),
      everyone(
          phrases(vocabulary, {"each", "either", "left", "divided", "sites", "pockets", "same", "one", "the two"})),
      comparative(phrases(vocabulary, {"control group", "controls", "we compared", "were compared", "was compared",
                                       "matched", "versus", "comparative", "case control", "case controlled",
                                       "respectively", "two groups", "three groups", "four groups"})),
      single(
          phrases(vocabulary, {"consecutive", "case series", "single arm", "cohort", "retrospective", "prospective"})),
      case_report(phrases(vocabulary, {"case report", "a case of", "report a case", "report the case",
                                       "we present a case", "present the case", "one patient", "a single patient"})),
      protocol(phrases(vocabulary, {"study protocol", "protocol for", "trial protocol", "protocol of"})),
      review(phrases(vocabulary,
                     {"systematic review", "literature review", "narrative review", "scoping review", "a review",
                      "review of the literature", "state of the art", "umbrella review", "review article",
                      "comprehensive review", "this review", "we review", "are reviewed", "current concepts"})),
      meta_analysis(phrases(
          vocabulary, {"meta analysis", "meta analyses", "network meta analysis", "meta analytic", "meta regression"})),
      notice(phrases(vocabulary, {"retraction note",
                                  "retraction notice",
                                  "retracted article",
                                  "retraction of",
                                  "retraction",
                                  "erratum",
                                  "corrigendum",
                                  "correction to",
                                  "expression of concern",
                                  "comment on",
                                  "reply to",
                                  "response to",
                                  "letter to the editor",
                                  "invited discussion",
                                  "editorial",
                                  "discussion of",
                                  "re",
                                  "invited commentary",
                                  "commentary",
                                  "authors reply",
                                  "in reply"})),
      opinions(phrases(vocabulary, {"survey", "questionnaire study", "questionnaire among", "delphi", "opinion",
                                    "practice patterns"})),
      laboratory(phrases(
          vocabulary,
          {"cultured at",   "culture medium", "serum",     "annexin",          "normoxic",       "normoxia",
           "hypoxia",       "hypoxic",        "incubated", "supernatant",      "secretome",      "explant",
           "oxygen",        "dehydrogenase",  "propidium", "hoechst",          "assay",          "western blot",
           "pcr",           "spheroid",       "per well",  "embedded in gel",  "perilipin",      "elisa",
           "in vitro",      "apoptosis",      "apoptotic", "oxidative stress", "preconditioned", "preconditioning",
           "were cultured", "for 48 h"})),
      grafted(phrases(vocabulary, {"were grafted", "was grafted", "were injected", "was injected", "were implanted",
                                   "was implanted", "underwent", "were transplanted", "was transplanted", "received",
                                   "after grafting", "after surgery", "postoperative", "volume retention",
                                   "graft volume", "graft retention", "month", "harvested at"})),
      within_person(phrases(vocabulary, {"split face",
                                         "split breast",
                                         "contralateral",
                                         "other side",
                                         "other breast",
                                         "other cheek",
                                         "other temple",
                                         "other half",
                                         "other hand",
                                         "both sides",
                                         "within patient",
                                         "intraindividual",
                                         "intra individual",
                                         "paired",
                                         "left half",
                                         "half face",
                                         "own control",
                                         "one with",
                                         "at the other",
                                         "in the other",
                                         "to the other",
                                         "into the other",
                                         "and one without",
                                         "every participant",
                                         "each participant",
                                         "either side",
                                         "each participant received",
                                         "other ear",
                                         "other flank",
                                         "bilateral",
                                         "opposite side",
                                         "on the other",
                                         "one side",
                                         "breast randomized",
                                         "breast randomised",
                                         "side randomized",
                                         "side randomised"})),
      asked(kinds_of(vocabulary, {{"respondents", "surgeons responded", "surgeons answered", "answered by surgeons"},
                                  {"response rate", "survey was sent", "questionnaire was sent", "online survey",
                                   "web survey", "web questionnaire", "electronic survey", "electronic questionnaire"},
                                  {"opinion", "their practice", "practice patterns"}})),
      searched(
          kinds_of(vocabulary, {{"studies were included", "trials were included", "articles were included",
                                 "studies met", "articles met", "studies were identified", "articles were identified",
                                 "studies were eligible", "studies were analysed", "studies were analyzed"},
                                {"pubmed", "medline", "embase", "cochrane library", "web of science"},
                                {"prisma", "literature search", "systematic search", "databases were searched",
                                 "databases searched", "data sources", "were searched", "was searched"},
                                {"meta analysis", "systematic review"}})) {
  for (const auto& [name, list] : topic.methods) {
    methods.add(vocabulary, list, static_cast<int>(method_names.size()));
    method_names.push_back(name);
  }
  for (const auto& [name, list] : topic.definitions) {
    definitions.add(vocabulary, list, static_cast<int>(definition_names.size()));
    definition_names.push_back(name);
  }
  for (const auto& [name, list] : topic.sites) {
    sites.add(vocabulary, list, static_cast<int>(site_names.size()));
    site_names.push_back(name);
  }
}

std::string definition_in(const DescribeLexicon& lexicon, const Passage& passage, const Sentence& sentence) {
  int found = -1;
  for (const Mark& mark : find_all(lexicon.definitions, passage, sentence)) {
    if (found >= 0 && mark.entry != found) return {};
    found = mark.entry;
  }
  return found < 0 ? std::string() : lexicon.definition_names[static_cast<std::size_t>(found)];
}

Description describe(const DescribeLexicon& lexicon, const Text& text, const Passage& title, const Passage& abstract,
                     const ArmDictionary& arms) {
  Description result;
  result.method = only_name(lexicon.methods, lexicon.method_names, title, abstract);
  result.definition = only_name(lexicon.definitions, lexicon.definition_names, title, abstract);
  result.site = only_name(lexicon.sites, lexicon.site_names, title, abstract);

  const auto title_has = [&](const Lexicon& list) { return holds(list, title, false); };
  const auto leads_title = [&](const Lexicon& list) {
    return title.size > 0 && list.longest(title.tokens, 0, title.size).entry >= 0;
  };
  const int animal = 2 * count(lexicon.animal, title, false) + count(lexicon.animal, abstract, true);
  const int human = 2 * count(lexicon.human, title, false) + count(lexicon.human, abstract, true);

  // one phrase in passing makes no survey and no review: a sign in the title, or two of different kinds
  const bool trial = typed_as_trial(text);
  const std::set<int> asked = signs(lexicon.asked, abstract), searched = signs(lexicon.searched, abstract);
  const bool counted = (asked.size() > 1 || searched.size() > 1) && counts_its_arms(lexicon, abstract, arms);

  // reviews, notices: by type, else by title
  if (has_type(text, {"Meta-Analysis"}))
    result.design = Design::meta_analysis;
  else if (has_type(text, {"Review", "Systematic Review"}))
    result.design = title_has(lexicon.meta_analysis) ? Design::meta_analysis : Design::review;
  else if (has_type(text, {"Clinical Trial Protocol"}))
    result.design = Design::protocol;
  else if (has_type(text, {"Retraction of Publication", "Published Erratum", "Letter", "Comment", "Editorial", "News",
                           "Expression of Concern"}))
    result.yields_nothing = true;
  else if (!trial && (title_has(lexicon.opinions) || (!counted && asked.size() > 1)))
    result.yields_nothing = true;  // what surgeons expect is no result
  else if (leads_title(lexicon.notice))
    result.yields_nothing = true;
  else if (title_has(lexicon.meta_analysis))
    result.design = Design::meta_analysis;
  else if (title_has(lexicon.review))
    result.design = Design::review;
  else if (title_has(lexicon.protocol))
    result.design = Design::protocol;
  // "18 studies were included" and "PubMed"; a trial may have had "a PubMed search" for comparable series
  else if (!trial && searched.size() > 1 && (!counted || searched.contains(0)))
    result.design = Design::review;
  else if (holds(lexicon.meta_analysis, abstract, true) && holds(lexicon.review, abstract, false))
    result.design = Design::meta_analysis;
  if (result.yields_nothing) return result;
  if (result.design == Design::meta_analysis || result.design == Design::review) {
    result.yields_nothing = true;
    return result;
  }
  if (result.design == Design::protocol) {
    result.yields_nothing = true;
    result.species = animal > human ? Species::animal : Species::human;
    return result;
  }

  if (animal > 0 && (animal > human || title_has(lexicon.animal)))
    result.species = Species::animal;
  else if (human <= 3 && count(lexicon.laboratory, abstract, true) >= 4 && !holds(lexicon.grafted, abstract, true))
    result.species = Species::in_vitro;  // "cells were cultured at 1% oxygen and deprived of serum"
  else if (count(lexicon.in_vitro, abstract, true) >= 3 && count(lexicon.in_vitro, abstract, true) > human)
    result.species = Species::in_vitro;
  else
    result.species = Species::human;

  result.yields_nothing = result.species == Species::in_vitro;  // nothing was grafted
  const bool within = has_all_arms(lexicon, title, abstract, arms);
  result.pairing = within ? Pairing::within_person : arms.comparative() ? Pairing::parallel : Pairing::unclear;
  if (result.species != Species::human) {
    result.design = Design::preclinical;
    return result;
  }
  const bool quasi = holds(lexicon.quasi_random, title, false) || holds(lexicon.quasi_random, abstract, true);
  const bool random = has_type(text, {"Randomized Controlled Trial"}) || was_randomised(lexicon, title) ||
                      was_randomised(lexicon, abstract);
  const bool groups = holds(lexicon.comparative, abstract, true) && count(lexicon.groups, abstract, true) > 1;
  if (has_type(text, {"Case Reports"}) || title_has(lexicon.case_report))
    result.design = Design::case_report;
  else if (random && !quasi)
    result.design = Design::rct;
  else if (arms.comparative() || groups || matched_with_others(lexicon, abstract) ||
           has_type(text, {"Comparative Study"}) || quasi)
    result.design = Design::nonrandomised_comparative;
  else
    result.design = Design::single_arm;
  return result;
}

}  // namespace evigraft
