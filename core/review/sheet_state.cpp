#include "review/sheet_state.h"

#include <evigraft/error.h>

#include <charconv>
#include <vector>

namespace evigraft::review {
namespace {

constexpr std::string_view kBegin = "evigraft|1|";
constexpr std::string_view kHex = "0123456789abcdef";

/// Fowler, Noll and Vo's FNV-1a, 64 bits (RFC 9923): against slips, not against forgery.
std::string check_sum(std::string_view text) {
  std::uint64_t sum = 0xcbf29ce484222325;
  for (const char letter : text) sum = (sum ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += kHex[(sum >> shift) & 15];
  return out;
}

/// "|", "\" and all that is no printable ASCII as "\" and two hexadecimal digits.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte >= 0x20 && byte < 0x7F && letter != '|' && letter != '\\')
      out += letter;
    else
      out += {'\\', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    unsigned byte = 0;
    if (i + 2 >= text.size() || std::from_chars(&text[i + 1], &text[i] + 3, byte, 16).ptr != &text[i] + 3)
      return std::nullopt;
    out += static_cast<char>(byte);
    i += 2;
  }
  return out;
}

std::optional<std::vector<std::string>> parts_of(std::string_view text) {
  std::vector<std::string> out;
  for (;;) {
    const std::size_t end = text.find('|');
    const auto part = unescaped(text.substr(0, end));
    if (!part) return std::nullopt;
    out.push_back(*part);
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

bool whole(const std::string& text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= 0;
}

}  // namespace

std::string to_text(const SheetState& state) {
  std::string out(kBegin);
  for (const std::string& part :
       {state.database, std::to_string(state.run), std::to_string(state.outcome), std::to_string(state.report),
        state.report_key, std::string(name(state.target_kind)), state.target, state.decision})
    out += escaped(part) + '|';
  for (const std::string& field : outcome_fields()) out += escaped(value_of(state.counted, field)) + '|';
  return out + check_sum(out);
}

std::optional<SheetState> parse_sheet_state(std::string_view text) {
  const std::size_t last = text.rfind('|');
  if (!text.starts_with(kBegin) || last == std::string_view::npos ||
      check_sum(text.substr(0, last + 1)) != text.substr(last + 1))
    return std::nullopt;
  const std::string_view body = text.substr(kBegin.size(), last < kBegin.size() ? 0 : last - kBegin.size());
  const std::vector<std::string>& fields = outcome_fields();
  const auto parts = parts_of(body);
  if (!parts || parts->size() != 8 + fields.size()) return std::nullopt;
  SheetState state;
  state.database = (*parts)[0];
  if (!whole((*parts)[1], state.run) || !whole((*parts)[2], state.outcome) || !whole((*parts)[3], state.report))
    return std::nullopt;
  state.report_key = (*parts)[4];
  const std::string& kind = (*parts)[5];
  if (kind != "outcome" && kind != "entered" && kind != "report") return std::nullopt;
  state.target_kind = parse_target(kind);
  state.target = (*parts)[6];
  state.decision = (*parts)[7];
  for (std::size_t i = 0; i < fields.size(); ++i) state.counted[fields[i]] = (*parts)[8 + i];
  return state;
}

}  // namespace evigraft::review
