// cli/whole_file.h: a file a reader never sees half of.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace evigraft::cli {

/// Written beside its place and renamed. Error::failed names the file; `what` is "page" or "plot".
void write_whole(const std::filesystem::path& file, std::string_view bytes, const std::string& what);

}  // namespace evigraft::cli
