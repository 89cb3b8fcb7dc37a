// core/extract/topic.cpp: reads a topic file. Every key is known or refused, with file, line and key, so that a typing
// mistake never silently widens or narrows a search.
#include "extract/topic.h"

#include <evigraft/error.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

#include "extract/outcome.h"

namespace evigraft {
namespace {

using Texts = std::vector<std::string>;

/// One table of the file with the way to it, for messages; remembers which keys were asked for.
class Section {
 public:
  Section(const toml::table& table, std::string path, const std::string& origin)
      : table_(table), path_(std::move(path)), origin_(origin) {}

  [[noreturn]] void refuse(const toml::node& node, std::string_view key, const std::string& what) const {
    std::ostringstream sentence;
    sentence << origin_ << ", line " << node.source().begin.line << ": key \"" << path_ << key << "\" " << what << ".";
    throw Error(Error::Kind::configuration, sentence.str());
  }
  [[noreturn]] void refuse_missing(std::string_view key, const std::string& what) const {
    std::ostringstream sentence;
    sentence << origin_ << ", line " << table_.source().begin.line << ": key \"" << path_ << key << "\" is missing; "
             << what << ".";
    throw Error(Error::Kind::configuration, sentence.str());
  }

  const toml::node* find(std::string_view key) {
    asked_.insert(std::string(key));
    return table_.get(key);
  }
  std::optional<std::string> text(std::string_view key) {
    const toml::node* node = find(key);
    if (!node) return std::nullopt;
    auto value = node->value_exact<std::string>();
    if (!value) refuse(*node, key, "must be a text in quotes");
    return value;
  }
  Texts texts(std::string_view key) {
    const toml::node* node = find(key);
    return node ? texts_of(*node, key) : Texts{};
  }
  Texts texts_of(const toml::node& node, std::string_view key) const {
    const toml::array* list = node.as_array();
    if (!list) refuse(node, key, "must be a list of texts");
    Texts result;
    for (const toml::node& item : *list) {
      const auto value = item.value_exact<std::string>();
      if (!value || value->empty()) refuse(item, key, "must hold texts only, none of them empty");
      result.push_back(*value);
    }
    return result;
  }
  void number(std::string_view key, double& target) {
    const toml::node* node = find(key);
    if (!node) return;
    if (!node->is_number()) refuse(*node, key, "must be a number");
    target = *node->value<double>();
  }
  std::optional<Section> table(std::string_view key) {
    const toml::node* node = find(key);
    if (!node) return std::nullopt;
    if (!node->is_table()) refuse(*node, key, "must be a table");
    return Section(*node->as_table(), path_ + std::string(key) + ".", origin_);
  }
  std::vector<Section> tables(std::string_view key) {
    const toml::node* node = find(key);
    std::vector<Section> result;
    if (!node) return result;
    const toml::array* list = node->as_array();
    if (!list) refuse(*node, key, "must be written as [[" + std::string(key) + "]]");
    for (const toml::node& item : *list) {
      if (!item.is_table()) refuse(item, key, "must be written as [[" + std::string(key) + "]]");
      result.emplace_back(*item.as_table(), path_ + std::string(key) + ".", origin_);
    }
    return result;
  }
  std::map<std::string, Texts> lists() {
    std::map<std::string, Texts> result;
    for (const auto& [key, node] : table_) result[std::string(key.str())] = texts_of(node, key.str());
    return result;
  }
  std::map<std::string, std::string> all_texts() {
    std::map<std::string, std::string> result;
    for (const auto& [key, node] : table_) result[std::string(key.str())] = *text(key.str());
    return result;
  }
  void no_other_keys() const {
    for (const auto& [key, node] : table_)
      if (!asked_.contains(std::string(key.str()))) refuse(node, key.str(), "is not known here; see docs/topics.md");
  }

