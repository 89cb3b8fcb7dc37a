// core/extract/screen.h: a topic's eligibility rules over one report. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "extract/outcome.h"
#include "extract/read.h"
#include "extract/topic.h"

namespace evigraft {

enum class Verdict { include, exclude, unsure };
std::string_view name(Verdict value);  ///< "include" ...

/// One rule's say about one report.
struct Screened {
  std::string rule;  ///< publication_type, species, design, topic_terms, retraction, abstract ...
  Verdict verdict = Verdict::unsure;
  std::string reason;  ///< one clause for people and for the PRISMA box
};

/// One row per rule, in the rules' order; the report is excluded by the first rule that excludes.
std::vector<Screened> screen(const Topic& topic, const Text& text, const Reading& reading, bool retracted);

/// The overall verdict of those rows: exclude if any excludes, else unsure if any is unsure, else include.
Screened overall(const std::vector<Screened>& rows);

}  // namespace evigraft
