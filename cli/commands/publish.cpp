// evigraft publish: one self-contained page.
#include <evigraft/error.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/open.h"
#include "cli/whole_file.h"
#include "publish/reviews.h"

namespace evigraft::cli {
namespace {
namespace fs = std::filesystem;

struct PublishFlags {
  std::string folder, note;
};

std::string shown(double value) {
  std::array<char, 40> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.1f", value);
  return {text.data(), static_cast<std::size_t>(size)};
}

/// "ASC vs conventional: k = 2, estimate 31.9 percentage points, 95% CI -380.2 to 444.0 (two studies ...)."
std::string sentence(const publish::Comparison& comparison) {
  const publish::Analysis& stated = comparison.rows[0];
  std::string line =
      comparison.treatment + " vs " + comparison.control + ": k = " + std::to_string(stated.studies.size());
  if (stated.studies.empty()) return line + ", no estimate and no 95% CI: no study states a usable spread.";
  const bool one = stated.studies.size() == 1;
  if (!one && !stated.summary) return line + ", no estimate and no 95% CI: " + stated.refused;
  const double estimate = one ? stated.studies.front().estimate : stated.summary->estimate;
  const publish::Interval& ci = one ? stated.studies.front().ci : stated.summary->ci;
  line += ", estimate " + shown(estimate) + " percentage points, 95% CI " + shown(ci.lo) + " to " + shown(ci.hi);
  if (one) line += " (the one study, nothing pooled)";
  if (stated.studies.size() == 2) line += " (two studies: one degree of freedom)";
  return line + ".";
}

fs::path write_page(const fs::path& folder, const std::string& html) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    throw Error(Error::Kind::failed, "The folder " + folder.string() + " cannot be made: " + failed.message() + ".");
  fs::path page = fs::absolute(folder) / "index.html";
  write_whole(page, html, "page");
  return page;
}

int run(Context& context, const PublishFlags& flags) {
  const Store store = open_for_reading(context);
  const Topic topic = topic_of(context, store);
  PageOptions options;
  options.as_of = data_day(store);
  options.generator = std::string("evigraft ") + EVIGRAFT_PROGRAM_VERSION;
  options.note = flags.note;
  options.reviews = publish::parse_reviews(published_reviews(topic.name));
  options.versions = {{"program", options.generator}, {"schema", std::to_string(schema_version())}};
  const publish::Page page = make_page(store, topic, options);
  const fs::path file = write_page(flags.folder, publish::render_page(page));
  Output& out = context.out();
  if (out.json()) {
    nlohmann::ordered_json comparisons = nlohmann::ordered_json::array();
    for (const publish::Comparison& comparison : page.comparisons)
      comparisons.push_back({{"comparison", comparison.id}, {"sentence", sentence(comparison)}});
    out.document({{"schema_version", 1}, {"comparisons", comparisons}, {"page", file.string()}});
  } else {
    for (const publish::Comparison& comparison : page.comparisons) out.line(sentence(comparison));
    out.line(file.string());
  }
  return 0;
}
}  // namespace

void add_publish(CLI::App& app, Run& chosen) {
  auto flags = std::make_shared<PublishFlags>();
  CLI::App* command = add_command(app, chosen, "publish", "Write one self-contained page", "  evigraft publish -o page",
                                  [flags](Context& context) { return run(context, *flags); });
  command->add_option("-o,--out", flags->folder, "Folder of the page; made when missing")->type_name("DIR")->required();
  command->add_option("--note", flags->note, "A line shown at the top of the page")->type_name("TEXT");
}

}  // namespace evigraft::cli
