// core/publish/text_width.h: how wide a text will be, without a font at hand: a plot that has to fit asks here first.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace evigraft::publish {

enum class Weight { normal, bold };

/// Drawing units of a line of clean(text) at a font size, by the widths of Helvetica, which Arial and Liberation Sans
/// share (Adobe Core 14 AFM files). Characters it does not list count as one em, those of combining marks as none.
double text_width(std::string_view text, double size, Weight weight = Weight::normal);

/// clean(text) on one line, cut to at most `width` units; a cut one ends in "…".
std::string fitted(std::string_view text, double width, double size, Weight weight = Weight::normal);

/// Lines of at most `width` units, broken between words; a word that is longer is cut.
std::vector<std::string> wrapped(std::string_view text, double width, double size, Weight weight = Weight::normal);

}  // namespace evigraft::publish
