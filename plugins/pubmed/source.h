// plugins/pubmed/source.h: PubMed by NCBI's E-utilities, and PubMed XML files.
// https://www.ncbi.nlm.nih.gov/books/NBK25499/ (ESearch, EFetch), https://www.ncbi.nlm.nih.gov/books/NBK25497/ (limits)
#pragma once
#include <evigraft/source.hpp>

namespace evigraft::pubmed {

class PubMed final : public Source, public FileReader {
 public:
  static constexpr std::string_view title = "PubMed (NCBI E-utilities) and PubMed XML files";
  static constexpr double requests_per_second = 3;
  static constexpr double requests_per_second_with_key = 10;
  static constexpr std::string_view key_name = "NCBI_API_KEY";
  static constexpr std::string_view file_format = "pubmed";

  [[nodiscard]] Requests first(const Query& query) const override;
  Requests read(const Query& query, const Reply& reply, Sink& sink) const override;
  [[nodiscard]] unsigned sniff(std::string_view head) const override;
  void read_file(FileStream& stream, Sink& sink) const override;
};

}  // namespace evigraft::pubmed
