// Reads a PubMed file (.xml or .xml.gz) as `import` does up to the store: inflate, cut, parse, cross the neck, build
// the Record. With --reader the neck is left out. Prints records, CPU seconds, records a CPU second, peak memory.
#include <sys/resource.h>

#include <cstdio>
#include <cstring>
#include <exception>

#include "plugins/pubmed/reader.h"
#include "plugins/pubmed/source.h"
#include "source/file_bytes.h"
#include "source/in_process_runner.h"

namespace {
constexpr evigraft_source kSource =
    evigraft::describe<evigraft::pubmed::PubMed>("pubmed", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/");

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

struct Counted {
  std::size_t records = 0, rejected = 0, deleted = 0, text = 0;
  void add(const evigraft::Record& record) {
    ++records;
    for (const auto& part : record.abstract) text += part.text.size();
  }
};

Counted through_the_neck(evigraft::FileBytes& file) {
  Counted counted;
  const auto batch =
      evigraft::run_in_process(kSource, "1.0.0", "built in")->read_file(file.source(), [&](evigraft::Record&& record) {
        counted.add(record);
      });
  if (batch.answer != evigraft::Answer::ok) std::fprintf(stderr, "%s\n", batch.message.c_str());
  counted.rejected = batch.rejected.size();
  counted.deleted = batch.gone.size();
  return counted;
}

Counted reader_only(evigraft::FileBytes& file) {
  Counted counted;
  evigraft::pubmed::read_pubmed_xml(
      file.source(),
      {.record = [&](evigraft::Record&& record) { counted.add(record); },
       .deleted = [&](std::string_view) { ++counted.deleted; },
       .rejected = [&](const std::string&, const std::string&, const std::string&) { ++counted.rejected; }},
      {});
  return counted;
}
}  // namespace

int main(int count, char** arguments) {
  const bool reader = count == 3 && std::strcmp(arguments[1], "--reader") == 0;
  if (count != 2 && !reader) {
    std::fprintf(stderr, "usage: pubmed_read [--reader] FILE\n");
    return 2;
  }
  try {
    evigraft::FileBytes file(arguments[count - 1], {});
    const Counted counted = reader ? reader_only(file) : through_the_neck(file);
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const double cpu = seconds(used.ru_utime) + seconds(used.ru_stime);
    std::printf(
        "%zu records, %zu rejected, %zu deleted, %zu bytes of abstracts, %.2f CPU s, %.0f records/s, %.1f MiB\n",
        counted.records, counted.rejected, counted.deleted, counted.text, cpu,
        static_cast<double>(counted.records) / cpu, static_cast<double>(used.ru_maxrss) / 1024);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "%s\n", problem.what());
    return 1;
  }
  return 0;
}
