// core/extract/fold.h: stage 1. One spelling for what typesetters write in many ways, with the way back to the printed
// offsets: minus signs and dashes, middle dots, thin spaces, HTML entities, superscript digits, upper case.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace evigraft {

/// `text` is lower-case UTF-8; `±` and `∓` are the byte kPlusMinus, `×` is kTimes. Byte i of it was printed at the
/// code point `origin[i]` of the field.
struct Folded {
  std::vector<char> text;
  std::vector<int> origin;   ///< one more than text: the last is the field's length in code points
  std::vector<char> upper;   ///< byte i was printed as a capital
  std::string printed;       ///< the field, broken UTF-8 replaced by U+FFFD
  std::vector<int> offsets;  ///< byte offset in `printed` of each code point, and its size at the end
};

constexpr char kPlusMinus = '\x01';
constexpr char kTimes = '\x02';

Folded fold(std::string_view field);

/// The code points [start, end) as printed.
std::string_view printed(const Folded& folded, int start, int end);

}  // namespace evigraft
