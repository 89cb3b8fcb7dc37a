// Every command, option and view a user can see is in the docs.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "program.h"

namespace {
using namespace evigraft::test;

std::string read_file(const std::string& name) {
  std::ifstream in(std::string(EVIGRAFT_ROOT) + "/" + name);
  EXPECT_TRUE(in) << name;
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::set<std::string> matches(const std::string& text, const char* pattern) {
  std::set<std::string> found;
  const std::regex expression(pattern);
  for (std::sregex_iterator it(text.begin(), text.end(), expression), end; it != end; ++it) found.insert((*it)[1]);
  return found;
}

std::set<std::string> commands() {
  const Sandbox sandbox;
  const std::string help = sandbox.run_bare({"--help"}).out;
  return matches(help.substr(help.find("Subcommands:")), "\n  ([a-z]+) ");
}

TEST(Documentation, NamesEveryCommand) {
  const std::string page = read_file("docs/commands.md");
  const std::set<std::string> all = commands();
  EXPECT_GE(all.size(), 17U);
  for (const std::string& command : all)
    EXPECT_TRUE(std::regex_search(page, std::regex("\\b" + command + "\\b"))) << command;
}

TEST(Documentation, NamesEveryOption) {
  const Sandbox sandbox;
  const std::string page = read_file("docs/commands.md");
  std::set<std::string> options = matches(sandbox.run_bare({"--help"}).out, "(--[a-z-]+)");
  for (const std::string& command : commands()) {
    const Ended help = sandbox.run_bare({command, "--help"});
    EXPECT_EQ(help.code, 0);
    options.merge(matches(help.out, "(--[a-z-]+)"));
  }
  EXPECT_GT(options.size(), 40U);
  for (const std::string& option : options) EXPECT_NE(page.find(option), std::string::npos) << option;
}

TEST(Documentation, HelpOfEveryCommandShowsAnExample) {
  const Sandbox sandbox;
  for (const std::string& command : commands())
    EXPECT_NE(sandbox.run_bare({command, "--help"}).out.find("Examples:"), std::string::npos) << command;
}

TEST(Documentation, NamesEveryView) {
  const Sandbox sandbox;
  ASSERT_EQ(sandbox.run({"init"}).code, 0);
  const auto views = sandbox.json({"query", "SELECT name FROM sqlite_schema WHERE type = 'view'"});
  const std::string page = read_file("docs/database.md");
  EXPECT_GE(views.at("query").size(), 9U);
  for (const auto& row : views.at("query"))
    EXPECT_NE(page.find(row.at("name").get<std::string>()), std::string::npos) << row;
}

TEST(Documentation, EveryPageThatIsLinkedIsThere) {
  const std::string root = EVIGRAFT_ROOT;
  for (const char* name : {"README.md", "docs/how-it-works.md", "CONTRIBUTING.md"}) {
    const std::string folder = std::string(name).find('/') == std::string::npos ? "" : "docs/";
    for (const std::string& link : matches(read_file(name), "\\]\\(([^)#:]+)\\)"))
      EXPECT_TRUE(std::filesystem::exists(root + "/" + folder + link)) << name << ": " << link;
  }
}
}  // namespace
