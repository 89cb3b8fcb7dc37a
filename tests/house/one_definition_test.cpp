// No two files define a type of one name in one namespace: the linker would take either for both, in silence.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {
namespace fs = std::filesystem;

/// "namespace::Name" of each type that a file defines at the outermost level, those of unnamed namespaces left out. Our
/// sources are formatted: what stands at a line's beginning is outermost.
std::vector<std::string> types_of(std::istream& in) {
  static const std::regex space("^(?:inline )?namespace ([\\w:]*) ?\\{");
  static const std::regex type("^(?:struct|class|enum class|enum|union) (\\w+)(?: final)?(?: : .*)? \\{");
  std::vector<std::string> spaces, types;
  std::smatch found;
  for (std::string line; std::getline(in, line);) {
    if (std::regex_search(line, found, space)) {
      if (line.back() == '{') spaces.push_back(found[1].str());
    } else if (line.starts_with("}  // namespace")) {
      if (!spaces.empty()) spaces.pop_back();
    } else if (std::regex_search(line, found, type)) {
      std::string name;
      bool unnamed = false;
      for (const std::string& each : spaces) {
        unnamed = unnamed || each.empty();
        name += each + "::";
      }
      if (!unnamed) types.push_back(name + found[1].str());
    }
  }
  return types;
}

TEST(OneDefinition, NoTwoFilesDefineOneType) {
  std::map<std::string, std::string> seen;  // type -> file
  // Plugins are loaded each by itself.
  for (const std::string top : {"core", "cli", "schema"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(EVIGRAFT_ROOT) / top)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".hpp" && extension != ".cpp") continue;
      std::ifstream file(entry.path());
      for (const std::string& type : types_of(file)) {
        const auto [known, fresh] = seen.emplace(type, entry.path().string());
        EXPECT_TRUE(fresh) << type << " is defined in " << known->second << " and in " << entry.path();
      }
    }
  EXPECT_GT(seen.size(), 200U);
}

TEST(OneDefinition, ATypeInAnUnnamedNamespaceIsItsFilesOwn) {
  std::istringstream source(
      "namespace a {\nnamespace {\nstruct Own {\n};\n}  // namespace\nstruct Shared {\n};\nclass Later;\n}  // "
      "namespace a\n");
  EXPECT_EQ(types_of(source), std::vector<std::string>{"a::Shared"});
}
}  // namespace
