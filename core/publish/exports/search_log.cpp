#include "publish/exports/search_log.h"

namespace evigraft::publish {
namespace {

std::string counted(const char* words, const std::optional<std::int64_t>& n) {
  return n ? std::string(", ") + words + " " + std::to_string(*n) : std::string();
}

/// Each line of a text, with blanks before it.
void add_lines(std::vector<std::string>& out, const char* heading, const std::string& text) {
  std::size_t at = 0;
  std::string before = std::string("   ") + heading + ": ";
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) out.push_back(before + text.substr(at, end - at));
    if (end > at) before = "      ";
    at = end + 1;
  }
}

std::string title_of(const SearchLine& line) {
  std::string title = line.source + ", ";
  if (line.kind == "file") return title + "file " + line.query;
  title += line.platform.empty() ? "not answered" : line.platform;
  return title + (line.kind == "keys" ? ", records asked for by key" : "");
}

}  // namespace

std::string limits_of(const SearchLine& line) {
  if (line.kind != "search") return {};
  if (line.since.empty() && line.until.empty()) return "none";
  return "entered or changed" + (line.since.empty() ? std::string() : " from " + line.since) +
         (line.until.empty() ? std::string() : " to " + line.until);
}

std::vector<std::string> search_log_text(const SearchLog& log) {
  std::vector<std::string> out = {"Search log: topic " + log.topic + " (version " + log.topic_version + "), " +
                                  log.program};
  std::size_t number = 0;
  for (const SearchLine& line : log.lines) {
    out.emplace_back();
    out.push_back(std::to_string(++number) + ". " + title_of(line) + "; run " + std::to_string(line.run) + ", " +
                  line.run_at);
    if (!line.slice.empty())
      out.push_back("   slice: " + line.slice + (line.part_of.empty() ? "" : ", part of " + line.part_of));
    if (line.kind != "file") add_lines(out, "query", line.query);
    if (line.kind == "search") out.push_back("   limits: " + limits_of(line));
    add_lines(out, "sent", line.sent);
    std::string counts;
    if (line.kind != "file")
      counts = ", hits " + (line.hits ? (line.exact ? "" : "about ") + std::to_string(*line.hits) : "not reported");
    counts += counted("received", line.received) + counted("stored", line.stored) + counted("deleted", line.deleted) +
              counted("owed", line.owed) + counted("not relevant", line.not_relevant) +
              counted("rejected", line.rejected);
    if (!line.state.empty()) counts += "; " + line.state + (line.reason.empty() ? "" : ": " + line.reason);
    if (counts.starts_with(", ")) out.push_back("   " + counts.substr(2));
    if (!line.sha256.empty()) out.push_back("   SHA-256: " + line.sha256);
  }
  return out;
}

}  // namespace evigraft::publish
