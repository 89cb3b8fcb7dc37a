// Bad input gets one sentence and the right exit code, and loses nothing.
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>

#include "program.h"
#include "pubmed_stand_in.h"

namespace {
using namespace evigraft::test;

/// One line that begins with the program's name and ends with a full stop or a hint.
void expect_one_sentence(const Ended& ended) {
  EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1) << ended.err;
  EXPECT_EQ(ended.err.find("evigraft: "), 0U) << ended.err;
}

std::string gzip(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(bytes.size() + 1000, '\0');
  std::string in = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

const std::vector<std::vector<std::string>> kReading = {{"records"},
                                                        {"reports"},
                                                        {"studies"},
                                                        {"outcomes"},
                                                        {"journals"},
                                                        {"runs"},
                                                        {"exclusions"},
                                                        {"show", "1"},
                                                        {"query", "SELECT 1"},
                                                        {"meta", "--arm", "ASC"},
                                                        {"publish", "-o", "page"},
                                                        {"extract"}};
const std::vector<std::vector<std::string>> kOpening = {{"records"},
                                                        {"outcomes"},
                                                        {"show", "1"},
                                                        {"query", "SELECT 1"},
                                                        {"meta", "--arm", "ASC"},
                                                        {"publish", "-o", "page"},
                                                        {"extract"},
                                                        {"import", "nothing.json"},
                                                        {"refresh"}};

TEST(BadInput, AMissingDatabaseIsNamedByEveryReadingCommand) {
  for (const auto& command : kReading) {
    const Sandbox sandbox;
    const Ended ended = sandbox.run(command);
    EXPECT_EQ(ended.code, 7) << command.front();
    expect_one_sentence(ended);
    EXPECT_NE(ended.err.find(sandbox.database()), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(sandbox.database())) << command.front();
  }
}

TEST(BadInput, AFileThatIsNoDatabaseIsRefusedByEveryCommandAndKept) {
  for (const auto& command : kOpening) {
    const Sandbox sandbox;
    const std::string rubbish(5000, 'r');
    sandbox.write("db.sqlite", rubbish);
    const Ended ended = sandbox.run(command);
    EXPECT_EQ(ended.code, 7) << command.front() << ended.err;
    std::ifstream in(sandbox.database());
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), rubbish);
  }
}

TEST(BadInput, ALockedDatabaseIsExit7ForWritersAndOpenToReaders) {
  const Sandbox sandbox;
  ASSERT_EQ(sandbox.run({"init"}).code, 0);
  const std::string lock = sandbox.database() + ".lock";
  const int fd = open(lock.c_str(), O_RDWR | O_CREAT, 0600);
  ASSERT_EQ(flock(fd, LOCK_EX | LOCK_NB), 0);
  for (const auto& command : {std::vector<std::string>{"refresh"}, {"import", "x.json"}, {"extract"}}) {
    const Ended ended = sandbox.run(command);
    EXPECT_EQ(ended.code, 7) << command.front();
    expect_one_sentence(ended);
  }
  EXPECT_EQ(sandbox.run({"records"}).code, 0);
  close(fd);
}

