#include "publish/quote.h"

#include "publish/text.h"

namespace evigraft::publish {
namespace {

std::size_t offset(const std::vector<CodePoint>& points, std::size_t index, std::string_view text) {
  return index < points.size() ? static_cast<std::size_t>(points[index].bytes.data() - text.data()) : text.size();
}

}  // namespace

std::optional<Quote> cut(std::string_view text, int start, int end, std::string_view words) {
  const std::vector<CodePoint> points = code_points(text);
  if (start < 0 || end <= start || static_cast<std::size_t>(end) > points.size()) return std::nullopt;
  const std::size_t from = offset(points, static_cast<std::size_t>(start), text);
  const std::size_t to = offset(points, static_cast<std::size_t>(end), text);
  Quote quote{std::string(text.substr(0, from)), std::string(text.substr(from, to - from)),
              std::string(text.substr(to))};
  if (!words.empty() && quote.marked != words) return std::nullopt;
  return quote;
}

Quote snippet(const Quote& quote, std::size_t columns) {
  Quote small = quote;
  const std::vector<CodePoint> before = code_points(quote.before);
  if (before.size() > columns) {
    const std::size_t from = offset(before, before.size() - columns, quote.before);
    const std::size_t blank = quote.before.find(' ', from);
    small.before = "…" + quote.before.substr(blank == std::string::npos ? from : blank);
  }
  const std::vector<CodePoint> after = code_points(quote.after);
  if (after.size() > columns) {
    const std::size_t to = offset(after, columns, quote.after);
    const std::size_t blank = quote.after.rfind(' ', to);
    small.after = quote.after.substr(0, blank == std::string::npos ? to : blank) + " …";
  }
  return small;
}

}  // namespace evigraft::publish
