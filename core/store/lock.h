// core/store/lock.h: one writer at a time. An advisory kernel lock that ends with the process, however it ends.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace evigraft {

/// Holds flock on `FILE.lock`. Process, host and start stand in it only to be printed to whoever is refused.
class FileLock {
 public:
  /// Throws Error::database naming the holder when another process has it.
  explicit FileLock(const std::filesystem::path& database);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  int descriptor_ = -1;
};

/// "process 17 on host lab, since 2026-11-20T09:00:00Z" when somebody holds the lock of `database`; takes none itself.
std::optional<std::string> lock_holder(const std::filesystem::path& database);

/// Name of the network file system with that magic number of statfs(2); none for a local one.
std::optional<std::string_view> network_file_system(unsigned long magic);
/// Throws Error::database when `folder` lies on a network file system: locks and shared memory do not hold there.
void refuse_network_folder(const std::filesystem::path& folder);

}  // namespace evigraft
