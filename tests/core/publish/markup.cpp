#include "markup.h"

#include <set>

namespace evigraft::publish {
namespace {

// name and attributes of what stands between < and >; false when it is not written as this room writes.
bool read_tag(const std::string& inside, Tag& tag) {
  std::size_t at = inside.find_first_of(" \n");
  tag.name = inside.substr(0, at);
  while (at < inside.size()) {
    at = inside.find_first_not_of(" \n", at);
    if (at == std::string::npos) return true;
    const std::size_t equals = inside.find("=\"", at);
    const std::size_t close = equals == std::string::npos ? equals : inside.find('"', equals + 2);
    if (close == std::string::npos) return false;
    const std::string name = inside.substr(at, equals - at);
    if (name.find_first_of(" <>'\"") != std::string::npos) return false;
    if (!tag.attributes.emplace(name, inside.substr(equals + 2, close - equals - 2)).second) return false;
    at = close + 1;
  }
  return true;
}

}  // namespace

Markup read_markup(const std::string& html) {
  static const std::set<std::string> empty_elements = {"meta", "br", "hr", "img", "link", "input"};
  Markup markup;
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string::npos) return {{}, "a tag without an end"};
    std::string inside = html.substr(at + 1, end - at - 1);
    if (inside == "!DOCTYPE html") continue;
    if (inside.starts_with("/")) {
      if (open.empty() || open.back() != inside.substr(1)) return {{}, "unexpected <" + inside + ">"};
      open.pop_back();
      continue;
    }
    const bool closed = inside.ends_with("/");
    if (closed) inside.pop_back();
    Tag tag;
    if (!read_tag(inside, tag)) return {{}, "malformed <" + inside + ">"};
    if (!closed && !empty_elements.contains(tag.name)) open.push_back(tag.name);
    if (tag.name == "style") at = html.find("</style>", at) - 1;
    markup.tags.push_back(tag);
  }
  if (!open.empty()) markup.fault = "<" + open.back() + "> is never closed";
  return markup;
}

int count(const std::string& text, const std::string& part) {
  int n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

}  // namespace evigraft::publish
