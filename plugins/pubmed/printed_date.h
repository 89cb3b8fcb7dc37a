// plugins/pubmed/printed_date.h: the date of publication as the journal printed it.
#pragma once
#include <pugixml.hpp>
#include <string>

namespace evigraft::pubmed {

struct PrintedDate {
  std::string iso;      ///< YYYY, YYYY-MM or YYYY-MM-DD: the part that the whole printed date shares
  std::string printed;  ///< where it is no plain date: "1998 Dec-1999 Jan", "2010 Spring"
  int year = 0;         ///< 0 when none is printed
};

/// A PubDate (Year, Month, Day, Season or MedlineDate) or ArticleDate element. A span of months keeps its first year.
PrintedDate read_date(pugi::xml_node date);

}  // namespace evigraft::pubmed
