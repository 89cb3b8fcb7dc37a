// A small program that behaves like `evigraft extract --jsonl -`, so that the corpus can be scored with this room
// alone.
#include <iostream>

#include "cli/commands/extract_jsonl.h"
#include "evigraft/error.h"
#include "schema/embedded.h"

int main() {
  try {
    for (const evigraft::EmbeddedFile& file : evigraft::embedded_topics()) {
      if (file.name != "lipotransfer") continue;
      const evigraft::OutcomeReader reader(evigraft::parse_topic(file.text, "built-in topic lipotransfer"));
      return evigraft::extract_jsonl(std::cin, std::cout, std::cerr, reader);
    }
    std::cerr << "the built-in topic is missing\n";
  } catch (const evigraft::Error& error) {
    std::cerr << error.what() << '\n';
  }
  return 1;
}
