// core/link/identifier.h: one spelling for each identifier. What does not have its shape becomes empty: an unreadable
// identifier joins nothing.
#pragma once
#include <string>
#include <string_view>

namespace evigraft::link {

/// "https://doi.org/10.1093/ASJ/sjac159." -> "10.1093/asj/sjac159". DOIs are case-insensitive (DOI Handbook 2.4).
std::string plain_doi(std::string_view printed);

/// "PMID: 024075051" -> "24075051".
std::string plain_pmid(std::string_view printed);

/// "pmc4494476.1" -> "PMC4494476".
std::string plain_pmcid(std::string_view printed);

/// A trial register's number: "EudraCT 2010-023006-12" -> "EUDRACT2010-023006-12", "nct 03965936" -> "NCT03965936".
/// Empty for anything else (GenBank, PROSPERO ...): only a trial has participants to share.
std::string plain_registration(std::string_view printed);

/// "2021-08" -> "2021".
std::string plain_year(std::string_view printed);

/// The first page as far as sources agree on it: "1148-1156" and "1148-56" -> "1148", "e1234" -> "e1234".
std::string first_page(std::string_view printed);

}  // namespace evigraft::link
