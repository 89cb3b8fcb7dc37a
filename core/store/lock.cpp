#include "store/lock.h"

#include <evigraft/error.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

namespace evigraft {
namespace {

std::filesystem::path lock_file(const std::filesystem::path& database) { return database.string() + ".lock"; }

std::string holder_line() {
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 32> start{};
  std::strftime(start.data(), start.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return "process " + std::to_string(getpid()) + " on host " + host.data() + ", since " + start.data();
}

std::string read_holder(int descriptor) {
  std::array<char, 512> text{};
  const ssize_t size = pread(descriptor, text.data(), text.size() - 1, 0);
  std::string line(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  line.resize(std::min(line.find('\n'), line.size()));
  return line.empty() ? "another process" : line;
}

}  // namespace

FileLock::FileLock(const std::filesystem::path& database) {
  const std::string file = lock_file(database).string();
  descriptor_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (descriptor_ < 0)
    throw Error(Error::Kind::database, "the lock file " + file + " cannot be opened (" + std::strerror(errno) +
                                           "): writing needs permission for the database's folder");
  int held = 0;
  do held = flock(descriptor_, LOCK_EX | LOCK_NB);
  while (held != 0 && errno == EINTR);
  if (held != 0) {
    const int why = errno;
    const std::string holder = read_holder(descriptor_);
    close(std::exchange(descriptor_, -1));
    if (why != EWOULDBLOCK)
      throw Error(Error::Kind::database, "the lock file " + file + " cannot be locked: " + std::strerror(why));
    throw Error(Error::Kind::database, "the database " + database.string() + " is being written by " + holder +
                                           ": wait until it has finished");
  }
  const std::string line = holder_line() + "\n";
  if (ftruncate(descriptor_, 0) != 0 ||
      pwrite(descriptor_, line.data(), line.size(), 0) != static_cast<ssize_t>(line.size())) {
    const int why = errno;
    close(std::exchange(descriptor_, -1));
    throw Error(Error::Kind::database, "the lock file " + file + " cannot be written: " + std::strerror(why));
  }
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);  // and with it the lock; the file stays, unlinking it would race
}

std::optional<std::string> lock_holder(const std::filesystem::path& database) {
  const int descriptor = open(lock_file(database).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return std::nullopt;
  std::optional<std::string> holder;
  if (flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) holder = read_holder(descriptor);
  close(descriptor);
  return holder;
}

std::optional<std::string_view> network_file_system(unsigned long magic) {
  // linux/magic.h, and for the last four the kernel modules' own sources
  static constexpr std::array<std::pair<unsigned long, std::string_view>, 10> known{{{0x6969, "NFS"},
                                                                                     {0x517B, "SMB"},
                                                                                     {0xFF534D42, "CIFS"},
                                                                                     {0xFE534D42, "SMB2"},
                                                                                     {0x5346414F, "AFS"},
                                                                                     {0x6B414653, "AFS"},
                                                                                     {0x73757245, "Coda"},
                                                                                     {0x00C36400, "Ceph"},
                                                                                     {0x0BD00BD0, "Lustre"},
                                                                                     {0x564C, "NCP"}}};
  for (const auto& [number, name] : known)
    if (number == magic) return name;
  return std::nullopt;
}

void refuse_network_folder(const std::filesystem::path& folder) {
  struct statfs about {};
  if (statfs(folder.c_str(), &about) != 0) return;  // opening the file says why
  if (const auto name = network_file_system(static_cast<unsigned long>(about.f_type) & 0xFFFFFFFFUL))
    throw Error(Error::Kind::database, "the folder " + folder.string() + " is on a network file system (" +
                                           std::string(*name) +
                                           "), where a database would be damaged: choose a local folder with --db");
}

}  // namespace evigraft
