#include "source/loader.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "source/path_trust.h"

namespace {
using namespace evigraft;
namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const fs::path built = TEST_PLUGINS;

/// A folder of our own, gone after the test.
class Folder : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "evigraft-loader-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
  }
  void TearDown() override { fs::remove_all(folder); }
  fs::path with(const std::string& name) const {
    fs::copy_file(built / (name + ".so"), folder / (name + ".so"));
    fs::permissions(folder / (name + ".so"), fs::perms(0755));
    return folder / (name + ".so");
  }
  fs::path folder;
};
class Loader : public Folder {};
class FindPlugins : public Folder {};

std::string refusal_of(const fs::path& file) {
  try {
    load_plugin(file);
  } catch (const Error& e) {
    return e.kind() == Error::Kind::plugin ? e.what() : "another kind";
  }
  return "";
}

TEST_F(Loader, LoadsAPluginAndTellsWhatItIs) {
  const auto runner = load_plugin(with("good"));
  const SourceInfo& info = runner->info();
  EXPECT_EQ(info.id, "good");
  EXPECT_EQ(info.title, "A good source");
  EXPECT_EQ(info.version, "1.2.3");
  EXPECT_EQ(info.base_url, "https://good.example/api/");
  EXPECT_EQ(info.key_name, "GOOD_KEY");
  EXPECT_EQ(info.requests_per_second, 3);
  EXPECT_EQ(info.requests_per_second_with_key, 10);
  EXPECT_EQ(info.concurrent_requests, 2u);
  EXPECT_EQ(info.positions_live_seconds, 300u);
  EXPECT_EQ(info.path, fs::canonical(folder / "good.so").string());
  EXPECT_THAT(runner->first({.text = "fat"}).requests,
              ElementsAre(Request{.path = "search", .parameters = {{"q", "fat"}}}));
  EXPECT_EQ(runner->read({}, {.body = "k"}).records.at(0).key, "k");
}

TEST_F(Loader, RefusesAnotherMajorVersion) {
  EXPECT_THAT(refusal_of(with("wrong_major")), HasSubstr("version 2.0 of the contract"));
}

TEST_F(Loader, RefusesAnotherMagic) { EXPECT_THAT(refusal_of(with("wrong_magic")), HasSubstr("magic")); }

TEST_F(Loader, RefusesALibraryWithoutTheSymbol) {
  EXPECT_THAT(refusal_of(with("no_symbol")), HasSubstr("no symbol evigraft_plugin"));
}

TEST_F(Loader, RefusesAnUndefinedSymbolAtLoadNotAtItsFirstUse) {
  EXPECT_THAT(refusal_of(with("undefined")), HasSubstr("evigraft_nowhere"));
}

TEST_F(Loader, RefusesWhatIsNoLibraryOrNotThere) {
  std::ofstream(folder / "text.so") << "hello";
  EXPECT_THAT(refusal_of(folder / "text.so"), HasSubstr("text.so"));
  EXPECT_THAT(refusal_of(folder / "absent.so"), HasSubstr("No such file"));
  fs::create_directory(folder / "folder.so");
  EXPECT_THAT(refusal_of(folder / "folder.so"), HasSubstr("not a regular file"));
}

TEST_F(Loader, RefusesAFolderThatEveryoneCanWriteAndNamesIt) {
  const fs::path file = with("good");
  fs::permissions(folder, fs::perms(0777));
  EXPECT_THAT(refusal_of(file), HasSubstr(fs::canonical(folder).string() + " can be written by everyone"));
}

TEST_F(Loader, RefusesAFileThatEveryoneCanWrite) {
  const fs::path file = with("good");
  fs::permissions(file, fs::perms(0666));
  EXPECT_THAT(refusal_of(file), HasSubstr("good.so can be written by everyone"));
}

TEST_F(Loader, JudgesWhereALinkLeadsNotWhereItStands) {
  fs::create_directory(folder / "open");
  const fs::path file = with("good");
  fs::rename(file, folder / "open" / "good.so");
  fs::create_symlink(folder / "open" / "good.so", folder / "link.so");
  EXPECT_EQ(refusal_of(folder / "link.so"), "");
  fs::permissions(folder / "open", fs::perms(0777));
  EXPECT_THAT(refusal_of(folder / "link.so"), HasSubstr("open can be written by everyone"));
}

TEST_F(FindPlugins, SortsByNameAndCollectsRefusals) {
  with("wrong_major");
  with("good");
  std::ofstream(folder / "README.txt") << "no plugin";
  const FoundPlugins found = find_plugins({folder, folder / "absent"});
  ASSERT_THAT(found.sources, SizeIs(1));
  EXPECT_EQ(found.sources[0]->info().id, "good");
  ASSERT_THAT(found.refused, SizeIs(2));
  EXPECT_EQ(found.refused[0].path, (folder / "wrong_major.so").string());
  EXPECT_THAT(found.refused[1].reason, HasSubstr("the folder cannot be read"));
}

TEST_F(FindPlugins, TakesTheFirstOfTwoWithOneId) {
  with("good");
  with("twin");
  const FoundPlugins found = find_plugins({folder});
  EXPECT_THAT(found.sources, SizeIs(1));
  ASSERT_THAT(found.refused, SizeIs(1));
  EXPECT_EQ(found.refused[0].path, (folder / "twin.so").string());
  EXPECT_THAT(found.refused[0].reason, HasSubstr("the id good was found before"));
}

