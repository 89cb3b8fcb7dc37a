// core/extract/topic.h: a topic file as values. TOML in, Topic out; Error::configuration names file, line and key.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft {

struct Topic {
  std::string name;                            ///< [a-z0-9_-]+
  std::string title;                           ///< for people
  std::map<std::string, std::string> queries;  ///< source id -> query in its own language
  std::vector<std::string> terms;              ///< lower case; a whole-file import keeps records that hold one

  struct Eligibility {
    std::vector<std::string> species;             ///< "human"
    std::vector<std::string> comparison_designs;  ///< "rct", "nonrandomised_comparative"
    std::vector<std::string> single_arm_designs;
    std::vector<std::string> excluded_publication_types;
    std::vector<std::vector<std::string>> required_terms;  ///< every group must have a term in title or abstract
  } eligibility;

  struct Selection {
    double at_months = 6, from_months = 3, to_months = 24;
    std::vector<std::string> method_order;  ///< best first
  } selection;

  struct ArmTerms {
    std::string arm_class;  ///< "ASC" ...
    /// active: an intervention; reference: what it is compared with, also "without X"; generic: an intervention whose
    /// class the label does not tell; separate: a thing of its own although its label holds another arm's ("ASC
    /// exosomes").
    std::string role = "active";
    std::vector<std::string> certain;     ///< phrases that name such an arm whatever else the text says
    std::vector<std::string> modifiers;   ///< words that name such an arm before one of arm_heads: "plain", "study"
    std::vector<std::string> processing;  ///< like modifiers, but how the graft was handled: "washed", "centrifuged"
    std::vector<std::string> labels;  ///< phrases that name such an arm unless isolation words of another class decide
    std::vector<std::string> words;   ///< isolation words that decide the class whatever the label
  };
  std::vector<ArmTerms> arms;
  std::vector<std::string> arm_heads;  ///< what an arm may be, beside group, arm, side, patients ...: graft, breast

  struct OutcomeTerms {
    std::string measure = "retention";        ///< name of the measure in the answers
    std::vector<std::string> remaining;       ///< retention, survival ...: the number is what is left
    std::vector<std::string> lost;            ///< resorption, loss ...: 100 - the number is what is left
    std::vector<std::string> change;          ///< decreased, fell ...: "by" is loss, "to" is what is left
    std::vector<std::string> subjects;        ///< volume, graft ...: what `change` must be said of
    std::vector<std::string> tissue;          ///< fat, lipoaspirate ...: a text that names none is about something else
    std::vector<std::string> denominators;    ///< injected, implanted ...: "x% of the injected volume"
    std::vector<std::string> false_friends;   ///< viability, symmetry, overall survival ...: another measure
    std::vector<std::string> other_things;    ///< flap, filler, hair ...: a text or sentence about them only
    std::vector<std::string> false_subjects;  ///< cell, patient, implant ...: "x% of the cells", "cell survival"
  } outcome;
  std::map<std::string, std::vector<std::string>> methods;      ///< "MRI" -> phrases
  std::map<std::string, std::vector<std::string>> definitions;  ///< "injected volume" -> phrases for that denominator
  std::map<std::string, std::vector<std::string>> sites;        ///< "breast" -> phrases

  struct Comparison {
    std::string intervention, comparator;  ///< arm classes
  };
  std::vector<Comparison> comparisons;  ///< those a page shows, in order
  std::string fingerprint;              ///< of the text it was parsed from, set by whoever read it; may be empty
};

/// `origin` is a file name or "built-in topic NAME", for messages only.
Topic parse_topic(std::string_view toml, const std::string& origin);

}  // namespace evigraft
