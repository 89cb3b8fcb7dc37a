// A key goes out on the wire and appears nowhere else.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "program.h"
#include "pubmed_stand_in.h"

namespace {
using namespace evigraft::test;

constexpr const char* kKey = "0123456789abcdefSECRETsecret4711";

std::string everything_in(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) {
      std::ifstream in(entry.path(), std::ios::binary);
      std::stringstream bytes;
      bytes << in.rdbuf();
      all += bytes.str();
    }
  return all;
}

TEST(Secrets, TheKeyReachesTheServerButNoFileOrText) {
  PubMedStandIn pubmed;
  pubmed.add_trials(5);
  bool echoed = false;
  pubmed.instead = [&](const HttpAsked& asked) -> std::optional<HttpAnswer> {
    if (asked.number != 1) return std::nullopt;
    echoed = true;
    return HttpAnswer{.status = 429,
                      .body = R"({"error":"API rate limit exceeded","api-key":")" + asked.parameter("api_key") + "\"}",
                      .headers = {{"Retry-After", "0"}}};
  };
  Sandbox sandbox;
  point_at(sandbox, pubmed);
  sandbox.environment["NCBI_API_KEY"] = kKey;
  const Ended ended = sandbox.run({"-v", "refresh", "--record", sandbox.file("night.har")});
  ASSERT_EQ(ended.code, 0) << ended.err;
  ASSERT_TRUE(echoed);
  EXPECT_EQ(pubmed.asked().back().parameter("api_key"), kKey);
  EXPECT_EQ(ended.out.find(kKey), std::string::npos);
  EXPECT_EQ(ended.err.find(kKey), std::string::npos);
  EXPECT_EQ(everything_in(sandbox.folder()).find(kKey), std::string::npos);
  const Ended payloads = sandbox.run({"query", "SELECT * FROM v_payload"});
  EXPECT_EQ(payloads.out.find(kKey), std::string::npos);
}
}  // namespace
