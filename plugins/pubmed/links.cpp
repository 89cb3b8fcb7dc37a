// What a record says of other records (CommentsCorrections) and of trial registries (DataBank).
#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include "article.h"
#include "identifiers.h"
#include "inline_text.h"

namespace evigraft::pubmed {
namespace {

/// RefType as the sdk's kinds; one that is not here becomes its own words ("SummaryForPatientsIn" ->
/// "summary_for_patients_in"), so that nothing NLM adds is taken for a retraction.
std::string kind_of(std::string_view ref_type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kinds = {{
      {"RetractionIn", "retracted_by"},
      {"RetractionOf", "retracts"},
      {"PartialRetractionIn", "partially_retracted_by"},
      {"PartialRetractionOf", "partially_retracts"},
      {"RetractedandRepublishedIn", "retracted_and_republished_in"},
      {"RetractedandRepublishedFrom", "retracted_and_republished_from"},
      {"CorrectedandRepublishedIn", "corrected_and_republished_in"},
      {"CorrectedandRepublishedFrom", "corrected_and_republished_from"},
      {"ErratumIn", "corrected_by"},
      {"ErratumFor", "corrects"},
      {"ExpressionOfConcernIn", "concern"},
      {"ExpressionOfConcernFor", "concern_of"},
      {"UpdateOf", "update_of"},
      {"UpdateIn", "updated_by"},
      {"RepublishedIn", "republished_in"},
      {"RepublishedFrom", "republished_from"},
  }};
  for (const auto& [printed, kind] : kinds)
    if (printed == ref_type) return std::string(kind);
  std::string out;
  for (const char c : ref_type) {
    if (c >= 'A' && c <= 'Z' && !out.empty()) out += '_';
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

/// RefSource is a citation in words: "Aesthet Surg J. 2020 Jan 1;40(1):NP1. doi: 10.1093/asj/sjz123."
std::string doi_in(std::string_view words) {
  const std::size_t at = words.find("doi:");
  if (at == std::string_view::npos) return {};
  const std::size_t begin = words.find_first_not_of(' ', at + 4);
  if (begin == std::string_view::npos) return {};
  std::string_view doi = words.substr(begin, words.find(' ', begin) - begin);
  while (!doi.empty() && (doi.back() == '.' || doi.back() == ';' || doi.back() == ',')) doi.remove_suffix(1);
  return bare_doi(doi);
}

/// DataBankName values that are trial registries: https://www.nlm.nih.gov/bsd/medline_databank_source.html
bool is_registry(std::string_view bank) {
  constexpr std::array<std::string_view, 27> names = {"ANZCTR",   "CRiS",     "ChiCTR",  "ClinicalTrials.gov",
                                                      "CTIS",     "CTRI",     "DRKS",    "EudraCT",
                                                      "EU CTR",   "IRCT",     "ISRCTN",  "ITMCTR",
                                                      "JapicCTI", "JMACCT",   "JPRN",    "jRCT",
                                                      "KCT",      "LBCTR",    "NTR",     "PACTR",
                                                      "ReBec",    "REPEC",    "RPCEC",   "SLCTR",
                                                      "TCTR",     "UMIN CTR", "UMIN-CTR"};
  return std::find(names.begin(), names.end(), bank) != names.end();
}
}  // namespace

std::vector<Relation> read_relations(pugi::xml_node list) {
  std::vector<Relation> out;
  for (const pugi::xml_node link : list.children("CommentsCorrections")) {
    const std::string_view ref_type = link.attribute("RefType").value();
    if (ref_type.empty() || ref_type == "Cites") continue;  // references of the article, not links of the record
    Relation relation;
    relation.kind = kind_of(ref_type);
    relation.pmid = inline_text(link.child("PMID"));
    relation.note = inline_text(link.child("RefSource"));
    relation.doi = doi_in(relation.note);
    if (const std::string note = inline_text(link.child("Note")); !note.empty())
      relation.note += (relation.note.empty() ? "" : " ") + note;
    out.push_back(std::move(relation));
  }
  return out;
}

std::vector<std::string> read_registry(pugi::xml_node list) {
  std::vector<std::string> out;
  for (const pugi::xml_node bank : list.children("DataBank")) {
    if (!is_registry(inline_text(bank.child("DataBankName")))) continue;
    for (const pugi::xml_node node : bank.child("AccessionNumberList").children("AccessionNumber"))
      if (std::string number = inline_text(node); !number.empty()) out.push_back(std::move(number));
  }
  return out;
}

}  // namespace evigraft::pubmed
