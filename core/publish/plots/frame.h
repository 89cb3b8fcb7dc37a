// core/publish/plots/frame.h: a box with two axes, and names beside points where there is room for them.
#pragma once
#include <string>
#include <vector>

#include "publish/axis.h"
#include "publish/svg.h"

namespace evigraft::publish {

/// x runs from its left to its right; y from its left (the value drawn lowest, or SE 0 on top) to its right.
struct Frame {
  Axis x, y;

  [[nodiscard]] Point at(double across, double up) const { return {x.at(across), y.at(up)}; }
  [[nodiscard]] double top() const;
  [[nodiscard]] double bottom() const;
};

/// Ticks and labels below the frame and to its left; nothing inside.
void draw_axes(Svg& svg, const Frame& frame, const std::string& x_name, const std::string& y_name);
/// The same with an outline; what is inside is drawn before.
void draw_frame(Svg& svg, const Frame& frame, const std::string& x_name, const std::string& y_name);

struct NamedPoint {
  Point at;
  double radius = 0;
  std::string name;
};

/// Writes names beside their points, in the order given, each where it lies inside the frame and hits no point, no name
/// and none of `lines`; one that has no such place is not written. Whether all were.
bool draw_names(Svg& svg, const Frame& frame, const std::vector<NamedPoint>& points,
                const std::vector<std::vector<Point>>& lines, double most_width);
/// Under a plot where not all were.
extern const char* const kNotAllNamed;

/// A key under a plot: each entry a mark drawn by the caller in the 26 units before `at`, and its words.
struct KeyEntry {
  std::string words;
  void (*draw)(Svg& svg, Point middle);
};
/// Entries from left to right, on as many lines as they need; returns the y below the last.
double draw_key(Svg& svg, const std::vector<KeyEntry>& entries, double left, double right, double y);

/// Sentences under a plot, wrapped; returns the y below the last.
double draw_remarks(Svg& svg, const std::vector<std::string>& remarks, double left, double right, double y);

}  // namespace evigraft::publish
