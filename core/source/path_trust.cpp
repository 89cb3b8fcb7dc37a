#include "source/path_trust.h"

#include <evigraft/error.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <system_error>

namespace evigraft {

std::string distrust(const std::vector<PathPart>& parts, uid_t me, const OwnGroup& own_group) {
  const auto ours = [me](const PathPart& part) { return part.owner == 0 || part.owner == me; };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const PathPart& part = parts[i];
    if (!ours(part))
      return part.path + " is owned by user " + std::to_string(part.owner) + ", not by root or user " +
             std::to_string(me);
    const bool last = i + 1 == parts.size();
    if (last && !S_ISREG(part.mode)) return part.path + " is not a regular file";
    const bool others = (part.mode & S_IWOTH) != 0;
    const bool group = (part.mode & S_IWGRP) != 0 && !own_group(part.owner, part.group);
    const bool sticky = !last && S_ISDIR(part.mode) && (part.mode & S_ISVTX) != 0 && ours(parts[i + 1]);
    if (others && !sticky) return part.path + " can be written by everyone";
    if (group && !sticky) return part.path + " can be written by group " + std::to_string(part.group);
  }
  return {};
}

std::vector<PathPart> path_parts(const std::filesystem::path& canonical) {
  std::vector<PathPart> parts;
  std::filesystem::path so_far;
  for (const std::filesystem::path& step : canonical) {
    so_far /= step;
    struct stat status {};
    if (::lstat(so_far.c_str(), &status) != 0)
      throw Error(Error::Kind::plugin, "the plugin " + canonical.string() + " is not used: " + so_far.string() + ": " +
                                           std::generic_category().message(errno));
    parts.push_back({so_far.string(), status.st_uid, status.st_gid, status.st_mode});
  }
  return parts;
}

bool is_own_group(uid_t owner, gid_t group) {
  const passwd* user = ::getpwuid(owner);
  if (user == nullptr || user->pw_gid != group) return false;
  const std::string name = user->pw_name;
  const ::group* entry = ::getgrgid(group);
  if (entry == nullptr || name != entry->gr_name) return false;
  for (char** member = entry->gr_mem; *member != nullptr; ++member)
    if (name != *member) return false;
  return true;
}

}  // namespace evigraft
