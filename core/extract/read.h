// core/extract/read.h: one text in, a Reading out. Pure; thread-safe after construction.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "extract/outcome.h"
#include "extract/topic.h"
#include "extract/trace.h"

namespace evigraft {

struct Text {
  std::string title;
  std::string abstract;  ///< the one text of the abstract (evigraft/record.h)
  std::vector<std::string> publication_types;
};

/// Compiles a topic's patterns once, then reads any number of texts.
class OutcomeReader {
 public:
  explicit OutcomeReader(const Topic& topic);
  ~OutcomeReader();
  OutcomeReader(const OutcomeReader&) = delete;
  OutcomeReader& operator=(const OutcomeReader&) = delete;
  /// Broken UTF-8 is replaced, never fatal; the same text gives the same Reading.
  [[nodiscard]] Reading read(const Text& text) const;
  /// The same, and what was considered on the way.
  [[nodiscard]] Reading read(const Text& text, Trace& trace) const;

 private:
  struct Patterns;
  [[nodiscard]] Reading read(const Text& text, Trace* trace) const;
  std::unique_ptr<const Patterns> patterns_;
};

}  // namespace evigraft
