// core/source/path_trust.h: who could have put this file here? Code is loaded only when the answer is root or us.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace evigraft {

/// One step of an absolute path without symbolic links, "/" first.
struct PathPart {
  std::string path;
  uid_t owner = 0;
  gid_t group = 0;
  mode_t mode = 0;  ///< with its file type
};

/// Whether `group` is the private group of `owner`: his primary group, of his name, with no other member.
using OwnGroup = std::function<bool(uid_t owner, gid_t group)>;

/// Which check fails and for which part; empty when all pass. Each part is owned by root or `me` and not writable by
/// others, nor by a group that is not the owner's own; a sticky directory passes when the next part is owned by root
/// or `me`, because nobody else can replace that. The last part is a regular file.
std::string distrust(const std::vector<PathPart>& parts, uid_t me, const OwnGroup& own_group);

/// The parts of an existing path. Throws Error::plugin when one cannot be read.
std::vector<PathPart> path_parts(const std::filesystem::path& canonical);

/// OwnGroup by the system's user and group databases.
bool is_own_group(uid_t owner, gid_t group);

}  // namespace evigraft
