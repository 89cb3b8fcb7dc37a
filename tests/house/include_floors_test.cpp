// Who may include whom: the table of docs/how-it-works.md, held against the #include lines.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {
namespace fs = std::filesystem;

struct Room {
  std::set<std::string> rooms;      ///< first path parts it may include with quotes
  std::set<std::string> libraries;  ///< third-party headers, by first path part or name
};

const std::set<std::string> kThirdParty = {"curl",   "boost",   "nlohmann",   "zlib.h",       "SQLiteCpp", "sqlite3.h",
                                           "zstd.h", "openssl", "utf8proc.h", "pugixml.hpp",  "re2",       "toml++",
                                           "Eigen",  "kainjow", "CLI",        "csv.h",        "httplib.h", "fmt",
                                           "spdlog", "isa-l.h", "isa-l",      "xlsxwriter.h", "zip.h"};

const std::map<std::string, Room>& table() {
  static const std::map<std::string, Room> rooms = {
      {"core/sdk", {{}, {}}},
      {"schema", {{"schema"}, {}}},
      {"core/source", {{"source"}, {"curl", "boost", "nlohmann", "zlib.h"}}},
      {"core/store", {{"store", "schema"}, {"SQLiteCpp", "sqlite3.h", "zstd.h", "openssl", "nlohmann"}}},
      {"core/link", {{"link"}, {"utf8proc.h"}}},
      {"core/extract", {{"extract"}, {"pugixml.hpp", "re2", "utf8proc.h", "toml++"}}},
      {"core/synthesis", {{"synthesis"}, {"Eigen", "boost"}}},
      {"core/publish", {{"publish", "synthesis"}, {"kainjow", "nlohmann", "xlsxwriter.h", "zip.h", "pugixml.hpp"}}},
      {"core/review", {{"review"}, {}}},
      {"core/pipeline",
       {{"pipeline", "source", "store", "link", "extract", "synthesis", "publish", "review", "schema"}, {}}},
      {"cli",
       {{"cli", "pipeline", "source", "store", "link", "extract", "synthesis", "publish", "review", "schema"},
        {"CLI", "nlohmann", "toml++", "csv.h", "fmt", "spdlog"}}},
      {"plugins", {{}, {"pugixml.hpp", "nlohmann"}}},
  };
  return rooms;
}

std::string room_of(const std::string& path) {
  if (path == "core/pipeline.cpp" || path == "core/pipeline.h") return "core/pipeline";
  for (const auto& [room, rules] : table())
    if (path.starts_with(room + "/")) return room;
  return {};
}

std::string first_part(const std::string& include) { return include.substr(0, include.find('/')); }

TEST(IncludeFloors, EveryIncludeIsAllowedByTheTable) {
  const fs::path root = EVIGRAFT_ROOT;
  int read = 0;
  for (const std::string top : {"core", "schema", "cli", "plugins"})
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string extension = entry.path().extension().string();
      if (!entry.is_regular_file() || (extension != ".h" && extension != ".hpp" && extension != ".cpp")) continue;
      const std::string path = fs::relative(entry.path(), root).generic_string();
      const std::string room = room_of(path);
      ASSERT_FALSE(room.empty()) << path << " lies in no room of the table";
      const Room& rules = table().at(room);
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("#include ")) continue;
        ++read;
        const std::string name = line.substr(10, line.find_first_of(">\"", 10) - 10);
        const std::string part = first_part(name);
        if (line[9] == '"') {
          const bool beside = name.find('/') == std::string::npos && fs::exists(entry.path().parent_path() / name);
          const bool top_of_pipeline = (room == "core/pipeline" || room == "cli") && name == "pipeline.h";
          EXPECT_TRUE(rules.rooms.contains(part) || beside || top_of_pipeline) << path << " may not include " << name;
        } else if (kThirdParty.contains(part)) {
          EXPECT_TRUE(rules.libraries.contains(part)) << path << " may not include <" << name << ">";
        }
      }
    }
  EXPECT_GT(read, 10);
}

TEST(IncludeFloors, NoFileIsAGrabBag) {
  const std::set<std::string> bags = {"util", "utils", "common", "helper", "helpers", "manager", "base", "misc"};
  for (const std::string top : {"core", "schema", "cli", "plugins", "tests"})
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(EVIGRAFT_ROOT) / top))
      EXPECT_FALSE(bags.contains(entry.path().stem().string())) << entry.path();
}
}  // namespace
