#include <gtest/gtest.h>

#include <evigraft/source.hpp>

extern "C" int evigraft_abi_is_c11(void);

namespace {
using namespace evigraft;

TEST(SourceAbi, CompilesAsC11) { EXPECT_EQ(evigraft_abi_is_c11(), 1); }

TEST(PlainText, RemovesMarkupWithNothingLost) {
  EXPECT_EQ(plain_text("CO<sub>2</sub> &lt; 5 &amp; p < 0.05"), "CO2 < 5 & p < 0.05");
}

TEST(PlainText, KeepsAComparisonThatOnlyLooksLikeATag) {
  EXPECT_EQ(plain_text("if n<a and b>c, <i>in vivo</i>"), "if n<a and b>c, in vivo");
  EXPECT_EQ(plain_text("5 <x"), "5 <x");
}

TEST(PlainText, RemovesTagsWithPrefixAndAttributes) {
  EXPECT_EQ(plain_text("<jats:p>one<br/><jats:sup id=\"a\">2</jats:sup></jats:p>"), "one2");
}

TEST(PlainText, DecodesCharacterReferencesOnce) {
  EXPECT_EQ(plain_text("48 &#xb1; 5&#37; &amp;lt; &#8722;1"), "48 \u00b1 5% &lt; \u22121");
}

TEST(PlainText, LeavesWhatIsNoCharacterReference) {
  EXPECT_EQ(plain_text("AT&T &nbsp; &#0; &#xD800; &#; &#x110000; &#12"),
            "AT&T &nbsp; &#0; &#xD800; &#; &#x110000; &#12");
}

TEST(AbstractText, JoinsPartsWithTheirLabels) {
  EXPECT_EQ(abstract_text({{"METHODS", "We grafted."}, {"", "It took."}, {"EMPTY", ""}}),
            "METHODS: We grafted.\nIt took.");
}

class Small final : public Source {
 public:
  static constexpr std::string_view key_name = "SMALL_KEY";
  static constexpr double requests_per_second = 0.3;
  Requests first(const Query&) const override { return {}; }
  Requests read(const Query&, const Reply&, Sink&) const override { return {}; }
};

TEST(Describe, TakesWhatTheClassSaysAndTheDefaultsForTheRest) {
  static constexpr evigraft_source source = describe<Small>("small", "https://small.example/");
  EXPECT_EQ(neck::view(source.id), "small");
  EXPECT_EQ(neck::view(source.title), "small");
  EXPECT_EQ(neck::view(source.key_name), "SMALL_KEY");
  EXPECT_EQ(source.milli_requests_per_second, 300u);
  EXPECT_EQ(source.concurrent_requests, 0u);
  EXPECT_EQ(source.extension(EVIGRAFT_READ_1), nullptr);
}

TEST(Describe, KnowsAnIdOrAddressTheHostWouldRefuse) {
  EXPECT_TRUE(neck::well_described(describe<Small>("small_2", "https://small.example/")));
  EXPECT_FALSE(neck::well_described(describe<Small>("Small", "https://small.example/")));
  EXPECT_FALSE(neck::well_described(describe<Small>("2small", "https://small.example/")));
  EXPECT_FALSE(neck::well_described(describe<Small>("small", "http://small.example/")));
  EXPECT_FALSE(neck::well_described(describe<Small>("small", "https://small.example/api")));
}
}  // namespace
