// core/review/queue.h: what needs a person, most valuable first.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evigraft::review {

/// In the order they are asked: what two readers differ on, what one of them has not read, what may change a pooled
/// answer, then what may be wrong, then what lost its place.
enum class Need {
  disagreement,
  pending,
  spread,
  arm_class,
  n,
  months,
  screening,
  confidence,
  duplicate,
  conflict,
  lost
};
/// disagreement, pending, spread, class, n, time, screening, confidence, duplicate, conflict, lost
std::string_view name(Need need);
Need parse_need(std::string_view name);  ///< Error::usage lists them

/// What filling the gap would change.
enum class Reach { comparison, arm, nothing };
std::string_view name(Reach reach);

struct Item {
  Need need = Need::spread;
  Reach reach = Reach::nothing;
  std::vector<std::string> missing;  ///< fields of the outcome, first the one the item is named for
  std::int64_t outcome = 0, report = 0, study = 0, decision = 0;  ///< 0: none
  double n = 0;                                                   ///< participants behind it, 0: not known
  double confidence = 1;                                          ///< 0 to 1
  std::string label;                                              ///< "Wang 2021"
  std::string what;                                               ///< in words
};

/// By need; within it what reaches further, what lacks less, what has more participants, what is less sure; then by
/// ids.
void rank(std::vector<Item>& items);

}  // namespace evigraft::review
