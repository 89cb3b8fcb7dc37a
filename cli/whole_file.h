// cli/whole_file.h: a file as one text, and a file a reader never sees half of.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace evigraft::cli {

/// Its bytes, or at least `most` + 1 of them where there are more; "-" is standard input. Error::failed when it cannot
/// be read.
std::string read_whole(const std::string& path, std::size_t most);

/// Written beside its place and renamed. Error::failed names the file; `what` is "page" or "plot".
void write_whole(const std::filesystem::path& file, std::string_view bytes, const std::string& what);

}  // namespace evigraft::cli
