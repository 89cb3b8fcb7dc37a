// core/publish/forest.h: an analysis as a forest plot, inline SVG.
#pragma once
#include <string>

#include "publish/page.h"
#include "publish/words.h"

namespace evigraft::publish {

/// wide: study, arms, graph, estimate, weight on one line; narrow: for a phone, the graph under each study's line.
enum class ForestLayout { wide, narrow };

struct ForestPlot {
  std::string id;         ///< letters, digits, '-'; unique on the page
  std::string title;      ///< for those who do not see the picture
  std::string treatment;  ///< heads its columns; "favours" label
  std::string control;    ///< empty for single-arm means
  Measure measure = Measure::difference;
  bool is_answer = true;  ///< false: a what-if, drawn hollow
  ForestLayout layout = ForestLayout::wide;
};

/// Squares have an area proportional to the weight; the diamond stands from two studies, the prediction bar from three.
/// Without a study that can be pooled, those with a difference are drawn as open circles, without interval or diamond.
/// Intervals are cut at plot_bounds() with an arrow. Empty when there is nothing to draw.
std::string forest_svg(const ForestPlot& plot, const Analysis& analysis);

/// One line of the overview: the estimate with its interval on the fixed scale of plot_bounds(), 240 units wide.
std::string interval_svg(const ForestPlot& plot, const Analysis& analysis);

}  // namespace evigraft::publish
