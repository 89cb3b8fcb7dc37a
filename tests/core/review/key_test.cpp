#include "review/key.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace {
using namespace evigraft::review;

TEST(OutcomeKeyText, ReadsLikeTheNumberItMeans) {
  EXPECT_EQ(to_text({"pubmed:1", "abstract", "49.8 ± 3.6%", "0", "ASC", "6", "0"}),
            "pubmed:1|abstract|49.8 ± 3.6%|0|ASC|6|0");
}

TEST(OutcomeKeyText, IsRefusedWithAnotherNumberOfParts) { EXPECT_FALSE(parse_outcome_key("pubmed:1|abstract")); }

RC_GTEST_PROP(OutcomeKeyText, ComesBackWhateverThePartsHold, ()) {
  const auto part = [] { return *rc::gen::container<std::string>(rc::gen::element('a', '|', '\\', 'p', ' ')); };
  const OutcomeKey key{part(), part(), part(), part(), part(), part(), part()};
  RC_ASSERT(parse_outcome_key(to_text(key)) == key);
}
}  // namespace
