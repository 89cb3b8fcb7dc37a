#include "source/inflate.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <zlib.h>

#include <vector>

namespace {
using namespace evigraft;
using State = Inflater::State;

std::string compressed(const std::string& text, int window_bits) {
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, static_cast<uLong>(text.size())) + 64, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

RC_GTEST_PROP(Inflater, GivesTheTextBackHoweverTheBytesAreCut, (const std::string& a, const std::string& b)) {
  const auto [coding, bits] = *rc::gen::element(std::pair{Coding::gzip, 31}, std::pair{Coding::deflate, 15},
                                                std::pair{Coding::deflate, -15}, std::pair{Coding::identity, 0});
  std::string bytes = coding == Coding::identity ? a + b : compressed(coding == Coding::gzip ? a : a + b, bits);
  if (coding == Coding::gzip) bytes += compressed(b, bits);
  Inflater inflater(coding, 1 << 20);
  std::string out;
  while (!bytes.empty()) {
    const std::size_t size = *rc::gen::inRange<std::size_t>(1, bytes.size() + 1);
    RC_ASSERT(inflater.feed(bytes.substr(0, size), out) == State::ok);
    bytes.erase(0, size);
  }
  RC_ASSERT(out == a + b);
  RC_ASSERT(inflater.complete());
}

RC_GTEST_PROP(Inflater, NeverGivesMoreThanItsLimitWhateverItIsFed, (const std::vector<std::uint8_t>& noise)) {
  const auto coding = *rc::gen::element(Coding::gzip, Coding::deflate, Coding::identity);
  Inflater inflater(coding, 16);
  std::string out;
  inflater.feed(std::string(noise.begin(), noise.end()), out);
  RC_ASSERT(out.size() <= 16u);
}

TEST(Inflater, StopsExactlyAboveTheLimit) {
  const std::string bytes = compressed(std::string(1000, 'x'), 31);
  std::string out;
  EXPECT_EQ(Inflater(Coding::gzip, 1000).feed(bytes, out), State::ok);
  EXPECT_EQ(Inflater(Coding::gzip, 999).feed(bytes, out), State::too_large);
}

TEST(Inflater, TakesZerosAfterTheLastMemberAndNothingElse) {
  const std::string bytes = compressed("text", 31);
  std::string out;
  Inflater padded(Coding::gzip, 1000);
  EXPECT_EQ(padded.feed(bytes + std::string(512, '\0'), out), State::ok);
  EXPECT_EQ(out, "text");
  EXPECT_TRUE(padded.complete());
  EXPECT_EQ(Inflater(Coding::gzip, 1000).feed(bytes + "junk", out), State::damaged);
  EXPECT_EQ(Inflater(Coding::deflate, 1000).feed(compressed("text", 15) + "junk", out), State::damaged);
}

TEST(Inflater, IsCompleteWithoutAnyBodyAndIncompleteWithoutItsEnd) {
  EXPECT_TRUE(Inflater(Coding::gzip, 10).complete());
  const std::string bytes = compressed("text", 31);
  std::string out;
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    Inflater inflater(Coding::gzip, 1000);
    EXPECT_EQ(inflater.feed(bytes.substr(0, size), out), State::ok);
    EXPECT_FALSE(inflater.complete()) << size;
  }
}

TEST(ParseCoding, KnowsWhatWeAskForOnly) {
  EXPECT_EQ(parse_coding(""), Coding::identity);
  EXPECT_EQ(parse_coding(" GZIP "), Coding::gzip);
  EXPECT_EQ(parse_coding("deflate"), Coding::deflate);
  EXPECT_EQ(parse_coding("br"), std::nullopt);
  EXPECT_EQ(parse_coding("gzip, gzip"), std::nullopt);
}
}  // namespace
