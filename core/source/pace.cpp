#include "source/pace.h"

#include <evigraft/error.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace evigraft {
namespace {

constexpr double kSlack = 1.03;  // 30 ms a second, about the spread of one way to a server on another continent
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kLockRetry = 2'000'000;
constexpr std::int64_t kLockPatience = 30 * kSecond;

std::int64_t boottime() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return std::int64_t{now.tv_sec} * kSecond + now.tv_nsec;
}

/// FNV-1a, 64 bit: a file name that shows neither host nor credential. Two keys with one hash share a pace, no more.
std::string hashed(std::string_view key) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char letter : key) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
  return digits.data();
}

[[noreturn]] void cannot_keep(const std::filesystem::path& where, const std::string& why) {
  throw Error(Error::Kind::configuration, "Cannot keep the pace of requests in " + where.string() + ": " + why +
                                              "; make the place writable or set XDG_STATE_HOME to one that is.");
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

/// The last start, as "evigraft pace 1\n<nanoseconds>\n"; none when the file is new or holds anything else.
constexpr std::string_view kMagic = "evigraft pace 1\n";

std::optional<std::int64_t> read_last(int file) {
  std::array<char, 64> text{};
  const ssize_t size = pread(file, text.data(), text.size(), 0);
  if (size <= 0) return {};
  std::string_view rest(text.data(), static_cast<std::size_t>(size));
  if (!rest.starts_with(kMagic)) return {};
  rest.remove_prefix(kMagic.size());
  std::int64_t last = 0;
  const auto [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), last);
  if (fault != std::errc{} || std::string_view(end, rest.data() + rest.size()) != "\n" || last < 0) return {};
  return last;
}

bool write_last(int file, std::int64_t last) {
  const std::string text = std::string(kMagic) + std::to_string(last) + "\n";
  return pwrite(file, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()) &&
         ftruncate(file, static_cast<off_t>(text.size())) == 0;
}

}  // namespace

std::filesystem::path default_pace_folder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && state[0] == '/') return std::filesystem::path(state) / "evigraft/pace";
  const char* home = std::getenv("HOME");
  if (home != nullptr && home[0] == '/') return std::filesystem::path(home) / ".local/state/evigraft/pace";
  throw Error(Error::Kind::configuration,
              "No place to keep the pace of requests: neither XDG_STATE_HOME nor HOME is set; set XDG_STATE_HOME.");
}

Pace::Pace(std::filesystem::path folder, Nanoseconds now)
    : folder_(std::move(folder)), now_(now ? std::move(now) : boottime) {
  std::error_code fault;
  std::filesystem::create_directories(folder_.parent_path(), fault);
  if (!fault && mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) fault.assign(errno, std::generic_category());
  if (fault) cannot_keep(folder_, fault.message());
  if (access(folder_.c_str(), W_OK | X_OK) != 0) cannot_keep(folder_, std::strerror(errno));
}

std::filesystem::path Pace::file(const std::string& key) const { return folder_ / hashed(key); }

std::chrono::nanoseconds Pace::ask(const std::string& key, double starts_per_second) {
  const std::filesystem::path path = file(key);
  const Descriptor held(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (held.get() < 0) cannot_keep(path, std::strerror(errno));
  if (flock(held.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) cannot_keep(path, std::strerror(errno));
    const std::int64_t since = locked_since_.try_emplace(key, now_()).first->second;
    if (now_() - since > kLockPatience) cannot_keep(path, "another process has held it for 30 s");
    return std::chrono::nanoseconds(kLockRetry);
  }
  locked_since_.erase(key);

  struct stat status {};
  if (fstat(held.get(), &status) != 0) cannot_keep(path, std::strerror(errno));
  const auto interval = static_cast<std::int64_t>(std::ceil(1e9 * kSlack / starts_per_second));
  const std::int64_t now = now_();
  if (status.st_size > 0) {
    const auto last = read_last(held.get());
    if (!last || *last > now) {
      if (!write_last(held.get(), now)) cannot_keep(path, std::strerror(errno));
      return std::chrono::nanoseconds(interval);
    }
    if (now - *last < interval) return std::chrono::nanoseconds(interval - (now - *last));
  }
  if (!write_last(held.get(), now)) cannot_keep(path, std::strerror(errno));
  return std::chrono::nanoseconds::zero();
}

}  // namespace evigraft
