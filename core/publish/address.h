// core/publish/address.h: the only two places a page links to.
#pragma once
#include <string>
#include <string_view>

namespace evigraft::publish {

/// "https://doi.org/10.…" with everything unusual percent-encoded; empty when `doi` is no DOI.
std::string doi_address(std::string_view doi);

/// "https://pubmed.ncbi.nlm.nih.gov/34101387/"; empty when `pmid` is not 1 to 9 digits.
std::string pubmed_address(std::string_view pmid);

}  // namespace evigraft::publish
