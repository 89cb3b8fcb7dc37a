// The built plugin, loaded as the program loads it.
#include <gtest/gtest.h>

#include "source/loader.h"

namespace evigraft {
namespace {

TEST(PubMedPlugin, DescribesItself) {
  const auto runner = load_plugin(EVIGRAFT_PLUGINS "/pubmed.so");
  EXPECT_EQ(runner->info().id, "pubmed");
  EXPECT_EQ(runner->info().base_url, "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/");
  EXPECT_EQ(runner->info().key_name, "NCBI_API_KEY");
  EXPECT_EQ(runner->info().file_format, "pubmed");
  EXPECT_DOUBLE_EQ(runner->info().requests_per_second, 3);
  EXPECT_DOUBLE_EQ(runner->info().requests_per_second_with_key, 10);
}

TEST(PubMedPlugin, ReadsThroughTheNeck) {
  EXPECT_EQ(load_plugin(EVIGRAFT_PLUGINS "/pubmed.so")->sniff("<PubmedArticleSet>"), 100U);
}

}  // namespace
}  // namespace evigraft
