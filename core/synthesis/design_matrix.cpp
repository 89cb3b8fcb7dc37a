#include "synthesis/design_matrix.h"

#include <evigraft/error.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace evigraft {
namespace {

using Column = std::vector<double>;

double dot(const Column& a, const Column& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

/// What of `column` is orthogonal to `basis` (unit vectors), projected twice so that its digits hold.
Column rest_of(Column column, const std::vector<Column>& basis) {
  for (int round = 0; round < 2; ++round)
    for (const Column& unit : basis) {
      const double along = dot(column, unit);
      for (std::size_t i = 0; i < column.size(); ++i) column[i] -= along * unit[i];
    }
  return column;
}

/// Adds the direction of `column` to `basis`; false when it says nothing new, by the tolerance of R's lm().
bool extends(std::vector<Column>& basis, const Column& column) {
  constexpr double kNothingNew = 1e-7;
  Column rest = rest_of(column, basis);
  const double length = std::sqrt(dot(rest, rest));
  if (!(length > kNothingNew * std::sqrt(dot(column, column)))) return false;
  for (double& x : rest) x /= length;
  basis.push_back(std::move(rest));
  return true;
}

struct Given {
  std::string name;
  Column values;
};

std::vector<Given> coded(const Moderator& moderator, std::size_t effects, bool every_level) {
  const std::size_t size = moderator.order.empty() ? moderator.numbers.size() : moderator.levels.size();
  if (size != effects)
    throw Error(Error::Kind::data, "moderator " + moderator.name + " has " + std::to_string(size) + " values for " +
                                       std::to_string(effects) + " effects");
  if (moderator.order.empty()) {
    for (const double x : moderator.numbers)
      if (!std::isfinite(x))
        throw Error(Error::Kind::data, "moderator " + moderator.name + " has a value that is not a finite number");
    return {{moderator.name, moderator.numbers}};
  }
  std::vector<Given> columns;
  for (std::size_t j = every_level ? 0 : 1; j < moderator.order.size(); ++j) {
    Given column{moderator.name + moderator.order[j], {}};
    for (const std::string& level : moderator.levels) column.values.push_back(level == moderator.order[j] ? 1 : 0);
    columns.push_back(std::move(column));
  }
  return columns;
}

/// Centres (with an intercept) and scales by a power of two; a constant is 0 after centring, whatever rounding left.
void make_harmless(DesignMatrix& design, Column values) {
  double centre = 0, largest = 0, before = 0;
  for (const double x : values) before = std::max(before, std::abs(x));
  if (design.intercept) {
    centre = values.front();  // first, so that the mean of large values loses nothing
    double shift = 0;
    for (const double x : values) shift += (x - centre) / static_cast<double>(values.size());
    centre += shift;
    for (double& x : values) x -= centre;
  }
  for (const double x : values) largest = std::max(largest, std::abs(x));
  if (largest <= 1e-13 * before) largest = 0;
  const double scale = largest > 0 ? std::ldexp(1.0, std::ilogb(largest)) : 1;
  for (double& x : values) x = largest > 0 ? x / scale : 0;
  design.columns.push_back(std::move(values));
  design.centre.push_back(centre);
  design.scale.push_back(scale);
}

}  // namespace

std::vector<Moderator> interaction(std::span<const Moderator> parts) {
  std::vector<Moderator> products;
  for (const Moderator& part : parts) {
    std::vector<Moderator> next;
    for (const Given& given : coded(part, part.order.empty() ? part.numbers.size() : part.levels.size(), false)) {
      if (&part == parts.data()) next.push_back({given.name, given.values, {}, {}});
      for (const Moderator& before : products) {
        Moderator& product = next.emplace_back(before);
        product.name += ":" + given.name;
        for (std::size_t i = 0; i < given.values.size(); ++i) product.numbers[i] *= given.values[i];
      }
    }
    products = std::move(next);
  }
  return products;
}

std::vector<std::string> sorted_levels(std::span<const std::string> levels) {
  std::vector<std::string> order(levels.begin(), levels.end());
  const auto as_number = [](const std::string& text, double& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
  };
  double x = 0;
  const bool numbers = std::all_of(order.begin(), order.end(), [&](const auto& text) { return as_number(text, x); });
  std::sort(order.begin(), order.end(), [&](const std::string& a, const std::string& b) {
    double left = 0, right = 0;
    if (numbers && as_number(a, left) && as_number(b, right) && left != right) return left < right;
    return a < b;
  });
  order.erase(std::unique(order.begin(), order.end()), order.end());
  return order;
}

DesignMatrix make_design(std::span<const Moderator> moderators, std::size_t effects, bool intercept) {
  DesignMatrix design;
  design.intercept = intercept;
  std::vector<Column> basis;
  if (intercept) {
    design.names.emplace_back("intrcpt");
    design.columns.emplace_back(effects, 1.0);
    design.centre.push_back(0);
    design.scale.push_back(1);
    extends(basis, design.columns.front());
  }
  bool every_level = !intercept;
  for (const Moderator& moderator : moderators) {
    for (Given& given : coded(moderator, effects, every_level)) {
      make_harmless(design, std::move(given.values));
      if (extends(basis, design.columns.back())) {
        design.names.push_back(std::move(given.name));
        continue;
      }
      design.dropped.push_back(std::move(given.name));
      design.columns.pop_back();
      design.centre.pop_back();
      design.scale.pop_back();
    }
    if (!moderator.order.empty()) every_level = false;
  }
  if (design.columns.empty()) throw Error(Error::Kind::data, "no moderator is left that varies between the studies");
  return design;
}

DesignMatrix subset(const DesignMatrix& design, std::span<const std::size_t> kept, bool& whole) {
  DesignMatrix part = design;
  std::vector<Column> basis;
  whole = true;
  for (Column& column : part.columns) {
    Column rows;
    for (const std::size_t row : kept) rows.push_back(column[row]);
    column = std::move(rows);
    whole = whole && extends(basis, column);
  }
  return part;
}

}  // namespace evigraft
