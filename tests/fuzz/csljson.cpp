#include <algorithm>
#include <cstdlib>

#include "plugins/csljson/source.h"
#include "source/in_process_runner.h"
#include "targets.h"

namespace evigraft::fuzz {

void csljson(std::string_view bytes) {
  static constexpr evigraft_source source = describe<csljson::CslJson>("csljson", "");
  static const auto runner = run_in_process(source, "1.0.0", "fuzz");
  std::size_t at = 0;
  const Batch batch = runner->read_file(
      [&](char* buffer, std::size_t capacity) {
        const std::size_t size = std::min(capacity, bytes.size() - at);
        std::copy_n(bytes.data() + at, size, buffer);
        at += size;
        return size;
      },
      [&](Record&& record) {
        if (record.key.empty() || bytes.substr(record.source_offset, record.source_text.size()) != record.source_text)
          std::abort();
      });
  if (batch.answer != Answer::ok && batch.answer != Answer::bad_payload) std::abort();
  if (runner->sniff(bytes) > 100) std::abort();
}

}  // namespace evigraft::fuzz
