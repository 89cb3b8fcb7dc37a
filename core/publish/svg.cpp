#include "publish/svg.h"

#include <evigraft/error.h>

#include <array>
#include <charconv>
#include <cmath>

#include "publish/text.h"

namespace evigraft::publish {
namespace {

// Two decimals are a hundredth of a pixel; std::to_chars knows no locale.
std::string number(double value) {
  if (!std::isfinite(value))
    throw Error(Error::Kind::failed, "A plot was asked to draw at a place that is not a number.");
  std::array<char, 512> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 2);
  return {buffer.data(), end.ptr};
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string attribute(std::string_view name, double value) { return attribute(name, std::string_view(number(value))); }

}  // namespace

Svg::Svg(std::string_view id, std::string_view css_class, double width, std::string_view title,
         std::string_view description)
    : id_(id), class_(css_class), title_(title), description_(description), width_(width) {}

void Svg::line(Point from, Point to, std::string_view css_class) {
  body_ += "<line" + attribute("class", css_class) + attribute("x1", from.x) + attribute("y1", from.y) +
           attribute("x2", to.x) + attribute("y2", to.y) + "/>\n";
}

void Svg::rect(Point corner, double width, double height, std::string_view css_class) {
  body_ += "<rect" + attribute("class", css_class) + attribute("x", corner.x) + attribute("y", corner.y) +
           attribute("width", width) + attribute("height", height) + "/>\n";
}

void Svg::circle(Point centre, double radius, std::string_view css_class) {
  body_ += "<circle" + attribute("class", css_class) + attribute("cx", centre.x) + attribute("cy", centre.y) +
           attribute("r", radius) + "/>\n";
}

void Svg::polygon(std::initializer_list<Point> corners, std::string_view css_class) {
  std::string points;
  for (const Point& corner : corners) points += (points.empty() ? "" : " ") + number(corner.x) + "," + number(corner.y);
  body_ += "<polygon" + attribute("class", css_class) + attribute("points", std::string_view(points)) + "/>\n";
}

void Svg::text(Point at, Anchor anchor, std::string_view css_class, std::string_view words, std::string_view address) {
  static constexpr std::array<std::string_view, 3> names = {"start", "middle", "end"};
  const std::string element = "<text" + attribute("class", css_class) + attribute("x", at.x) + attribute("y", at.y) +
                              attribute("text-anchor", names.at(static_cast<std::size_t>(anchor))) + ">" +
                              escaped(words) + "</text>";
  body_ += address.empty() ? element + "\n" : "<a" + attribute("href", address) + ">" + element + "</a>\n";
}

std::string Svg::finish(double height) const {
  return "<svg" + attribute("class", class_) + " role=\"img\"" +
         attribute("aria-labelledby", id_ + "-title " + id_ + "-desc") + " viewBox=\"0 0 " + number(width_) + " " +
         number(height) + "\">\n<title" + attribute("id", id_ + "-title") + ">" + escaped(title_) + "</title>\n<desc" +
         attribute("id", id_ + "-desc") + ">" + escaped(description_) + "</desc>\n" + body_ + "</svg>\n";
}

}  // namespace evigraft::publish
