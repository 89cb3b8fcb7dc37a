// core/extract/rules.cpp: one table a kind; the examples are the sentences the rules are for.
#include "extract/rules.h"

#include <array>
#include <cstddef>

namespace evigraft {
namespace {

struct Row {
  std::string_view id, sentence;
};

constexpr std::array<Row, 8> kNouns = {{
    {"before", "the outcome noun or verb stands before it: \"retention was 60%\""},
    {"after", "the outcome noun or verb stands behind it: \"60% of the fat survived\""},
    {"change", "a verb of change with \"by\" or \"to\": \"the volume fell to 60%\""},
    {"denominator", "it is a part of what was grafted: \"weighed 60% of the implanted weight\""},
    {"shared", "it shares the noun of the number it is listed with"},
    {"paired", "it is one of two measures named together: \"signal and retention were 28% and 60%\""},
    {"later", "its bracket stands before the noun: \"compared with controls (38%), retention was 60%\""},
    {"carried", "the noun stands in the sentence before: \"it was 60%\""},
}};

constexpr std::array<Row, 13> kArms = {{
    {"none", "the sentence names no arm for it"},
    {"bracket", "its bracket follows the arm: \"controls (48%)\""},
    {"behind", "the arm follows it: \"48% in controls\""},
    {"before", "the arm stands before it: \"controls retained 48%\""},
    {"list", "numbers and arms are listed in the same order: \"48% and 61% in controls and SVF\""},
    {"apart", "as many arms as numbers are named, apart from each other"},
    {"split", "one arm stands before the list, one behind: \"in SVF it was 61% against 48% in controls\""},
    {"one_for_all", "the whole list is of one arm"},
    {"each_time", "each arm has a number for each time, in the order of the arms"},
    {"unnamed", "what the arm before it is compared with, itself not named: \"61% against 48%\""},
    {"series", "the arm behind a series of times is that of all of it"},
    {"inherited", "a list without arms has those of the list or sentence before it: \"the corresponding values were\""},
    {"whole", "the only arm of the text, or everybody"},
}};

constexpr std::array<Row, 9> kTimes = {{
    {"none", "no time is stated for it"},
    {"list", "numbers and times are listed in the same order"},
    {"tied", "the time follows it: \"60% at 6 months\""},
    {"before", "the last time before it: \"at 6 months it was 60%\""},
    {"after", "the first time behind it"},
    {"repeated", "the times of the list before it, of the same length"},
    {"list_before", "the times listed in the sentence before"},
    {"sentence_before", "the time of a sentence before it in the same section"},
    {"follow_up", "the only follow-up that the text states"},
}};

constexpr std::array<Row, 22> kRefusals = {{
    {"publication_kind", "reviews, meta-analyses, protocols, letters and notices yield nothing"},
    {"off_topic", "title and abstract never name what the topic is about"},
    {"background", "background sections speak of other people's numbers"},
    {"not_own", "the sentence speaks of assumed, planned, pooled or published figures"},
    {"extreme", "an extreme: \"the lowest retention was 31%\""},
    {"few_people", "single people: \"in one patient 15%\""},
    {"dose", "a dose: \"fat with 15% PRP\""},
    {"contrast", "a contrast: \"22% higher\", \"increased by 12%\""},
    {"other_quantity", "a power, level, concentration or the like"},
    {"rate", "a rate per time"},
    {"threshold", "a threshold or bound: \"above 50%\""},
    {"coefficient", "a coefficient or ratio"},
    {"share_of_other", "a share of people, cells or another thing: \"12% of the patients\""},
    {"other_measure", "the noun nearest to it names another measure"},
    {"said_of_other", "the outcome noun is said of another thing: \"survival of the cells\""},
    {"new_subject", "a new subject stands between the outcome noun and the number"},
    {"change_without_measure", "a change that says neither \"by\" nor \"to\""},
    {"change_of_other", "a change of another thing"},
    {"other_of_two", "the other of two measures named together"},
    {"no_noun", "no outcome noun or verb governs it"},
    {"out_of_range", "what is left of a graft is not below 0% or above 200%"},
    {"repeated", "an outcome said again"},
}};

template <typename Table, typename Rule>
const Row& row(const Table& table, Rule rule) {
  return table[static_cast<std::size_t>(rule)];
}

}  // namespace

std::string_view id(NounRule rule) { return row(kNouns, rule).id; }
std::string_view id(ArmRule rule) { return row(kArms, rule).id; }
std::string_view id(TimeRule rule) { return row(kTimes, rule).id; }
std::string_view id(Refusal why) { return row(kRefusals, why).id; }

std::string_view sentence(NounRule rule) { return row(kNouns, rule).sentence; }
std::string_view sentence(ArmRule rule) { return row(kArms, rule).sentence; }
std::string_view sentence(TimeRule rule) { return row(kTimes, rule).sentence; }
std::string_view sentence(Refusal why) { return row(kRefusals, why).sentence; }

}  // namespace evigraft
