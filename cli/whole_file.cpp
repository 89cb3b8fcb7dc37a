#include "cli/whole_file.h"

#include <evigraft/error.h>

#include <fstream>
#include <iostream>
#include <vector>

namespace evigraft::cli {

std::string read_whole(const std::string& path, std::size_t most) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) throw Error(Error::Kind::failed, "cannot read " + path + "; check that the file is there and readable");
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string bytes;
  std::vector<char> block(1 << 16);
  while (bytes.size() <= most) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    if (in.gcount() == 0) break;
    bytes.append(block.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad() || (bytes.empty() && !in.eof()))
    throw Error(Error::Kind::failed, "cannot read " + path + "; check that it is a file");
  return bytes;
}

void write_whole(const std::filesystem::path& file, std::string_view bytes, const std::string& what) {
  const std::filesystem::path part = file.string() + ".part";
  std::error_code ignored;
  std::filesystem::remove(part, ignored);  // left by one that was killed; a link there is not followed
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out << bytes;
    out.close();
    if (!out) {
      std::filesystem::remove(part, ignored);
      throw Error(Error::Kind::failed, "The " + what + " cannot be written to " + part.string() +
                                           "; is the folder there, and room on the disk?");
    }
  }
  std::error_code failed;
  std::filesystem::rename(part, file, failed);
  if (!failed) return;
  std::filesystem::remove(part, ignored);
  throw Error(Error::Kind::failed,
              "The " + what + " cannot be moved to " + file.string() + ": " + failed.message() + ".");
}

}  // namespace evigraft::cli
