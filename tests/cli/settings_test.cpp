#include "cli/settings.h"

#include <evigraft/error.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>

namespace {
namespace fs = std::filesystem;
using namespace evigraft;
using namespace evigraft::cli;

/// A folder with a home, a user configuration and a working folder of its own.
class SettingsTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("evigraft-settings-" + std::to_string(getpid()) + "-" +
                                         testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(root_ / "home/.config/evigraft");
    fs::create_directories(root_ / "work");
    before_ = fs::current_path();
    fs::current_path(root_ / "work");
    variables_["HOME"] = (root_ / "home").string();
  }
  void TearDown() override {
    fs::current_path(before_);
    fs::remove_all(root_);
  }
  void user(const std::string& text) { write(root_ / "home/.config/evigraft/config.toml", text); }
  void project(const std::string& text) { write(root_ / "work/evigraft.toml", text); }
  static void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }
  [[nodiscard]] Environment environment() const {
    return [this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables_.find(name);
      if (found == variables_.end() || found->second.empty()) return std::nullopt;
      return found->second;
    };
  }
  [[nodiscard]] Settings load(const GlobalOptions& flags = {}) const { return load_settings(flags, environment()); }
  std::string refusal() const {
    try {
      (void)load();
    } catch (const Error& e) {
      EXPECT_EQ(e.kind(), Error::Kind::configuration);
      return e.what();
    }
    return {};
  }

  fs::path root_, before_;
  std::map<std::string, std::string> variables_;
};

TEST_F(SettingsTest, DatabaseLiesInTheDataFolderByDefault) {
  EXPECT_EQ(load().database, root_ / "home/.local/share/evigraft/evigraft.sqlite");
}

TEST_F(SettingsTest, FlagBeatsEnvironmentBeatsProjectBeatsUser) {
  user("topic = \"user\"");
  EXPECT_EQ(load().topic, "user");
  project("topic = \"project\"");
  EXPECT_EQ(load().topic, "project");
  variables_["EVIGRAFT_TOPIC"] = "environment";
  EXPECT_EQ(load().topic, "environment");
  GlobalOptions flags;
  flags.topic = "flag";
  EXPECT_EQ(load(flags).topic, "flag");
}

TEST_F(SettingsTest, ProjectFileMayNotSetAnAddress) {
  project("[source.pubmed]\nbase_url = \"https://evil.example/\"");
  EXPECT_NE(refusal().find("a project file may set topic, output and selection only"), std::string::npos);
}

TEST_F(SettingsTest, ProjectFileMayNotSetPluginFolders) {
  project("plugin_folders = [\"/tmp\"]");
  EXPECT_NE(refusal().find("plugin_folders"), std::string::npos);
}

TEST_F(SettingsTest, UnknownKeyIsNamedWithFileAndLine) {
  user("topic = \"x\"\ntopci = \"y\"");
  EXPECT_NE(refusal().find("config.toml line 2: 'topci' is not a setting"), std::string::npos);
}

TEST_F(SettingsTest, WrongTypeIsNamedWithWhatIsWanted) {
  user("retry_seconds = \"soon\"");
  EXPECT_NE(refusal().find("'retry_seconds' must be a number of seconds"), std::string::npos);
}

TEST_F(SettingsTest, BrokenTomlIsNamedWithItsLine) {
  user("topic = \n");
  EXPECT_NE(refusal().find("config.toml line 1"), std::string::npos);
}

TEST_F(SettingsTest, MissingConfigFileOfTheFlagIsRefused) {
  GlobalOptions flags;
  flags.config = "/nowhere/config.toml";
  EXPECT_THROW((void)load(flags), Error);
}

TEST_F(SettingsTest, BaseAddressComesFromTheEnvironmentForAnySource) {
  variables_["EVIGRAFT_SOURCE_PUBMED_BASE_URL"] = "http://127.0.0.1:1/";
  EXPECT_EQ(source_settings(load(), environment(), "pubmed").base_url, "http://127.0.0.1:1/");
}

TEST_F(SettingsTest, SecretOfTheEnvironmentComesFirst) {
  variables_["NCBI_API_KEY"] = "from-environment";
  EXPECT_EQ(secret(load(), environment(), "NCBI_API_KEY"), "from-environment");
}

TEST_F(SettingsTest, CredentialFileOpenToOthersIsRefused) {
  const fs::path file = root_ / "credentials.toml";
  write(file, "NCBI_API_KEY = \"k\"");
  chmod(file.c_str(), 0644);
  user("credential_file = \"" + file.string() + "\"");
  EXPECT_THROW((void)secret(load(), environment(), "NCBI_API_KEY"), Error);
}

TEST_F(SettingsTest, CredentialFileOfItsOwnerIsRead) {
  const fs::path file = root_ / "credentials.toml";
  write(file, "NCBI_API_KEY = \"from-file\"");
  chmod(file.c_str(), 0600);
  user("credential_file = \"" + file.string() + "\"");
  EXPECT_EQ(secret(load(), environment(), "NCBI_API_KEY"), "from-file");
}

TEST_F(SettingsTest, UnsetSecretIsNotThere) { EXPECT_FALSE(secret(load(), environment(), "NCBI_API_KEY")); }
}  // namespace
