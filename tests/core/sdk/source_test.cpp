#include <evigraft/source.hpp>

#include <gtest/gtest.h>

extern "C" int evigraft_abi_is_c11(void);

namespace {
using namespace evigraft;

TEST(SourceAbi, CompilesAsC11) { EXPECT_EQ(evigraft_abi_is_c11(), 1); }

TEST(PlainText, RemovesMarkupWithNothingLost) {
  EXPECT_EQ(plain_text("CO<sub>2</sub> &lt; 5 &amp; p < 0.05"), "CO2 < 5 & p < 0.05");
}

TEST(AbstractText, JoinsPartsWithTheirLabels) {
  EXPECT_EQ(abstract_text({{"METHODS", "We grafted."}, {"", "It took."}, {"EMPTY", ""}}), "METHODS: We grafted.\nIt took.");
}
}  // namespace
