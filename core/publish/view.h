// core/publish/view.h: parts of a Page as data for the template. Only for this room's .cpp files: mustache is a heavy
// header.
#pragma once
#include <kainjow/mustache.hpp>

#include "publish/page.h"

namespace evigraft::publish {

using Data = kainjow::mustache::data;

/// `text`, or false when it is empty: for sections that stand only where there is something to show.
inline Data present(const std::string& text) { return text.empty() ? Data(false) : Data(text); }

/// `position`: from 1, the place on the page; it keeps fragment names apart.
Data comparison_view(const Comparison& comparison, std::size_t position);
Data single_arm_view(const SingleArm& arm, std::size_t position);

/// Throws Error (data) when the report is not in `page`.
Data evidence_view(const Page& page, const Evidence& evidence);

/// Stages, their reasons, their items, each in the order of first appearance.
Data excluded_view(const std::vector<Excluded>& excluded);
Data review_view(const Page& page, const ReviewResult& review);
Data run_view(const SourceRun& run);
Data certainty_view(const CertaintyRow& row);
/// `position`: as above.
Data risk_view(const RiskTable& table, std::size_t position);

/// The template of one plot with its captions and its list of studies that could not be drawn.
extern const char* const kFigureTemplate;

/// The section on risk of bias and certainty.
extern const char* const kJudgementsTemplate;

}  // namespace evigraft::publish
