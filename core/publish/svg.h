// core/publish/svg.h: a small typed writer of SVG, for a page or a file of its own; every text goes through escaped(),
// every number is finite.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace evigraft::publish {

struct Point {
  double x = 0, y = 0;
};

enum class Anchor { start, middle, end };

/// Colours and fonts are the style sheet's, by class; coordinates are user units, y downwards.
class Svg {
 public:
  /// `id` (letters, digits, '-') must be unique on the page: it ties title and description to the picture.
  Svg(std::string_view id, std::string_view css_class, double width, std::string_view title,
      std::string_view description);

  void line(Point from, Point to, std::string_view css_class);
  void rect(Point corner, double width, double height, std::string_view css_class);
  void circle(Point centre, double radius, std::string_view css_class);
  void polygon(const std::vector<Point>& corners, std::string_view css_class);
  void polyline(const std::vector<Point>& points, std::string_view css_class);
  /// A line whose width says something, in user units.
  void thick_line(Point from, Point to, double width, std::string_view css_class);
  /// `address`: a fragment of this page ("#outcome-3") the text leads to, or empty.
  void text(Point at, Anchor anchor, std::string_view css_class, std::string_view words, std::string_view address = {});

  /// Text turned a quarter to the left about its middle, as beside a vertical axis.
  void upright_text(Point at, std::string_view css_class, std::string_view words);

  /// What is drawn until end_group() belongs to `title`: shown by a browser under the pointer.
  void begin_group(std::string_view title);
  void end_group();

  /// The whole element for a page; the height is known last.
  [[nodiscard]] std::string finish(double height) const;
  /// A file of its own on white ground, with its style sheet, no fixed size and nothing to load.
  [[nodiscard]] std::string finish_file(double height, std::string_view style) const;

 private:
  [[nodiscard]] std::string opening(double height) const;
  [[nodiscard]] std::string described() const;
  std::string id_, class_, title_, description_, body_;
  double width_;
};

}  // namespace evigraft::publish
