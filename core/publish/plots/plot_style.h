// core/publish/plots/plot_style.h: how the marks of a plot's file look, by class.
#pragma once

namespace evigraft::publish {

/// No font and no picture is loaded. What a mark means lies in its shape, line or place; colours differ in darkness
/// too.
extern const char* const kPlotStyle;

constexpr double kTextSize = 13, kSmallSize = 12;  ///< drawing units; class "small" has the second

}  // namespace evigraft::publish
