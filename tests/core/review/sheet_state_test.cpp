#include "review/sheet_state.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace {
using namespace evigraft::review;

SheetState state_with(const std::string& text) {
  SheetState state;
  state.database = text;
  state.run = 7;
  state.outcome = 12;
  state.report = 3;
  state.report_key = "pubmed:" + text;
  state.target_kind = Target::outcome;
  state.target = text + "|abstract|49.83";
  state.decision = "auto";
  for (const std::string& field : outcome_fields()) state.counted[field] = "";
  state.counted["definition"] = text;
  return state;
}

RC_GTEST_PROP(SheetState, ComesBackWhateverIsInIt, (const std::string& text)) {
  const SheetState state = state_with(text);
  RC_ASSERT(parse_sheet_state(to_text(state)) == state);
}

RC_GTEST_PROP(SheetState, IsPrintableAscii, (const std::string& text)) {
  for (const char letter : to_text(state_with(text))) RC_ASSERT(letter >= 0x20 && letter < 0x7F);
}

RC_GTEST_PROP(SheetState, IsNoneOnceALetterIsChanged, ()) {
  std::string text = to_text(state_with("a"));
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  text[at] = text[at] == 'x' ? 'y' : 'x';
  RC_ASSERT(!parse_sheet_state(text));
}

RC_GTEST_PROP(SheetState, IsNoneOfAnyOtherText, (const std::string& text)) {
  RC_ASSERT(!parse_sheet_state(text));
  RC_ASSERT(!parse_sheet_state("evigraft|1|" + text));
}
}  // namespace
