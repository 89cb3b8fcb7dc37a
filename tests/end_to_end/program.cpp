#include "program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace evigraft::test {
namespace {
namespace fs = std::filesystem;

std::string read_file(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}
}  // namespace

Sandbox::Sandbox() {
  std::string name = (fs::temp_directory_path() / "evigraft-e2e-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  folder_ = name;
  fs::create_directory(folder_ / "home");
}

Sandbox::~Sandbox() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string Sandbox::write(const std::string& name, const std::string& bytes) const {
  std::ofstream(file(name), std::ios::binary) << bytes;
  return file(name);
}

pid_t Sandbox::spawn(const std::vector<std::string>& args, const std::string& out, const std::string& err,
                     const std::string& input) const {
  const char* other = std::getenv("EVIGRAFT_PROGRAM");
  std::vector<std::string> words = {other ? other : EVIGRAFT_PROGRAM};
  words.insert(words.end(), args.begin(), args.end());
  std::vector<std::string> settings = {"HOME=" + file("home"), "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"};
  for (const auto& [name, value] : environment) settings.push_back(name + "=" + value);
  std::vector<char*> argv, envp;
  for (std::string& word : words) argv.push_back(word.data());
  for (std::string& setting : settings) envp.push_back(setting.data());
  argv.push_back(nullptr);
  envp.push_back(nullptr);
  const pid_t pid = fork();
  if (pid == 0) {
    const int in_fd = open(input.c_str(), O_RDONLY);
    const int out_fd = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int err_fd = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(in_fd, STDIN_FILENO);
    dup2(out_fd, STDOUT_FILENO);
    dup2(err_fd, STDERR_FILENO);
    if (chdir(folder_.c_str()) != 0) _exit(126);
    execve(argv[0], argv.data(), envp.data());
    _exit(127);
  }
  return pid;
}

Ended Sandbox::run_bare(const std::vector<std::string>& args, const std::string& input) const {
  std::string in = "/dev/null";
  if (!input.empty()) in = write("stdin", input);
  const pid_t pid = spawn(args, file("stdout"), file("stderr"), in);
  Ended ended;
  ended.code = wait_for(pid);
  ended.out = read_file(file("stdout"));
  ended.err = read_file(file("stderr"));
  return ended;
}

Ended Sandbox::run(const std::vector<std::string>& args, const std::string& input) const {
  std::vector<std::string> all = {"--db", database()};
  all.insert(all.end(), args.begin(), args.end());
  return run_bare(all, input);
}

nlohmann::json Sandbox::json(std::vector<std::string> args, int code) const {
  args.emplace_back("--json");
  const Ended ended = run(args);
  EXPECT_EQ(ended.code, code) << ended.err;
  EXPECT_TRUE(nlohmann::json::accept(ended.out)) << ended.out.substr(0, 300);
  return nlohmann::json::accept(ended.out) ? nlohmann::json::parse(ended.out) : nlohmann::json();
}

pid_t Sandbox::start(const std::vector<std::string>& args) const {
  std::vector<std::string> all = {"--db", database()};
  all.insert(all.end(), args.begin(), args.end());
  return spawn(all, "/dev/null", "/dev/null", "/dev/null");
}

int wait_for(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace evigraft::test
