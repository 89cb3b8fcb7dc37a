#include "items.h"

#include <algorithm>
#include <evigraft/source.hpp>
#include <string>

namespace evigraft::csljson {
namespace {

class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::string_view from(std::size_t begin) const { return text_.substr(begin, at_ - begin); }

  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  [[nodiscard]] bool ended() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const { return ended() ? '\0' : text_[at_]; }

  bool take(char c) {
    skip_blanks();
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  /// Passes one value: strings are respected, brackets counted. Returns how deep it is nested.
  std::size_t skip_value() {
    std::size_t depth = 0, deepest = 0;
    for (; !ended(); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        skip_string();
        if (depth == 0) return deepest;
        --at_;
      } else if (c == '{' || c == '[') {
        deepest = std::max(deepest, ++depth);
      } else if (c == '}' || c == ']') {
        if (depth == 0) return deepest;
        if (--depth == 0) {
          ++at_;
          return deepest;
        }
      } else if (depth == 0 && c == ',') {
        return deepest;
      }
    }
    if (depth > 0) ends_too_early();
    return deepest;
  }

  /// Passes the string that begins here and returns what stands between its quotes.
  std::string_view skip_string() {
    const std::size_t begin = ++at_;
    for (; !ended(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '"') {
        return text_.substr(begin, at_++ - begin);
      }
    }
    ends_too_early();
  }

  [[noreturn]] void ends_too_early() const { throw BadPayload("the JSON ends too early"); }
  [[noreturn]] void fault(const std::string& reason) const {
    throw BadPayload(reason + " (byte " + std::to_string(at_) + ")");
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

Item next_item(Cursor& cursor, std::size_t index) {
  cursor.skip_blanks();
  if (cursor.ended()) cursor.ends_too_early();
  const std::size_t begin = cursor.at();
  const std::size_t depth = cursor.skip_value();
  if (cursor.at() == begin) cursor.fault("this is not JSON: there is no value where one belongs");
  return {.index = index, .offset = begin, .text = cursor.from(begin), .too_deep = depth > kDeepest};
}

/// After the '[' of an array.
void read_array(Cursor& cursor, const std::function<void(const Item&)>& take) {
  if (cursor.take(']')) return;
  for (std::size_t index = 0;; ++index) {
    take(next_item(cursor, index));
    if (cursor.take(']')) return;
    if (cursor.take(',')) continue;
    if (cursor.ended()) cursor.ends_too_early();
    cursor.fault("this is not JSON: a comma is missing after item " + std::to_string(index));
  }
}

/// Whether the object that begins here has an array "items", and then goes behind its '['.
bool enter_items(Cursor& cursor) {
  cursor.take('{');
  while (!cursor.take('}')) {
    cursor.skip_blanks();
    if (cursor.peek() != '"') return false;
    const std::string_view name = cursor.skip_string();
    if (!cursor.take(':')) return false;
    if (name == "items" && cursor.take('[')) return true;
    cursor.skip_blanks();
    cursor.skip_value();
    if (!cursor.take(',')) return false;
  }
  return false;
}
}  // namespace

void for_each_item(std::string_view text, const std::function<void(const Item&)>& take) {
  Cursor cursor(text);
  cursor.skip_blanks();
  const bool array = cursor.peek() == '[';
  if (!array && cursor.peek() != '{') throw BadPayload("this is not CSL-JSON: it begins with neither [ nor {");
  if (Cursor inside = cursor; array ? inside.take('[') : enter_items(inside)) {
    read_array(inside, take);
    if (!array) return;  // what else the wrapping object says is not ours
    cursor = inside;
  } else {
    take(next_item(cursor, 0));
  }
  cursor.skip_blanks();
  if (!cursor.ended()) cursor.fault("there is more after the end of the JSON");
}

}  // namespace evigraft::csljson
