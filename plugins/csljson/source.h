// plugins/csljson/source.h: CSL-JSON files, what Zotero, Crossref and most reference managers write.
#pragma once
#include <evigraft/source.hpp>

namespace evigraft::csljson {

inline constexpr std::size_t kLargestFile = 256U << 20U;  ///< bytes

class CslJson final : public FileReader {
 public:
  static constexpr std::string_view title = "CSL-JSON files";
  static constexpr std::string_view file_format = "csljson";

  [[nodiscard]] unsigned sniff(std::string_view head) const override;
  void read_file(FileStream& stream, Sink& sink) const override;
};

}  // namespace evigraft::csljson