std::string contents(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Guide, ItsExampleIsThePluginBuiltHere) {
  const std::string example = contents(fs::path(EVIGRAFT_ROOT) / "tests/core/source/plugins/guide.cpp");
  ASSERT_FALSE(example.empty());
  EXPECT_NE(contents(fs::path(EVIGRAFT_ROOT) / "docs/plugins.md").find("```cpp\n" + example + "```"), std::string::npos)
      << "docs/plugins.md and tests/core/source/plugins/guide.cpp differ";
}

TEST_F(Loader, RunsTheGuidesExample) {
  const auto runner = load_plugin(with("guide"));
  const Query query{.text = "fat grafting"};
  const Requests opening = runner->first(query).requests;
  ASSERT_THAT(opening, SizeIs(1));
  const Batch page = runner->read(query, {.body = R"({"hitCount": 2, "nextCursorMark": "c2", "resultList": {"result": [
      {"source": "MED", "id": "1", "title": "CO<sub>2</sub>", "doi": "10.1/a"}]}})",
                                          .request = opening[0]});
  EXPECT_EQ(page.records.at(0).title, "CO2");
  EXPECT_EQ(page.expected->exactness, about);
  EXPECT_EQ(page.requests.at(0).parameter("cursorMark"), "c2");
  EXPECT_EQ(runner->read(query, {.body = "<html>", .request = opening[0]}).answer, Answer::bad_payload);
  EXPECT_EQ(runner->read(query, {.body = R"({"version": "6.9"})", .request = opening[0]}).answer, Answer::bad_payload);
}

/// What `nm -D` says a plugin defines for others.
std::vector<std::string> exported(const fs::path& file) {
  std::vector<std::string> symbols;
  FILE* pipe = popen(("nm -D --defined-only '" + file.string() + "'").c_str(), "r");
  std::array<char, 4096> line{};
  while (pipe != nullptr && std::fgets(line.data(), line.size(), pipe) != nullptr) {
    std::string text = line.data();
    text.erase(text.find_last_not_of('\n') + 1);
    symbols.push_back(text.substr(text.rfind(' ') + 1));
  }
  if (pipe != nullptr) pclose(pipe);
  return symbols;
}

TEST(Plugin, ExportsExactlyOneSymbol) {
  if (std::system("nm --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "nm (package binutils) is not installed";
  EXPECT_THAT(exported(built / "good.so"), ElementsAre("evigraft_plugin"));
}

// --- path_trust: who could have put the file there
// ---------------------------------------------------------------------

constexpr mode_t folder_0755 = S_IFDIR | 0755, file_0644 = S_IFREG | 0644;
constexpr uid_t me = 1000, stranger = 1001;
constexpr gid_t mine = 1000, shared = 100;

std::string judged(const PathPart& folder, const PathPart& file = {"/d/p.so", me, mine, file_0644}) {
  const OwnGroup own = [](uid_t owner, gid_t group) { return owner == group; };
  return distrust({{"/", 0, 0, folder_0755}, folder, file}, me, own);
}

TEST(PathTrust, TakesWhatRootOrWeOwnAndNobodyElseCanWrite) {
  EXPECT_EQ(judged({"/d", me, mine, folder_0755}), "");
  EXPECT_EQ(judged({"/d", 0, 0, folder_0755}, {"/d/p.so", 0, 0, file_0644}), "");
}

TEST(PathTrust, RefusesAnotherOwner) {
  EXPECT_THAT(judged({"/d", stranger, stranger, folder_0755}), HasSubstr("/d is owned by user 1001"));
  EXPECT_THAT(judged({"/d", me, mine, folder_0755}, {"/d/p.so", stranger, mine, file_0644}),
              HasSubstr("/d/p.so is owned by user 1001"));
}

TEST(PathTrust, AGroupMayWriteOnlyWhenItIsTheOwnersOwn) {
  EXPECT_EQ(judged({"/d", me, mine, S_IFDIR | 0775}), "");
  EXPECT_THAT(judged({"/d", me, shared, S_IFDIR | 0775}), HasSubstr("/d can be written by group 100"));
  EXPECT_THAT(judged({"/d", me, mine, folder_0755}, {"/d/p.so", me, shared, S_IFREG | 0664}),
              HasSubstr("/d/p.so can be written by group 100"));
}

TEST(PathTrust, AStickyFolderPassesWhenTheNextPartIsOurs) {
  EXPECT_EQ(judged({"/tmp", 0, 0, S_IFDIR | 01777}), "");
  EXPECT_THAT(judged({"/tmp", 0, 0, S_IFDIR | 01777}, {"/tmp/p.so", stranger, stranger, file_0644}),
              HasSubstr("/tmp can be written by everyone"));
  EXPECT_THAT(judged({"/tmp", stranger, stranger, S_IFDIR | 01777}), HasSubstr("/tmp is owned by user 1001"));
}

TEST(PathTrust, AStickyBitOnTheFileItselfIsNoExcuse) {
  EXPECT_THAT(judged({"/d", me, mine, folder_0755}, {"/d/p.so", me, mine, S_IFREG | 01666}),
              HasSubstr("written by everyone"));
}

TEST(PathTrust, KnowsThePartsOfAPath) {
  const auto parts = path_parts(fs::canonical(built));
  ASSERT_FALSE(parts.empty());
  EXPECT_EQ(parts.front().path, "/");
  EXPECT_EQ(parts.back().path, fs::canonical(built).string());
}

TEST(PathTrust, RootsGroupIsItsOwn) {
  EXPECT_TRUE(is_own_group(0, 0));
  EXPECT_FALSE(is_own_group(0, 1));
}
}  // namespace
