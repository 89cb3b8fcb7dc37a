#include "publish/exports/prisma2020.h"

#include <evigraft/error.h>

#include <algorithm>
#include <numeric>

#include "publish/prisma.h"

namespace evigraft::publish {
namespace {

struct Place {
  const char* data;
  const char* node;
  const char* box;
  const char* boxtext;
  const char* description;  ///< empty: the same as `boxtext`
};

// In the package's order; a box's first row carries its node.
constexpr Place kPlaces[] = {
    {"NA", "node4", "prevstud", "Previous studies", "Title: previous studies"},
    {"previous_studies", "node5", "box1", "Studies included in previous version of review", ""},
    {"previous_reports", "NA", "box1", "Reports of studies included in previous version of review", ""},
    {"NA", "node6", "newstud", "Identification of new studies via databases and registers",
     "Title: databases and registers"},
    {"database_results", "node7", "box2", "Databases", "Records identified from databases"},
    {"database_specific_results", "NA", "box2", "Specific Databases", "Records identified from each database"},
    {"register_results", "NA", "box2", "Registers", "Records identified from registers"},
    {"register_specific_results", "NA", "box2", "Specific Registers", "Records identified from each register"},
    {"NA", "node16", "othstud", "Identification of new studies via other methods", "Title: other methods"},
    {"website_results", "node17", "box11", "Websites", "Records identified from websites"},
    {"organisation_results", "NA", "box11", "Organisations", "Records identified from organisations"},
    {"citations_results", "NA", "box11", "Citation searching", "Records identified from citation searching"},
    {"duplicates", "node8", "box3", "Duplicate records", ""},
    {"excluded_automatic", "NA", "box3", "Records marked as ineligible by automation tools", ""},
    {"excluded_other", "NA", "box3", "Records removed for other reasons", ""},
    {"records_screened", "node9", "box4", "Records screened", ""},
    {"records_excluded", "node10", "box5", "Records excluded", ""},
    {"dbr_sought_reports", "node11", "box6", "Reports sought for retrieval",
     "Reports sought for retrieval, databases and registers"},
    {"dbr_notretrieved_reports", "node12", "box7", "Reports not retrieved",
     "Reports not retrieved, databases and registers"},
    {"other_sought_reports", "node18", "box12", "Reports sought for retrieval",
     "Reports sought for retrieval, other methods"},
    {"other_notretrieved_reports", "node19", "box13", "Reports not retrieved", "Reports not retrieved, other methods"},
    {"dbr_assessed", "node13", "box8", "Reports assessed for eligibility",
     "Reports assessed for eligibility, databases and registers"},
    {"dbr_excluded", "node14", "box9", "Reports excluded", "Reports excluded with reasons, databases and registers"},
    {"other_assessed", "node20", "box14", "Reports assessed for eligibility",
     "Reports assessed for eligibility, other methods"},
    {"other_excluded", "node21", "box15", "Reports excluded", "Reports excluded with reasons, other methods"},
    {"new_studies", "node15", "box10", "New studies included in review", ""},
    {"new_reports", "NA", "box10", "Reports of new included studies", ""},
    {"total_studies", "node22", "box16", "Total studies included in review", ""},
    {"total_reports", "NA", "box16", "Reports of total included studies", ""},
    {"identification", "node1", "identification", "Identification", "Label at the side: identification"},
    {"screening", "node2", "screening", "Screening", "Label at the side: screening"},
    {"included", "node3", "included", "Included", "Label at the side: included"},
    {"total_studies_ma", "node23", "box17", "Total studies included in meta-analysis", ""},
    {"total_reports_ma", "NA", "box17", "Reports of total included studies in meta-analysis", ""}};

bool takes_list(const std::string& key) {
  return key == "database_specific_results" || key == "register_specific_results" || key == "dbr_excluded" ||
         key == "other_excluded";
}

/// The package parts reasons at semicolons and counts at commas.
std::string reason_text(const std::string& reason) {
  std::string text;
  for (const char letter : reason) {
    const bool blank = letter == ',' || letter == ';' || static_cast<unsigned char>(letter) <= ' ';
    if (!blank)
      text += letter;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  if (text.ends_with(' ')) text.pop_back();
  return text.empty() ? "Not stated" : text;
}

std::string list_text(const PrismaBox& box) {
  std::string text;
  const auto add = [&](const std::string& reason, std::int64_t n) {
    text += (text.empty() ? "" : "; ") + reason + ", " + std::to_string(n);
  };
  for (const Count& count : box.list) add(reason_text(count.name), count.n);
  const std::int64_t listed = std::accumulate(box.list.begin(), box.list.end(), std::int64_t{0},
                                              [](std::int64_t sum, const Count& count) { return sum + count.n; });
  if (box.n && listed < *box.n) add("Other", *box.n - listed);
  return text;
}

std::string count_text(const Prisma& prisma, const std::string& key) {
  const auto found = prisma.find(key);
  if (found == prisma.end()) return {};
  const PrismaBox& box = found->second;
  if (takes_list(key) && !box.list.empty()) return list_text(box);
  return box.n ? std::to_string(*box.n) : std::string();
}

}  // namespace

std::vector<PrismaRow> prisma2020_rows(const Prisma& prisma) {
  std::string wrong;
  for (const std::string& sentence : prisma_discrepancies(prisma)) wrong += " " + sentence;
  if (!wrong.empty())
    throw Error(Error::Kind::data, "The PRISMA flow does not add up, so it is not written." + wrong +
                                       " `evigraft doctor` checks the database.");
  std::vector<PrismaRow> rows;
  for (const Place& place : kPlaces) {
    const std::string key = place.data, node = place.node;
    PrismaRow& row = rows.emplace_back();
    row.data = key;
    row.node = node;
    row.box = place.box;
    row.boxtext = place.boxtext;
    row.description = *place.description == '\0' ? place.boxtext : place.description;
    row.tooltips = node == "NA" ? "NA" : row.description;
    row.url = node == "NA" ? "NA" : (key == "NA" ? row.box : key) + ".html";
    row.n = count_text(prisma, key);
  }
  return rows;
}

}  // namespace evigraft::publish
