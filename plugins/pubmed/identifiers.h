// plugins/pubmed/identifiers.h: the forms in which PubMed prints identifiers, brought to one.
#pragma once
#include <string>
#include <string_view>

namespace evigraft::pubmed {

bool is_pmid(std::string_view text);  ///< 1 to 8 digits, not zero

/// "10.1093/Asj/sjz123" from that, a doi.org address or "doi: ..."; letters as printed; empty when it is no DOI.
std::string bare_doi(std::string_view text);

/// "PMC4688250" from that or "PMC4688250 [Available on 12/22/16]"; empty when there is none.
std::string pmcid(std::string_view text);

/// "0000-0002-1825-0097" from any printed form; empty when the length or the check digit (ISO 7064, 11-2) is wrong.
std::string orcid(std::string_view text);

}  // namespace evigraft::pubmed