 private:
  const toml::table& table_;
  std::string path_;
  const std::string& origin_;
  std::set<std::string> asked_;
};

void check_choice(Section& section, std::string_view key, const std::string& value, const Texts& choices) {
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return;
  std::string list;
  for (const std::string& choice : choices) list += (list.empty() ? "" : ", ") + choice;
  section.refuse(*section.find(key), key, "holds \"" + value + "\"; known are " + list);
}

void check_choices(Section& section, std::string_view key, const Texts& values, const Texts& choices) {
  for (const std::string& value : values) check_choice(section, key, value, choices);
}

void check_class(Section& section, std::string_view key, const std::string& value) {
  check_choice(section, key, value, {"ASC", "SVF", "conventional", "PRP", "nanofat", "cell_enriched", "other"});
}

std::string required(Section& section, std::string_view key, const std::string& what) {
  const auto value = section.text(key);
  if (!value || value->empty()) section.refuse_missing(key, what);
  return *value;
}

void read_eligibility(Section section, Topic::Eligibility& target) {
  const Texts designs = {"rct", "nonrandomised_comparative", "single_arm", "case_report", "preclinical", "other"};
  target.species = section.texts("species");
  check_choices(section, "species", target.species, {"human", "animal", "in_vitro"});
  target.comparison_designs = section.texts("comparison_designs");
  check_choices(section, "comparison_designs", target.comparison_designs, designs);
  target.single_arm_designs = section.texts("single_arm_designs");
  check_choices(section, "single_arm_designs", target.single_arm_designs, designs);
  target.excluded_publication_types = section.texts("excluded_publication_types");
  if (const toml::node* groups = section.find("required_terms")) {
    if (!groups->is_array()) section.refuse(*groups, "required_terms", "must be a list of lists of texts");
    for (const toml::node& group : *groups->as_array())
      target.required_terms.push_back(section.texts_of(group, "required_terms"));
  }
  section.no_other_keys();
}

void read_selection(Section section, Topic::Selection& target) {
  section.number("at_months", target.at_months);
  section.number("from_months", target.from_months);
  section.number("to_months", target.to_months);
  target.method_order = section.texts("method_order");
  section.no_other_keys();
  if (!(target.from_months >= 0 && target.from_months <= target.at_months && target.at_months <= target.to_months))
    section.refuse_missing("at_months", "from_months, at_months and to_months must stand in rising order");
}

Topic::ArmTerms read_arm(Section section) {
  Topic::ArmTerms arm;
  arm.arm_class = required(section, "class", "it names the arm class of these phrases");
  check_class(section, "class", arm.arm_class);
  arm.role = section.text("role").value_or("active");
  if (section.find("role")) check_choice(section, "role", arm.role, {"active", "reference", "generic", "separate"});
  arm.certain = section.texts("certain");
  arm.labels = section.texts("labels");
  arm.modifiers = section.texts("modifiers");
  arm.processing = section.texts("processing");
  arm.words = section.texts("words");
  section.no_other_keys();
  if (arm.certain.empty() && arm.labels.empty() && arm.modifiers.empty())
    section.refuse_missing("labels", "an arm needs a phrase to know it by");
  return arm;
}

void read_outcome(Section section, Topic::OutcomeTerms& target) {
  target.measure = section.text("measure").value_or(target.measure);
  target.remaining = section.texts("remaining");
  target.lost = section.texts("lost");
  target.change = section.texts("change");
  target.subjects = section.texts("subjects");
  target.tissue = section.texts("tissue");
  target.denominators = section.texts("denominators");
  target.false_friends = section.texts("false_friends");
  target.false_subjects = section.texts("false_subjects");
  target.other_things = section.texts("other_things");
  section.no_other_keys();
  if (target.remaining.empty() && target.lost.empty())
    section.refuse_missing("remaining", "an outcome needs a noun to know it by");
}

Topic::Comparison read_comparison(Section section) {
  Topic::Comparison comparison;
  comparison.intervention = required(section, "intervention", "it names an arm class");
  check_class(section, "intervention", comparison.intervention);
  comparison.comparator = required(section, "comparator", "it names an arm class");
  check_class(section, "comparator", comparison.comparator);
  section.no_other_keys();
  return comparison;
}

}  // namespace

Topic parse_topic(std::string_view text, const std::string& origin) {
  toml::table file;
  try {
    file = toml::parse(text, origin);
  } catch (const toml::parse_error& error) {
    std::ostringstream sentence;
    sentence << origin << ", line " << error.source().begin.line << ": not valid TOML: " << error.description() << ".";
    throw Error(Error::Kind::configuration, sentence.str());
  }
  Section root(file, "", origin);
  Topic topic;
  topic.name = required(root, "name", "a topic needs a name of a-z, 0-9, _ and -");
  if (topic.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") != std::string::npos)
    root.refuse(*root.find("name"), "name", "may hold a-z, 0-9, _ and - only");
  topic.title = root.text("title").value_or(topic.name);
  topic.terms = root.texts("terms");
  topic.arm_heads = root.texts("arm_heads");
  if (auto section = root.table("queries")) topic.queries = section->all_texts();
  if (auto section = root.table("eligibility")) read_eligibility(*section, topic.eligibility);
  if (auto section = root.table("select")) read_selection(*section, topic.selection);
  for (Section& section : root.tables("arm")) topic.arms.push_back(read_arm(section));
  if (auto section = root.table("outcome"))
    read_outcome(*section, topic.outcome);
  else
    root.refuse_missing("outcome", "a topic needs the nouns of its outcome");
  if (auto section = root.table("methods")) topic.methods = section->lists();
  if (auto section = root.table("definitions")) topic.definitions = section->lists();
  if (auto section = root.table("sites")) topic.sites = section->lists();
  for (Section& section : root.tables("comparison")) topic.comparisons.push_back(read_comparison(section));
  root.no_other_keys();
  return topic;
}

}  // namespace evigraft
