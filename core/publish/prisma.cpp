#include "publish/prisma.h"

#include <evigraft/error.h>

#include <algorithm>

#include "publish/text.h"

namespace evigraft::publish {
namespace {

struct Line {
  const char* key;
  const char* words;
};

// One level of the flow: what goes on, and to its right what leaves.
struct Level {
  std::vector<Line> on;
  const char* leaving;  ///< heads the right-hand box when it has several lines
  std::vector<Line> off;
};

const Level kIdentified = {{{"database_results", "Records identified from databases"},
                            {"register_results", "Records identified from registers"}},
                           "Removed before screening",
                           {{"duplicates", "Duplicate records"},
                            {"excluded_automatic", "Marked ineligible by automation"},
                            {"excluded_other", "Removed for other reasons"}}};
const std::vector<Level> kDatabases = {
    {{{"records_screened", "Records screened"}}, "", {{"records_excluded", "Records excluded"}}},
    {{{"dbr_sought_reports", "Reports sought for retrieval"}},
     "",
     {{"dbr_notretrieved_reports", "Reports not retrieved"}}},
    {{{"dbr_assessed", "Reports assessed for eligibility"}}, "", {{"dbr_excluded", "Reports excluded"}}}};
const std::vector<Level> kOther = {
    {{{"website_results", "Records identified from websites"},
      {"organisation_results", "Records identified from organisations"},
      {"citations_results", "Records identified from citation searching"}},
     "",
     {}},
    {{{"other_sought_reports", "Reports sought for retrieval"}},
     "",
     {{"other_notretrieved_reports", "Reports not retrieved"}}},
    {{{"other_assessed", "Reports assessed for eligibility"}}, "", {{"other_excluded", "Reports excluded"}}}};
const std::vector<Line> kPrevious = {{"previous_studies", "Studies included in previous version"},
                                     {"previous_reports", "Reports of studies included in previous version"}};
const std::vector<Line> kIncluded = {{"new_studies", "New studies included"},
                                     {"new_reports", "Reports of new included studies"},
                                     {"total_studies", "Total studies included"},
                                     {"total_reports", "Reports of total included studies"},
                                     {"total_studies_ma", "Studies in the meta-analysis"},
                                     {"total_reports_ma", "Reports in the meta-analysis"}};

const PrismaBox* box(const Prisma& prisma, const char* key) {
  const auto found = prisma.find(key);
  return found == prisma.end() || !found->second.n ? nullptr : &found->second;
}

std::string list(const std::vector<Count>& counts) {
  if (counts.empty()) return {};
  std::string html = "<ul>";
  for (const Count& count : counts)
    html += "<li>" + escaped(count.name) + " <span class=\"n\">(n = " + std::to_string(count.n) + ")</span></li>";
  return html + "</ul>";
}

// Lists without a box of their own stand under the box they detail.
std::string detail_of(const Prisma& prisma, const std::string& key) {
  const char* detail = key == "database_results"   ? "database_specific_results"
                       : key == "register_results" ? "register_specific_results"
                                                   : nullptr;
  const auto found = detail == nullptr ? prisma.end() : prisma.find(detail);
  return found == prisma.end() ? std::string() : list(found->second.list);
}

std::string lines(const Prisma& prisma, const std::vector<Line>& wanted) {
  std::string html;
  for (const Line& line : wanted)
    if (const PrismaBox* found = box(prisma, line.key))
      html += std::string("<div data-key=\"") + line.key + "\">" + line.words +
              " <span class=\"n\">(n = " + std::to_string(*found->n) + ")</span>" + list(found->list) +
              detail_of(prisma, line.key) + "</div>";
  return html;
}

std::string level(const Prisma& prisma, const Level& wanted) {
  const std::string on = lines(prisma, wanted.on), off = lines(prisma, wanted.off);
  if (on.empty() && off.empty()) return {};
  std::string html = "<li class=\"level\"><div class=\"box on\">" + on + "</div>";
  if (!off.empty())
    html += "<div class=\"box off\">" +
            (*wanted.leaving == '\0' ? std::string() : "<strong>" + std::string(wanted.leaving) + "</strong>") + off +
            "</div>";
  return html + "</li>\n";
}

std::string track(const Prisma& prisma, const std::string& heading, const std::vector<Level>& levels) {
  std::string html;
  for (const Level& one : levels) html += level(prisma, one);
  return html.empty()
             ? html
             : "<div class=\"track\"><h3>" + heading + "</h3>\n<ol class=\"levels\">\n" + html + "</ol></div>\n";
}

std::int64_t sum(const Prisma& prisma, std::initializer_list<const char*> keys) {
  std::int64_t total = 0;
  for (const char* key : keys)
    if (const PrismaBox* found = box(prisma, key)) total += *found->n;
  return total;
}

}  // namespace

const std::vector<std::string>& prisma_keys() {
  static const std::vector<std::string> keys = {"previous_studies",     "previous_reports",
                                                "database_results",     "database_specific_results",
                                                "register_results",     "register_specific_results",
                                                "website_results",      "organisation_results",
                                                "citations_results",    "duplicates",
                                                "excluded_automatic",   "excluded_other",
                                                "records_screened",     "records_excluded",
                                                "dbr_sought_reports",   "dbr_notretrieved_reports",
                                                "other_sought_reports", "other_notretrieved_reports",
                                                "dbr_assessed",         "dbr_excluded",
                                                "other_assessed",       "other_excluded",
                                                "new_studies",          "new_reports",
                                                "total_studies",        "total_reports",
                                                "total_studies_ma",     "total_reports_ma"};
  return keys;
}

std::string prisma_html(const Prisma& prisma) {
  for (const auto& [key, ignored] : prisma)
    if (std::find(prisma_keys().begin(), prisma_keys().end(), key) == prisma_keys().end())
      throw Error(Error::Kind::data,
                  "The PRISMA flow has no box '" + clean(key) + "'; see prisma_keys() for those it has.");
  std::vector<Level> databases = {kIdentified};
  databases.insert(databases.end(), kDatabases.begin(), kDatabases.end());
  const std::string previous = lines(prisma, kPrevious), included = lines(prisma, kIncluded);
  const std::string tracks = track(prisma, "Identification via databases and registers", databases) +
                             track(prisma, "Identification via other methods", kOther);
  if (previous.empty() && included.empty() && tracks.empty()) return {};
  std::string html = "<div class=\"prisma\">\n";
  if (!previous.empty()) html += "<div class=\"box previous\"><h3>Previous studies</h3>" + previous + "</div>\n";
  html += "<div class=\"tracks\">\n" + tracks + "</div>\n";
  if (!included.empty()) html += "<div class=\"box included\"><h3>Included</h3>" + included + "</div>\n";
  return html + "</div>\n";
}

std::vector<std::string> prisma_discrepancies(const Prisma& prisma) {
  std::vector<std::string> sentences;
  const auto check = [&](const std::string& words, std::int64_t left, std::int64_t right) {
    if (left != right)
      sentences.push_back(words + ": " + std::to_string(left) + " is not " + std::to_string(right) + ".");
  };
  if (box(prisma, "database_results") != nullptr && box(prisma, "records_screened") != nullptr)
    check("Records identified = removed before screening + screened",
          sum(prisma, {"database_results", "register_results"}),
          sum(prisma, {"duplicates", "excluded_automatic", "excluded_other", "records_screened"}));
  if (box(prisma, "records_screened") != nullptr && box(prisma, "dbr_sought_reports") != nullptr)
    check("Records screened = excluded + sought", sum(prisma, {"records_screened"}),
          sum(prisma, {"records_excluded", "dbr_sought_reports"}));
  if (box(prisma, "dbr_sought_reports") != nullptr && box(prisma, "dbr_assessed") != nullptr)
    check("Reports sought = not retrieved + assessed", sum(prisma, {"dbr_sought_reports"}),
          sum(prisma, {"dbr_notretrieved_reports", "dbr_assessed"}));
  if (box(prisma, "dbr_assessed") != nullptr && box(prisma, "new_reports") != nullptr)
    check("Reports assessed = excluded + included", sum(prisma, {"dbr_assessed", "other_assessed"}),
          sum(prisma, {"dbr_excluded", "other_excluded", "new_reports"}));
  return sentences;
}

}  // namespace evigraft::publish
