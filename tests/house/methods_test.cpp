// docs/methods.md keeps its word: each test it names is there, and each source that a header of core/synthesis names
// stands in the docs.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace {
namespace fs = std::filesystem;
const fs::path kRoot = EVIGRAFT_ROOT;

std::string text_of(const fs::path& path) {
  std::ifstream in(path);
  EXPECT_TRUE(in) << path;
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

template <class Visit>
void each_match(const std::string& text, const std::string& pattern, Visit visit) {
  const std::regex expression(pattern);
  for (std::sregex_iterator it(text.begin(), text.end(), expression), end; it != end; ++it) visit(*it);
}

/// "Suite.Name" of every test that a file under tests/ defines.
std::set<std::string> tests_there() {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "tests")) {
    if (entry.path().extension() != ".cpp") continue;
    each_match(text_of(entry.path()), R"((?:TEST|TEST_F|TEST_P|RC_GTEST_PROP|RC_GTEST_FIXTURE_PROP)\((\w+),\s*(\w+))",
               [&](const std::smatch& found) { names.insert(found[1].str() + "." + found[2].str()); });
  }
  return names;
}

TEST(Methods, NameTestsThatAreThere) {
  const std::set<std::string> there = tests_there();
  int named = 0;
  for (const char* page : {"docs/methods.md", "docs/synthesis.md"})
    each_match(text_of(kRoot / page), "`([A-Z][A-Za-z0-9]*\\.[A-Z][A-Za-z0-9]*)`", [&](const std::smatch& found) {
      ++named;
      EXPECT_TRUE(there.contains(found[1])) << page << " names the test " << found[1];
    });
  EXPECT_GT(named, 50);
}

/// "Higgins, White & Anzures-Cabrera (2008)" as "Higgins 2008", the first author of each.
std::set<std::string> sources(const std::string& header) {
  std::string text;  // comments run over lines
  std::istringstream lines(header);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t comment = line.find("//");
    if (comment == std::string::npos) continue;
    text += ' ' + line.substr(line.find_first_not_of("/ <", comment) == std::string::npos
                                  ? line.size()
                                  : line.find_first_not_of("/ <", comment));
  }
  std::set<std::string> found;
  const std::string name = "[A-Z][^\\s,.;:()&0-9]+";
  each_match(text, "(" + name + ")(?:, " + name + ")*(?: & " + name + "| et al\\.)? \\(((?:18|19|20)[0-9][0-9])\\)",
             [&](const std::smatch& match) {
               const std::string author = match[1];
               const bool possessive = author.ends_with("'s");
               found.insert((possessive ? author.substr(0, author.size() - 2) : author) + " " + match[2].str());
             });
  return found;
}

TEST(Methods, HoldEverySourceThatAHeaderNames) {
  std::string docs;
  for (const auto& entry : fs::directory_iterator(kRoot / "docs"))
    if (entry.path().extension() == ".md") docs += text_of(entry.path());
  int named = 0;
  for (const auto& entry : fs::directory_iterator(kRoot / "core/synthesis")) {
    if (entry.path().extension() != ".h") continue;
    for (const std::string& source : sources(text_of(entry.path()))) {
      ++named;
      const std::string author = source.substr(0, source.rfind(' ')), year = source.substr(source.rfind(' ') + 1);
      // The year within a line's reach of the name: "Higgins, White & Anzures-Cabrera (2008)".
      const bool there = std::regex_search(docs, std::regex(author + "[^0-9]{1,60}" + year));
      EXPECT_TRUE(there) << entry.path().filename() << " names " << source << ", which no page of docs/ has";
    }
  }
  EXPECT_GT(named, 40);
}
}  // namespace
