// core/extract/outcome.cpp: the words of the machine interface for the kinds of things read.
#include "extract/outcome.h"

namespace evigraft {

std::string_view name(ArmClass value) {
  switch (value) {
    case ArmClass::asc:
      return "ASC";
    case ArmClass::svf:
      return "SVF";
    case ArmClass::conventional:
      return "conventional";
    case ArmClass::prp:
      return "PRP";
    case ArmClass::nanofat:
      return "nanofat";
    case ArmClass::cell_enriched:
      return "cell_enriched";
    case ArmClass::other:
      return "other";
    case ArmClass::all:
      break;
  }
  return "all";
}

std::string_view name(SpreadKind value) {
  switch (value) {
    case SpreadKind::sd:
      return "sd";
    case SpreadKind::se:
      return "se";
    case SpreadKind::unknown:
      break;
  }
  return "unknown";
}

std::string_view name(IntervalKind value) {
  switch (value) {
    case IntervalKind::ci95:
      return "ci95";
    case IntervalKind::iqr:
      return "iqr";
    case IntervalKind::range:
      break;
  }
  return "range";
}

std::string_view name(Statistic value) {
  switch (value) {
    case Statistic::mean:
      return "mean";
    case Statistic::median:
      return "median";
    case Statistic::unknown:
      break;
  }
  return "unknown";
}

std::string_view name(Species value) {
  switch (value) {
    case Species::human:
      return "human";
    case Species::animal:
      return "animal";
    case Species::in_vitro:
      return "in_vitro";
    case Species::none:
      break;
  }
  return "none";
}

std::string_view name(Design value) {
  switch (value) {
    case Design::rct:
      return "rct";
    case Design::nonrandomised_comparative:
      return "nonrandomised_comparative";
    case Design::single_arm:
      return "single_arm";
    case Design::case_report:
      return "case_report";
    case Design::preclinical:
      return "preclinical";
    case Design::review:
      return "review";
    case Design::meta_analysis:
      return "meta_analysis";
    case Design::protocol:
      return "protocol";
    case Design::other:
      break;
  }
  return "other";
}

std::string_view name(Pairing value) {
  switch (value) {
    case Pairing::parallel:
      return "parallel";
    case Pairing::within_person:
      return "within_person";
    case Pairing::unclear:
      break;
  }
  return "unclear";
}

std::optional<ArmClass> arm_class_named(std::string_view text) {
  for (const ArmClass value : {ArmClass::asc, ArmClass::svf, ArmClass::conventional, ArmClass::prp, ArmClass::nanofat,
                               ArmClass::cell_enriched, ArmClass::other, ArmClass::all})
    if (name(value) == text) return value;
  return std::nullopt;
}

}  // namespace evigraft
