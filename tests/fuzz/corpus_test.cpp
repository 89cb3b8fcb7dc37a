// The corpora of the fuzz targets, as they are and with a few hundred mutations each (seed printed on failure).
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "targets.h"

namespace evigraft::fuzz {
namespace {
namespace fs = std::filesystem;

std::vector<std::string> corpus(const std::string& name) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(EVIGRAFT_ROOT) / "tests/fuzz/corpus" / name))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> out;
  for (const fs::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return out;
}

/// Cuts, doubles, flips or swaps in a part of another file.
std::string mutated(std::string bytes, const std::vector<std::string>& all, std::mt19937& random) {
  const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
  for (std::size_t i = 0; i <= below(3); ++i) {
    const std::size_t at = below(bytes.size()), size = below(std::min<std::size_t>(40, bytes.size() - at + 1));
    switch (random() % 4) {
      case 0:
        bytes.erase(at, size);
        break;
      case 1:
        bytes.insert(at, bytes.substr(at, size));
        break;
      case 2:
        if (!bytes.empty()) bytes[at] = static_cast<char>(random() % 256);
        break;
      default: {
        const std::string& other = all[below(all.size())];
        bytes.insert(at, other.substr(below(other.size()), 1 + below(60)));
      }
    }
  }
  return bytes;
}

void replay(const std::string& name, const std::function<void(std::string_view)>& target) {
  const std::vector<std::string> all = corpus(name);
  ASSERT_GE(all.size(), 5U) << name;
  std::mt19937 random(20261123);
  for (const std::string& bytes : all) {
    target(bytes);
    for (int i = 0; i < 300; ++i) target(mutated(bytes, all, random));
  }
}

TEST(FuzzCorpus, PubMedXmlHoldsForEveryFileAndItsMutations) { replay("pubmed_xml", pubmed_xml); }
TEST(FuzzCorpus, PubMedRepliesHoldForEveryFileAndItsMutations) { replay("pubmed_reply", pubmed_reply); }
TEST(FuzzCorpus, FullTextsHoldForEveryFileAndItsMutations) { replay("jats", jats); }
TEST(FuzzCorpus, SheetsHoldForEveryFileAndItsMutations) { replay("sheet", sheet); }
TEST(FuzzCorpus, PartsOfWorkbooksHoldForEveryFileAndItsMutations) { replay("sheet_part", sheet_part); }
TEST(FuzzCorpus, CslJsonHoldsForEveryFileAndItsMutations) { replay("csljson", csljson); }

}  // namespace
}  // namespace evigraft::fuzz
