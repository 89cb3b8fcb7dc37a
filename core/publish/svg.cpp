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

std::string list(const std::vector<Point>& points) {
  std::string text;
  for (const Point& point : points) text += (text.empty() ? "" : " ") + number(point.x) + "," + number(point.y);
  return text;
}

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

void Svg::polygon(const std::vector<Point>& corners, std::string_view css_class) {
  body_ += "<polygon" + attribute("class", css_class) + attribute("points", std::string_view(list(corners))) + "/>\n";
}

void Svg::polyline(const std::vector<Point>& points, std::string_view css_class) {
  body_ += "<polyline" + attribute("class", css_class) + attribute("points", std::string_view(list(points))) + "/>\n";
}

void Svg::thick_line(Point from, Point to, double width, std::string_view css_class) {
  body_ += "<line" + attribute("class", css_class) + attribute("x1", from.x) + attribute("y1", from.y) +
           attribute("x2", to.x) + attribute("y2", to.y) +
           attribute("style", std::string_view("stroke-width:" + number(width))) + "/>\n";
}

void Svg::begin_group(std::string_view title) { body_ += "<g><title>" + escaped(title) + "</title>\n"; }

void Svg::end_group() { body_ += "</g>\n"; }

void Svg::upright_text(Point at, std::string_view css_class, std::string_view words) {
  body_ += "<text" + attribute("class", css_class) + attribute("x", at.x) + attribute("y", at.y) +
           attribute("text-anchor", std::string_view("middle")) +
           attribute("transform", std::string_view("rotate(-90 " + number(at.x) + " " + number(at.y) + ")")) + ">" +
           escaped(words) + "</text>\n";
}

void Svg::text(Point at, Anchor anchor, std::string_view css_class, std::string_view words, std::string_view address) {
  static constexpr std::array<std::string_view, 3> names = {"start", "middle", "end"};
  const std::string element = "<text" + attribute("class", css_class) + attribute("x", at.x) + attribute("y", at.y) +
                              attribute("text-anchor", names.at(static_cast<std::size_t>(anchor))) + ">" +
                              escaped(words) + "</text>";
  body_ += address.empty() ? element + "\n" : "<a" + attribute("href", address) + ">" + element + "</a>\n";
}

std::string Svg::opening(double height) const {
  return attribute("class", class_) + " role=\"img\"" + attribute("aria-labelledby", id_ + "-title " + id_ + "-desc") +
         " viewBox=\"0 0 " + number(width_) + " " + number(height) + "\"";
}

std::string Svg::described() const {
  return "<title" + attribute("id", id_ + "-title") + ">" + escaped(title_) + "</title>\n<desc" +
         attribute("id", id_ + "-desc") + ">" + escaped(description_) + "</desc>\n";
}

std::string Svg::finish(double height) const {
  return "<svg" + opening(height) + ">\n" + described() + body_ + "</svg>\n";
}

std::string Svg::finish_file(double height, std::string_view style) const {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\"" + opening(height) + ">\n" + described() + "<style>\n" +
         std::string(style) + "</style>\n<rect class=\"ground\"" + attribute("width", width_) +
         attribute("height", height) + "/>\n" + body_ + "</svg>\n";
}

}  // namespace evigraft::publish
