// tests/core/extract/reader.h: the built-in topic's reader, made once, and readings as short texts.
#pragma once
#include <ostream>
#include <string>
#include <vector>

#include "extract/read.h"

namespace evigraft {

const Topic& lipotransfer();
const OutcomeReader& reader();
Reading read_abstract(const std::string& abstract, const std::string& title = "",
                      const std::vector<std::string>& publication_types = {});
/// "ASC 47.2±6.1@6; conventional 28.4": class, value, spread, months; sorted, "-" when there is none.
std::string shown(const Reading& reading);

/// An abstract and what has to be read out of it, for tests that list many.
struct Wording {
  const char* text;
  const char* expected;  ///< as shown() prints it
};
inline void PrintTo(const Wording& wording, std::ostream* out) { *out << wording.text; }

}  // namespace evigraft
