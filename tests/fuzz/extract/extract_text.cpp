// Any bytes as title and abstract: no crash, and every span is the text at its offsets.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "extract/fold.h"
#include "extract/read.h"
#include "schema/embedded.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace evigraft;
  static const OutcomeReader reader(parse_topic(embedded_topics().front().text, "built-in topic"));
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view title = bytes.substr(0, size / 8), abstract = bytes.substr(size / 8);
  const Folded folded = fold(abstract);
  for (const Outcome& outcome : reader.read({std::string(title), std::string(abstract), {}}).outcomes)
    if (outcome.span.text != printed(folded, outcome.span.start, outcome.span.end)) std::abort();
  return 0;
}
