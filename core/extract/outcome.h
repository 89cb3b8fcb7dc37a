// core/extract/outcome.h: what was read out of one text, each number with the words it came from. Data only.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft {

enum class ArmClass { asc, svf, conventional, prp, nanofat, cell_enriched, other, all };
enum class SpreadKind { sd, se, unknown };
enum class IntervalKind { ci95, iqr, range };
enum class Statistic { mean, median, unknown };
enum class Species { human, animal, in_vitro, none };
enum class Design {
  rct,
  nonrandomised_comparative,
  single_arm,
  case_report,
  preclinical,
  review,
  meta_analysis,
  protocol,
  other
};
enum class Pairing { parallel, within_person, unclear };

/// Names of the machine interface: "ASC", "sd", "ci95", "nonrandomised_comparative" ...
std::string_view name(ArmClass value);
std::string_view name(SpreadKind value);
std::string_view name(IntervalKind value);
std::string_view name(Statistic value);
std::string_view name(Species value);
std::string_view name(Design value);
std::string_view name(Pairing value);
/// The class of that name, none when there is no such class.
std::optional<ArmClass> arm_class_named(std::string_view text);

/// Where something was read. Offsets count Unicode code points of the named field.
struct Span {
  std::string field;  ///< "title" or "abstract"
  int start = 0, end = 0;
  std::string text;  ///< exactly the code points [start, end) of the field
};

struct Arm {
  ArmClass arm_class = ArmClass::other;
  std::string label;  ///< as printed
  std::optional<int> n;
};

/// One number for one arm at one time.
struct Outcome {
  ArmClass arm = ArmClass::all;
  std::string arm_label;  ///< as printed, empty when the text names none
  std::string measure = "retention";
  double value = 0;  ///< percent of the graft remaining
  std::string unit = "%";
  std::optional<double> spread;  ///< same unit
  std::optional<SpreadKind> spread_kind;
  std::optional<std::array<double, 2>> interval;  ///< lo, hi; same unit
  std::optional<IntervalKind> interval_kind;
  Statistic statistic = Statistic::unknown;
  std::optional<int> n;           ///< people or animals in the arm at this value
  std::optional<double> months;   ///< since grafting
  std::string method;             ///< MRI, CT, micro-CT, 3D, ultrasound, weight ...; empty when not stated
  std::string definition;         ///< what the percentage is of, as far as the text says
  bool polarity_flipped = false;  ///< printed as loss, stored as 100 - x
  std::string as_printed;         ///< the number as the text has it
  int occurrence = 0;             ///< which occurrence of `as_printed` in the field, from 0
  Span span;
  double confidence = 0;  ///< 0..1
  std::vector<std::string> flags;
};

/// A difference the text reports between arms.
struct Comparison {
  std::vector<ArmClass> arms;
  std::optional<double> p;
  std::string p_relation;  ///< "=", "<", ">"
  std::string test, adjustment;
  std::optional<bool> paired;
  std::optional<int> sides;
  std::optional<double> difference;
  std::optional<std::array<double, 2>> ci95;
  Span span;
};

/// Everything read out of one report's text.
struct Reading {
  Species species = Species::none;
  Design design = Design::other;
  Pairing pairing = Pairing::unclear;
  std::optional<int> n_total;
  std::string site;  ///< recipient site as the topic names it: face, breast, ...; empty when not stated
  std::vector<Arm> arms;
  std::vector<Outcome> outcomes;
  std::vector<Comparison> comparisons;
};

}  // namespace evigraft
