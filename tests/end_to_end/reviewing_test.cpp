// docs/reviewing.md, command by command: each line that begins with "$ " is run, and the lines below it are its output.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "program.h"

namespace {
using namespace evigraft::test;

struct Step {
  std::string command, output;
  bool shows_output = false;
};

/// The steps in the page's indented blocks. "\" at the end of a line goes on in the next.
std::vector<Step> steps() {
  std::ifstream page(std::string(EVIGRAFT_ROOT) + "/docs/reviewing.md");
  std::vector<Step> out;
  bool open = false, within_command = false;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("    ")) {
      open = open && line.empty();
      continue;
    }
    line = line.substr(4);
    if (line.starts_with("$ ")) {
      out.push_back({line.substr(2), {}, false});
      open = true;
    } else if (within_command) {
      out.back().command += line;
    } else if (open) {
      out.back().output += line + "\n";
      out.back().shows_output = true;
    }
    within_command = open && !out.empty() && out.back().command.ends_with('\\');
    if (within_command) out.back().command.pop_back();
  }
  return out;
}

/// Words as a shell takes them: blanks part, quotes hold together.
std::vector<std::string> words(const std::string& command) {
  std::vector<std::string> out;
  std::string word;
  bool any = false;
  char quote = 0;
  for (const char letter : command) {
    if (quote != 0 ? letter == quote : letter == '"' || letter == '\'') {
      quote = quote != 0 ? '\0' : letter;
      any = true;
    } else if (letter == ' ' && quote == 0) {
      if (any) out.push_back(word);
      word.clear();
      any = false;
    } else {
      word += letter;
      any = true;
    }
  }
  if (any) out.push_back(word);
  return out;
}

/// As the page shows output: the version of the rules and of the topic are left out.
std::string without_versions(const std::string& text) {
  return std::regex_replace(text, std::regex("extract/[0-9]+ lipotransfer/[0-9a-f]+"), "extract/… lipotransfer/…");
}

std::string without_blank_end(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r') || text.ends_with(' ')) text.pop_back();
  return text;
}

TEST(ReviewingPage, EveryCommandPrintsWhatThePageShows) {
  Sandbox sandbox;
  sandbox.environment["EVIGRAFT_REVIEWER"] = "Ann Lee";
  int run = 0;
  for (const Step& step : steps()) {
    std::vector<std::string> args = words(step.command);
    ASSERT_EQ(args.front(), "evigraft") << step.command;
    args.erase(args.begin());
    for (std::string& arg : args)
      if (arg.starts_with("docs/")) arg = std::string(EVIGRAFT_ROOT) + "/" + arg;
    sandbox.environment.erase("SOURCE_DATE_EPOCH");  // a recording has its own clock
    if (args.front() != "refresh") sandbox.environment["SOURCE_DATE_EPOCH"] = "1795252400";
    const Ended ended = sandbox.run(args);
    ASSERT_EQ(ended.code, 0) << step.command << "\n" << ended.err;
    if (step.shows_output) {
      std::stringstream lines(without_versions(ended.out));
      std::string out;
      for (std::string line; std::getline(lines, line);) out += without_blank_end(line) + "\n";
      EXPECT_EQ(without_blank_end(out), without_blank_end(step.output)) << "$ " << step.command;
    }
    ++run;
  }
  EXPECT_GT(run, 15);
}

TEST(Review, ADecisionWithoutWhoOrWhyIsRefused) {
  const Sandbox sandbox;
  const Ended nobody = sandbox.run({"review", "accept", "1", "--why", "x"});
  EXPECT_EQ(nobody.code, 2);
  EXPECT_NE(nobody.err.find("--as NAME"), std::string::npos) << nobody.err;
  const Ended no_reason = sandbox.run({"review", "accept", "1", "--as", "Ann"});
  EXPECT_EQ(no_reason.code, 2);
  EXPECT_NE(no_reason.err.find("--why TEXT"), std::string::npos) << no_reason.err;
}

TEST(Review, AValueThatIsNotAllowedIsRefusedWithThoseThatAre) {
  const Sandbox sandbox;
  const Ended refused = sandbox.run({"review", "set", "1", "spread_kind", "sem", "--as", "Ann", "--why", "x"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_NE(refused.err.find("sd, se or unknown"), std::string::npos) << refused.err;
}
}  // namespace
