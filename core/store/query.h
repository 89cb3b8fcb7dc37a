// core/store/query.h: rows of the public views, for lists; and a user's own SELECT, fenced in.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "store/store.h"

namespace evigraft {

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;  ///< a BLOB comes as hexadecimal text

struct Row {
  const std::vector<std::string>& columns;
  const std::vector<Value>& values;
  /// By column name; Error::usage when the row has none of that name.
  [[nodiscard]] const Value& operator[](std::string_view column) const;
};
using TakeRow = std::function<void(const Row&)>;

struct Filter {
  enum class Test { equals, differs, below, at_most, above, at_least, contains, matches };
  std::string column;  ///< of the view; ignored by `matches`
  Test test = Test::equals;
  Value value;  ///< `contains`: a substring, letters A to Z in either case; `matches`: FTS5 words over title, abstract
};

struct Listing {
  std::string view;  ///< "v_outcome" ...
  std::vector<Filter> filters = {};
  std::uint64_t limit = 0;  ///< 0: all
  std::uint64_t offset = 0;
};

/// Rows of a public view in the order of its first column. Error::usage for an unknown view or column. `matches` is
/// offered by v_record and v_report.
void list_view(const Store& store, const Listing& listing, const TakeRow& take);
/// The public views' columns in order; Error::usage for an unknown view.
std::vector<std::string> view_columns(const Store& store, std::string_view view);
/// Names of the public views.
const std::vector<std::string>& public_views();

struct QueryLimits {
  double seconds = 10;
  std::uint64_t rows = 100000;
};
struct QueryEnd {
  std::vector<std::string> columns;
  std::uint64_t rows = 0;
  bool truncated = false;  ///< the row limit cut it short
};
/// One SELECT on a read-only connection of its own: no ATTACH, PRAGMA, load_extension, transaction or write.
/// Error::usage for a statement that is refused or wrong, Error::failed when the time is up.
QueryEnd run_query(const std::filesystem::path& file, std::string_view sql, const QueryLimits& limits,
                   const TakeRow& take);

}  // namespace evigraft
