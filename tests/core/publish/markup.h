// A strict little reader of the markup this room writes: every tag and attribute, and whether the tags balance.
#pragma once
#include <map>
#include <string>
#include <vector>

namespace evigraft::publish {

struct Tag {
  std::string name;
  std::map<std::string, std::string> attributes;
};

struct Markup {
  std::vector<Tag> tags;  ///< opening ones, in order
  std::string fault;      ///< empty when every tag is closed in order and every attribute quoted
};

Markup read_markup(const std::string& html);

/// How often `part` stands in `text`.
int count(const std::string& text, const std::string& part);

}  // namespace evigraft::publish
