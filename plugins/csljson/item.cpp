#include "item.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "issued.h"
#include "words.h"

namespace evigraft::csljson {
namespace {

using nlohmann::json;

/// A member as text: a string, a number, or the first of a list; empty when it is missing or null.
std::string text_of(const json& value, const char* name) {
  if (value.is_null()) return {};
  if (value.is_string()) return trimmed(value.get_ref<const std::string&>());
  if (value.is_number()) return value.dump();
  if (value.is_array()) return value.empty() ? std::string() : text_of(value.front(), name);
  throw UnusableItem(std::string("its \"") + name + "\" is not text");
}

std::string text(const json& item, const char* name) {
  const auto found = item.find(name);
  return found == item.end() ? std::string() : text_of(*found, name);
}

/// A member that is a list, or one string divided by any of `separators`.
std::vector<std::string> texts(const json& item, const char* name, std::string_view separators) {
  const auto found = item.find(name);
  if (found == item.end()) return {};
  if (!found->is_array()) return split(text_of(*found, name), separators);
  std::vector<std::string> out;
  for (const json& value : *found)
    if (std::string one = text_of(value, name); !one.empty()) out.push_back(std::move(one));
  return out;
}

bool digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "PMID: 34101387" on a line of its own, as reference managers write what CSL has no field for.
std::string in_lines(const std::string& note, std::string_view label) {
  for (const std::string& line : split(note, "\n\r;"))
    if (const std::size_t colon = line.find(':'); colon != std::string::npos)
      if (lower(trimmed(std::string_view(line).substr(0, colon))) == label)
        return trimmed(std::string_view(line).substr(colon + 1));
  return {};
}

/// An identifier from its member, from "custom", or from the lines of "note".
std::string identifier(const json& item, const char* upper, const char* small) {
  for (const char* name : {upper, small})
    if (std::string found = text(item, name); !found.empty()) return found;
  if (const auto custom = item.find("custom"); custom != item.end()) {
    if (custom->is_object())
      for (const char* name : {upper, small})
        if (std::string found = text(*custom, name); !found.empty()) return found;
    if (custom->is_string())
      if (std::string found = in_lines(custom->get_ref<const std::string&>(), small); !found.empty()) return found;
  }
  const auto note = item.find("note");
  return note != item.end() && note->is_string() ? in_lines(note->get_ref<const std::string&>(), small) : std::string();
}

void read_identifiers(const json& item, ReadItem& out) {
  const auto left_out = [&](const std::string& what, const std::string& is) {
    out.warnings.push_back(std::string("\"").append(what, 0, 80) + "\" is not a " + is + " and was left out");
  };
  if (const std::string printed = identifier(item, "DOI", "doi"); !printed.empty())
    if (out.record.doi = normal_doi(printed); out.record.doi.empty()) left_out(printed, "DOI");
  if (const std::string printed = identifier(item, "PMID", "pmid"); !printed.empty()) {
    if (digits(printed) && printed.size() <= 8 && printed[0] != '0')
      out.record.pmid = printed;
    else
      left_out(printed, "PMID");
  }
  if (const std::string printed = identifier(item, "PMCID", "pmcid"); !printed.empty()) {
    const std::string number = lower(printed).starts_with("pmc") ? printed.substr(3) : printed;
    if (digits(number))
      out.record.pmcid.assign("PMC").append(number);
    else
      left_out(printed, "PMCID");
  }
}

std::vector<Author> read_authors(const json& item) {
  std::vector<Author> out;
  const auto list = item.find("author");
  if (list == item.end() || list->is_null()) return out;
  if (!list->is_array()) throw UnusableItem("its \"author\" is not a list");
  for (const json& name : *list) {
    if (!name.is_object()) throw UnusableItem("an author is not an object");
    Author author;
    author.family = plain(text(name, "family"));
    author.given = plain(text(name, "given"));
    author.suffix = plain(text(name, "suffix"));
    if (const std::string particle = text(name, "non-dropping-particle"); !particle.empty())
      author.family = particle + " " + author.family;
    if (const std::string particle = text(name, "dropping-particle"); !particle.empty())
      author.given += (author.given.empty() ? "" : " ") + particle;
    if (author.family.empty() && author.given.empty()) author.collective = plain(text(name, "literal"));
    if (!author.family.empty() || !author.given.empty() || !author.collective.empty()) out.push_back(std::move(author));
  }
  return out;
}

std::vector<std::string> read_types(const json& item) {
  std::vector<std::string> out = texts(item, "genre", ";");
  const std::string type = text(item, "type");
  if (!type.empty() && type != "article-journal" && type != "article") out.push_back(type);
  return out;
}

json parse(std::string_view text) {
  try {
    return json::parse(text);
  } catch (const json::parse_error& problem) {
    throw UnusableItem("it is not JSON at its byte " + std::to_string(problem.byte));
  }
}
}  // namespace

std::string normal_doi(std::string_view printed) {
  std::string doi = lower(trimmed(printed));
  constexpr std::array<std::string_view, 5> prefixes = {"https://", "http://", "dx.doi.org/", "doi.org/", "doi:"};
  for (const std::string_view prefix : prefixes)
    if (doi.starts_with(prefix)) doi = trimmed(std::string_view(doi).substr(prefix.size()));
  const bool is_doi = doi.starts_with("10.") && doi.find('/') != std::string::npos && doi.back() != '/' &&
                      doi.find_first_of(" \t\r\n") == std::string::npos;
  return is_doi ? doi : std::string();
}

ReadItem read_item(std::string_view source) {
  const json item = parse(source);
  if (!item.is_object()) throw UnusableItem("it is not an object");
  ReadItem out;
  Record& record = out.record;
  read_identifiers(item, out);
  record.key = text(item, "id");
  if (record.key.empty()) record.key = record.doi;
  if (record.key.empty()) throw UnusableItem("it has neither an id nor a DOI");

  record.title = plain(text(item, "title"));
  if (std::string abstract = plain(text(item, "abstract")); !abstract.empty())
    record.abstract.push_back({{}, std::move(abstract)});
  record.authors = read_authors(item);
  record.journal.title = plain(text(item, "container-title"));
  record.journal.iso_abbreviation = plain(text(item, "container-title-short"));
  if (record.journal.iso_abbreviation.empty())
    record.journal.iso_abbreviation = plain(text(item, "journalAbbreviation"));
  record.journal.issn = texts(item, "ISSN", ",; ");
  record.journal.publisher = plain(text(item, "publisher"));
  record.volume = text(item, "volume");
  record.issue = text(item, "issue");
  record.pages = text(item, "page");
  if (const auto date = item.find("issued"); date != item.end()) {
    const Issued issued = read_issued(*date);
    record.published = issued.iso;
    record.published_as_printed = issued.printed;
    record.year = issued.year;
  }
  record.publication_types = read_types(item);
  record.keywords = texts(item, "keyword", ",;");
  record.language = texts(item, "language", ",;");
  return out;
}

}  // namespace evigraft::csljson
