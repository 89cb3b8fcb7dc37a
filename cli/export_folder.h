// cli/export_folder.h: a folder a reader never sees half of.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace evigraft::cli {

/// Made beside its place and renamed by `commit`; without it nothing stays. One that is there is replaced when it holds
/// nothing but files of these names, else Error::failed names what is not ours.
class ExportFolder {
 public:
  ExportFolder(const std::filesystem::path& folder, std::vector<std::string> names);
  ~ExportFolder();
  ExportFolder(const ExportFolder&) = delete;
  ExportFolder& operator=(const ExportFolder&) = delete;

  /// Where to write it until `commit`.
  [[nodiscard]] std::string file(const std::string& name) const { return (part_ / name).string(); }
  void commit();

 private:
  std::filesystem::path folder_, part_;
  std::vector<std::string> names_;
};

}  // namespace evigraft::cli