TEST(BadInput, ANewerDatabaseIsRefused) {
  const Sandbox sandbox;
  ASSERT_EQ(sandbox.run({"init"}).code, 0);
  {
    std::fstream file(sandbox.database(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(60);  // user_version, big-endian
    file.write("\0\0\x7F\xFF", 4);
  }
  for (const auto& command : {std::vector<std::string>{"records"}, {"refresh"}, {"publish", "-o", "page"}}) {
    const Ended ended = sandbox.run(command);
    EXPECT_EQ(ended.code, 7) << command.front();
    expect_one_sentence(ended);
  }
}

TEST(BadInput, InitDoesNotOverwrite) {
  const Sandbox sandbox;
  ASSERT_EQ(sandbox.run({"init"}).code, 0);
  EXPECT_EQ(sandbox.run({"init"}).code, 2);
}

TEST(BadInput, UnknownTopicsAreExit5) {
  const Sandbox sandbox;
  for (const char* topic : {"nonsense", "missing.toml"}) {
    const Ended ended = sandbox.run({"--topic", topic, "init"});
    EXPECT_EQ(ended.code, 5);
    expect_one_sentence(ended);
  }
}

TEST(BadInput, ATopicFileWithAnUnknownKeyIsNamedWithItsLine) {
  const Sandbox sandbox;
  const Ended ended = sandbox.run({"--topic", sandbox.write("t.toml", "name = \"t\"\nnmae = 1\n"), "init"});
  EXPECT_EQ(ended.code, 5);
  EXPECT_NE(ended.err.find("t.toml"), std::string::npos) << ended.err;
}

TEST(BadInput, UnknownCommandsAndOptionsAreUsage) {
  const Sandbox sandbox;
  EXPECT_EQ(sandbox.run({"refersh"}).code, 2);
  EXPECT_NE(sandbox.run({"refersh"}).err.find("Did you mean 'refresh'"), std::string::npos);
  EXPECT_EQ(sandbox.run({"records", "--nonsense"}).code, 2);
  EXPECT_EQ(sandbox.run({}).code, 2);
  EXPECT_EQ(sandbox.run({"meta"}).code, 7);
  EXPECT_EQ(sandbox.run({"refresh", "--since", "yesterday"}).code, 2);
}

TEST(BadInput, AMissingOrRubbishImportFileIsNamedAndTheOthersAreKept) {
  const Sandbox sandbox;
  const std::string good = sandbox.write("good.json", R"([{"id": "a", "title": "Fat graft retention"}])");
  const std::string rubbish = sandbox.write("rubbish.bin", std::string("\x00\xFF\x7F rubbish", 11));
  const Ended ended = sandbox.run({"import", sandbox.file("none.xml"), rubbish, good, "--json"});
  EXPECT_EQ(ended.code, 4) << ended.err;
  const auto files = nlohmann::json::parse(ended.out).at("files");
  EXPECT_FALSE(files.at(0).at("error").is_null());
  EXPECT_FALSE(files.at(1).at("error").is_null());
  EXPECT_EQ(files.at(2).at("new"), 1);
}

TEST(BadInput, ATruncatedGzipKeepsWhatCameBefore) {
  const Sandbox sandbox;
  std::string xml = "<?xml version=\"1.0\"?><PubmedArticleSet>";
  std::string filler;
  for (int i = 0; i < 4000; ++i) filler += std::to_string(i * 7919 % 100003) + " ";
  for (int i = 1; i <= 40; ++i)
    xml += "<PubmedArticle><MedlineCitation><PMID Version=\"1\">" + std::to_string(i) +
           "</PMID><Article><Journal><Title>J</Title></Journal><ArticleTitle>Fat graft " + std::to_string(i) +
           "</ArticleTitle><Abstract><AbstractText>" + filler +
           "</AbstractText></Abstract></Article>"
           "</MedlineCitation></PubmedArticle>";
  const std::string packed = gzip(xml + "</PubmedArticleSet>");
  const std::string file = sandbox.write("cut.xml.gz", packed.substr(0, packed.size() * 9 / 10));
  const Ended ended = sandbox.run({"import", "--all", file, "--json"});
  EXPECT_EQ(ended.code, 4) << ended.err;
  const auto summary = nlohmann::json::parse(ended.out).at("files").at(0);
  EXPECT_FALSE(summary.at("error").is_null());
  EXPECT_GT(summary.at("new").get<int>(), 0);
  EXPECT_EQ(sandbox.json({"records"}).at("records").size(), summary.at("new").get<std::size_t>());
}

TEST(BadInput, BrokenUtf8IsRepairedOrRejectedNeverStoredBroken) {
  const Sandbox sandbox;
  const std::string file =
      sandbox.write("broken.xml",
                    "<?xml version=\"1.0\"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID>"
                    "<Article><ArticleTitle>Fat \xFF\xC3 graft</ArticleTitle></Article></MedlineCitation>"
                    "</PubmedArticle></PubmedArticleSet>");
  (void)sandbox.run({"import", file});
  const Ended ended = sandbox.run({"records", "--json"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(nlohmann::json::accept(ended.out)) << ended.out;
}

TEST(BadInput, NoNetworkIsExit6AndKeepsTheDatabase) {
  Sandbox sandbox;
  sandbox.environment["EVIGRAFT_SOURCE_PUBMED_BASE_URL"] = "http://127.0.0.1:1/";
  sandbox.environment["EVIGRAFT_RETRY_SECONDS"] = "0";
  const Ended ended = sandbox.run({"refresh"});
  EXPECT_EQ(ended.code, 6) << ended.err;
  EXPECT_EQ(sandbox.run({"records"}).code, 0);
}

TEST(BadInput, AnInsecureAddressIsExit5) {
  Sandbox sandbox;
  sandbox.environment["EVIGRAFT_SOURCE_PUBMED_BASE_URL"] = "http://example.org/";
  const Ended ended = sandbox.run({"refresh"});
  EXPECT_EQ(ended.code, 5) << ended.err;
}

TEST(BadInput, AWrongSettingLeavesNoDatabaseBehind) {
  Sandbox sandbox;
  sandbox.environment["EVIGRAFT_SOURCE_PUBMED_BASE_URL"] = "http://example.org/";
  ASSERT_EQ(sandbox.run({"refresh"}).code, 5);
  EXPECT_EQ(sandbox.run({"records"}).code, 7);
}

TEST(BadInput, AFasterPaceThanTheServiceAllowsIsExit5) {
  Sandbox sandbox;
  sandbox.environment["EVIGRAFT_CONFIG"] = sandbox.write("c.toml", "[source.pubmed]\nrate = 100\n");
  EXPECT_EQ(sandbox.run({"refresh"}).code, 5);
}

TEST(BadInput, APluginFolderOpenToAllIsRefusedWithTheFailedCheck) {
  Sandbox sandbox;
  const std::filesystem::path folder = sandbox.folder() / "plugins";
  std::filesystem::create_directory(folder);
  std::filesystem::copy_file(std::string(EVIGRAFT_PLUGINS) + "/csljson.so", folder / "other.so");
  chmod(folder.c_str(), 0777);
  sandbox.environment["EVIGRAFT_PLUGIN_FOLDERS"] = folder.string();
  const Ended list = sandbox.run({"plugin", "list"});
  EXPECT_NE(list.err.find("can be written by everyone"), std::string::npos) << list.err;
  EXPECT_EQ(sandbox.run({"plugin", "info", (folder / "other.so").string()}).code, 8);
}

TEST(BadInput, AnUnknownPluginIsExit8) {
  const Sandbox sandbox;
  EXPECT_EQ(sandbox.run({"plugin", "info", "nonsense"}).code, 8);
}

TEST(BadInput, AReplayFileThatIsNoHarIsNamed) {
  const Sandbox sandbox;
  for (const char* text : {"", "not json", "{}", "{\"log\": {\"entries\": 7}}"}) {
    const Ended ended = sandbox.run({"refresh", "--replay", sandbox.write("bad.har", text)});
    EXPECT_EQ(ended.code, 1) << text;
    expect_one_sentence(ended);
  }
}

TEST(BadInput, QueriesThatWriteOrReachOutAreRefused) {
  const Sandbox sandbox;
  ASSERT_EQ(sandbox.run({"init"}).code, 0);
  for (const char* sql : {"DELETE FROM record", "ATTACH 'x' AS y", "PRAGMA journal_mode", "SELECT load_extension('x')",
                          "SELECT 1; DROP TABLE record", "nonsense"}) {
    const Ended ended = sandbox.run({"query", sql});
    EXPECT_EQ(ended.code, 2) << sql << ended.err;
    expect_one_sentence(ended);
  }
}

TEST(BadInput, EmptyResultsAreNoFault) {
  const Sandbox sandbox;
  ASSERT_EQ(sandbox.run({"init"}).code, 0);
  for (const char* list : {"records", "reports", "studies", "outcomes", "journals", "runs", "exclusions"}) {
    EXPECT_TRUE(sandbox.json({list}).at(list).empty());
    EXPECT_EQ(sandbox.run({list, "--exit-code"}).code, 3);
  }
  EXPECT_EQ(sandbox.json({"meta", "--compare", "ASC:conventional"}).at("k"), 0);
  EXPECT_EQ(sandbox.run({"publish", "-o", sandbox.file("page")}).code, 0);
}

TEST(BadInput, LinesThatAreNoTextsAreNamedAndTheOthersAreRead) {
  const Sandbox sandbox;
  const Ended ended =
      sandbox.run_bare({"extract", "--jsonl", "-"},
                       "{\"id\": \"a\", \"title\": \"\", \"abstract\": \"Retention was 50%.\"}\nnot json\n");
  EXPECT_EQ(ended.code, 4) << ended.err;
  EXPECT_EQ(std::count(ended.out.begin(), ended.out.end(), '\n'), 1);
}

TEST(BadInput, DoctorNamesWhatIsDamaged) {
  const Sandbox sandbox;
  EXPECT_EQ(sandbox.run({"doctor"}).code, 0);
  ASSERT_EQ(sandbox.run({"init"}).code, 0);
  EXPECT_EQ(sandbox.run({"doctor"}).code, 0);
  std::filesystem::resize_file(sandbox.database(), 10000);
  EXPECT_EQ(sandbox.run({"doctor"}).code, 7);
}
}  // namespace
