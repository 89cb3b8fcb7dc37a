// tests/end_to_end/program.h: runs the real program in a folder of its own: that of the same build, or the one that
// EVIGRAFT_PROGRAM in the environment names.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace evigraft::test {

struct Ended {
  int code = -1;    ///< exit code; 128 + signal when killed
  std::string out;  ///< standard output
  std::string err;  ///< standard error
};

/// A temporary folder with a home, a database path and an environment; gone at the end.
class Sandbox {
 public:
  Sandbox();
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  std::map<std::string, std::string> environment;  ///< beside HOME and PATH

  [[nodiscard]] std::filesystem::path folder() const { return folder_; }
  [[nodiscard]] std::string file(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string database() const { return file("db.sqlite"); }
  std::string write(const std::string& name, const std::string& bytes) const;

  /// `evigraft --db DATABASE args...`
  [[nodiscard]] Ended run(const std::vector<std::string>& args, const std::string& input = {}) const;
  /// The same without --db.
  [[nodiscard]] Ended run_bare(const std::vector<std::string>& args, const std::string& input = {}) const;
  /// Its standard output as JSON; fails the test on another exit code.
  [[nodiscard]] nlohmann::json json(std::vector<std::string> args, int code = 0) const;
  /// Starts it and comes back at once.
  [[nodiscard]] pid_t start(const std::vector<std::string>& args) const;

 private:
  [[nodiscard]] pid_t spawn(const std::vector<std::string>& args, const std::string& out, const std::string& err,
                            const std::string& input) const;
  std::filesystem::path folder_;
};

/// Waits for a started program: its exit code, or 128 + signal.
int wait_for(pid_t pid);

}  // namespace evigraft::test
