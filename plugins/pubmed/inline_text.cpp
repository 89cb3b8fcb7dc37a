#include "inline_text.h"

namespace evigraft::pubmed {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Most text has nothing to tidy: no layout in it, no blank at its ends.
bool is_tidy(const std::string& text) {
  if (text.empty()) return true;
  const auto has = [&](char c) { return text.find(c) != std::string::npos; };
  return !is_blank(text.front()) && !is_blank(text.back()) && !has('\n') && !has('\t') && !has('\r');
}

void tidy_in_place(std::string& text) {
  if (is_tidy(text)) return;
  std::size_t out = 0;
  for (std::size_t in = 0; in < text.size();) {
    if (!is_blank(text[in])) {
      text[out++] = text[in++];
      continue;
    }
    std::size_t end = in;
    bool layout = false;
    while (end < text.size() && is_blank(text[end])) layout |= text[end++] != ' ';
    if (out > 0 && end < text.size()) {
      const std::size_t blanks = layout ? 1 : end - in;
      for (std::size_t i = 0; i < blanks; ++i) text[out++] = ' ';
    }
    in = end;
  }
  text.resize(out);
}

/// The node after `node` in document order, its children left out; null past the end of `root`.
pugi::xml_node after(pugi::xml_node node, pugi::xml_node root) {
  while (node != root) {
    if (const pugi::xml_node sibling = node.next_sibling()) return sibling;
    node = node.parent();
  }
  return {};
}
}  // namespace

std::string tidy(std::string_view text) {
  std::string out(text);
  tidy_in_place(out);
  return out;
}

std::string inline_text(pugi::xml_node node) {
  std::string text(node.value());
  for (pugi::xml_node at = node.first_child(); at;) {  // no recursion: nesting is the sender's choice
    text += at.value();
    const pugi::xml_node child = at.first_child();
    at = child ? child : after(at, node);
  }
  tidy_in_place(text);
  return text;
}

}  // namespace evigraft::pubmed
