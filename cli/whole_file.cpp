#include "cli/whole_file.h"

#include <evigraft/error.h>

#include <fstream>

namespace evigraft::cli {

void write_whole(const std::filesystem::path& file, std::string_view bytes, const std::string& what) {
  const std::filesystem::path part = file.string() + ".part";
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out << bytes;
    out.close();
    if (!out)
      throw Error(Error::Kind::failed, "The " + what + " cannot be written to " + part.string() +
                                           "; is the folder there, and room on the disk?");
  }
  std::error_code failed;
  std::filesystem::rename(part, file, failed);
  if (!failed) return;
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  throw Error(Error::Kind::failed,
              "The " + what + " cannot be moved to " + file.string() + ": " + failed.message() + ".");
}

}  // namespace evigraft::cli
