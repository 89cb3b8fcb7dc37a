#include "cli/export_folder.h"

#include <evigraft/error.h>

#include <algorithm>

namespace evigraft::cli {
namespace {
namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& sentence) { throw Error(Error::Kind::failed, sentence); }

/// Error::failed unless there is nothing at the place, or a folder of ours. In an unfinished one files may lie beside
/// ours that are named after them ("a.csv.part", "a.sqlite-journal").
void check_place(const fs::path& folder, const std::vector<std::string>& names, bool finished) {
  std::error_code why;
  const fs::file_status status = fs::symlink_status(folder, why);
  if (status.type() == fs::file_type::not_found) return;
  if (!fs::is_directory(status)) fail(folder.string() + " is there and is no folder; name another with -o.");
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, why)) {
    const std::string name = entry.path().filename().string();
    const bool ours = entry.symlink_status().type() == fs::file_type::regular &&
                      std::any_of(names.begin(), names.end(), [&](const std::string& known) {
                        return finished ? name == known : name.starts_with(known);
                      });
    if (!ours)
      fail("The folder " + folder.string() + " holds " + name +
           ", which this export does not write; name another folder with -o.");
  }
  if (why) fail("The folder " + folder.string() + " cannot be read: " + why.message() + ".");
}

}  // namespace

ExportFolder::ExportFolder(const fs::path& folder, std::vector<std::string> names)
    : folder_(fs::absolute(folder).lexically_normal()), names_(std::move(names)) {
  if (!folder_.has_filename()) folder_ = folder_.parent_path();  // "DIR/"
  check_place(folder_, names_, true);
  part_ = folder_.string() + ".part";
  check_place(part_, names_, false);  // left by one that was killed
  std::error_code why;
  fs::remove_all(part_, why);
  if (!why) fs::create_directories(part_, why);
  if (why) fail("The folder " + part_.string() + " cannot be made: " + why.message() + ".");
}

ExportFolder::~ExportFolder() {
  std::error_code ignored;
  if (!part_.empty()) fs::remove_all(part_, ignored);
}

void ExportFolder::commit() {
  check_place(folder_, names_, true);
  std::error_code why;
  const fs::path earlier = folder_.string() + ".earlier";
  check_place(earlier, names_, true);  // left by one that was killed between the two renamings
  fs::remove_all(earlier, why);
  const bool replaces = !why && fs::exists(folder_, why);
  if (replaces) fs::rename(folder_, earlier, why);
  if (!why) fs::rename(part_, folder_, why);
  if (why) {
    std::error_code ignored;
    if (replaces && !fs::exists(folder_, ignored)) fs::rename(earlier, folder_, ignored);
    fail("The folder " + folder_.string() + " cannot be written: " + why.message() + ".");
  }
  part_.clear();
  if (replaces) fs::remove_all(earlier, why);
}

}  // namespace evigraft::cli
