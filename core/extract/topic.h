// core/extract/topic.h: a topic file as values. TOML in, Topic out; Error::configuration names file, line and key.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft {

struct Topic {
  std::string name;   ///< [a-z0-9_-]+
  std::string title;  ///< for people
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
    std::string arm_class;             ///< "ASC" ...
    std::vector<std::string> labels;   ///< phrases that name such an arm
    std::vector<std::string> words;    ///< isolation words that decide the class whatever the label
  };
  std::vector<ArmTerms> arms;

  struct OutcomeTerms {
    std::vector<std::string> remaining;      ///< retention, survival ...
    std::vector<std::string> lost;           ///< resorption, loss ...
    std::vector<std::string> false_friends;  ///< viability, symmetry ...
  } outcome;
  std::map<std::string, std::vector<std::string>> methods;  ///< "MRI" -> phrases
  std::map<std::string, std::vector<std::string>> sites;    ///< "breast" -> phrases

  struct Comparison {
    std::string intervention, comparator;  ///< arm classes
  };
  std::vector<Comparison> comparisons;  ///< those a page shows, in order
};

/// `origin` is a file name or "built-in topic NAME", for messages only.
Topic parse_topic(std::string_view toml, const std::string& origin);

}  // namespace evigraft
