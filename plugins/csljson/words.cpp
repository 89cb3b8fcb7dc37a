#include "words.h"

#include <evigraft/plain_text.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace evigraft::csljson {
namespace {

/// Elements that begin on a line of their own; taking their tags away would glue words together.
bool is_block(std::string_view tag) {
  constexpr std::array<std::string_view, 12> blocks = {"p",    "title",     "sec", "br", "div", "li",
                                                       "list", "list-item", "h1",  "h2", "h3",  "h4"};
  std::string name = lower(tag.substr(tag.starts_with("</") ? 2 : 1));
  name.resize(std::min(name.find_first_of(" \t\r\n/>"), name.size()));
  if (const std::size_t colon = name.find(':'); colon != std::string::npos) name.erase(0, colon + 1);
  return std::find(blocks.begin(), blocks.end(), name) != blocks.end();
}
}  // namespace

std::string plain(std::string_view markup) {
  std::string apart;
  for (std::size_t at = 0; at < markup.size();) {
    const std::size_t end = markup[at] == '<' ? markup.find_first_of("<>", at + 1) : std::string_view::npos;
    if (end != std::string_view::npos && markup[end] == '>' && is_block(markup.substr(at, end + 1 - at))) {
      apart += '\n';
      at = end + 1;
    } else {
      apart += markup[at++];
    }
  }
  const std::string text = plain_text(apart);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
    if (end == at) {
      out += text[at++];
      continue;
    }
    const std::string_view blanks = std::string_view(text).substr(at, end - at);
    if (!out.empty() && end < text.size())
      out += blanks.find_first_not_of(' ') == std::string_view::npos ? blanks : std::string_view(" ");
    at = end;
  }
  return out;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin));
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    if (std::string part = trimmed(text.substr(at, end - at)); !part.empty()) out.push_back(std::move(part));
    at = end + 1;
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

}  // namespace evigraft::csljson
