// core/publish/svg.h: a small typed writer of inline SVG; every text goes through escaped(), every number is finite.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

namespace evigraft::publish {

struct Point {
  double x = 0, y = 0;
};

enum class Anchor { start, middle, end };

/// Colours and fonts are the page's style sheet, by class; coordinates are user units, y downwards.
class Svg {
 public:
  /// `id` (letters, digits, '-') must be unique on the page: it ties title and description to the picture.
  Svg(std::string_view id, std::string_view css_class, double width, std::string_view title,
      std::string_view description);

  void line(Point from, Point to, std::string_view css_class);
  void rect(Point corner, double width, double height, std::string_view css_class);
  void circle(Point centre, double radius, std::string_view css_class);
  void polygon(std::initializer_list<Point> corners, std::string_view css_class);
  /// `address`: a fragment of this page ("#outcome-3") the text leads to, or empty.
  void text(Point at, Anchor anchor, std::string_view css_class, std::string_view words, std::string_view address = {});

  /// The whole element; the height is known last.
  [[nodiscard]] std::string finish(double height) const;

 private:
  std::string id_, class_, title_, description_, body_;
  double width_;
};

}  // namespace evigraft::publish
