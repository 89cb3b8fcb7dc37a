#include "store/record_columns.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/digest.h"
#include "store/utf8.h"

namespace evigraft {
namespace {

using Json = nlohmann::ordered_json;

std::string string_at(const Json& object, const char* name) {
  const Json& value = object.at(name);
  return value.is_null() ? std::string() : value.get<std::string>();
}

// JSON is read by nlohmann-json and written here, straight into the column: through a tree of values it took most of
// the time of an import (100 of 120 microseconds a record).

void append(std::string& out, std::string_view value) {
  static constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (const char letter : clean_text(value)) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\')
      (out += '\\') += letter;
    else if (byte >= 0x20)
      out += letter;
    else
      ((out += "\\u00") += digits[byte >> 4]) += digits[byte & 15];
  }
  out += '"';
}

void append_or_null(std::string& out, std::string_view value) {
  if (value.empty())
    out += "null";
  else
    append(out, value);
}

const char* truth(bool value) { return value ? "true" : "false"; }

template <class List, class AppendOne>
void append_list(std::string& out, const List& list, AppendOne append_one) {
  out += '[';
  for (const auto& one : list) {
    if (out.back() != '[') out += ',';
    append_one(one);
  }
  out += ']';
}

std::string abstract_json(const std::vector<AbstractPart>& parts) {
  std::string out;
  append_list(out, parts, [&](const AbstractPart& part) {
    append_or_null(out += "{\"label\":", part.label);
    append(out += ",\"text\":", part.text);
    out += '}';
  });
  return out;
}

std::string authors_json(const std::vector<Author>& authors) {
  std::string out;
  append_list(out, authors, [&](const Author& author) {
    append_or_null(out += "{\"family\":", author.family);
    append_or_null(out += ",\"given\":", author.given);
    append_or_null(out += ",\"suffix\":", author.suffix);
    append_or_null(out += ",\"orcid\":", author.orcid);
    append_or_null(out += ",\"collective\":", author.collective);
    ((out += ",\"valid\":") += truth(author.valid)) += '}';
  });
  return out;
}

std::string journal_json(const Journal& journal) {
  std::string out;
  append_or_null(out += "{\"title\":", journal.title);
  append_or_null(out += ",\"iso_abbreviation\":", journal.iso_abbreviation);
  append_list(out += ",\"issn\":", journal.issn, [&](const std::string& issn) { append(out, issn); });
  append_or_null(out += ",\"issn_linking\":", journal.issn_linking);
  append_or_null(out += ",\"nlm_id\":", journal.nlm_id);
  append_or_null(out += ",\"publisher\":", journal.publisher);
  append_or_null(out += ",\"country\":", journal.country);
  return out += '}';
}

std::string mesh_json(const std::vector<MeshHeading>& headings) {
  std::string out;
  append_list(out, headings, [&](const MeshHeading& heading) {
    append(out += "{\"descriptor\":", heading.descriptor);
    ((out += ",\"major\":") += truth(heading.major)) += ",\"qualifiers\":";
    append_list(out, heading.qualifiers, [&](const MeshQualifier& qualifier) {
      append(out += "{\"term\":", qualifier.term);
      ((out += ",\"major\":") += truth(qualifier.major)) += '}';
    });
    out += '}';
  });
  return out;
}

std::string relations_json(const std::vector<Relation>& relations) {
  std::string out;
  append_list(out, relations, [&](const Relation& relation) {
    append(out += "{\"kind\":", relation.kind);
    append_or_null(out += ",\"pmid\":", relation.pmid);
    append_or_null(out += ",\"doi\":", relation.doi);
    append_or_null(out += ",\"note\":", relation.note);
    out += '}';
  });
  return out;
}

std::string content_digest(const RecordColumns& c) {
  std::string all;
  for (const std::string* part : {&c.pmid, &c.doi, &c.pmcid, &c.title, &c.abstract, &c.authors, &c.journal, &c.volume,
                                  &c.issue, &c.pages, &c.published, &c.published_as_printed, &c.publication_types,
                                  &c.mesh, &c.keywords, &c.language, &c.relations, &c.registry})
    all += std::to_string(part->size()) + ':' + *part;  // netstrings: no two contents run together alike
  all += std::to_string(c.year) + '/' + std::to_string(c.version);
  return sha256(all);
}

}  // namespace

RecordColumns record_columns(const Record& record) {
  RecordColumns c;
  c.key = clean_text(record.key);
  c.pmid = clean_text(record.pmid);
  c.doi = clean_text(record.doi);
  c.pmcid = clean_text(record.pmcid);
  c.title = clean_text(record.title);
  c.abstract = abstract_json(record.abstract);
  c.abstract_text = clean_text(abstract_text(record.abstract));
  c.authors = authors_json(record.authors);
  c.journal = journal_json(record.journal);
  c.volume = clean_text(record.volume);
  c.issue = clean_text(record.issue);
  c.pages = clean_text(record.pages);
  c.published = clean_text(record.published);
  c.published_as_printed = clean_text(record.published_as_printed);
  c.publication_types = json_texts(record.publication_types);
  c.mesh = mesh_json(record.mesh);
  c.keywords = json_texts(record.keywords);
  c.language = json_texts(record.language);
  c.relations = relations_json(record.relations);
  c.registry = json_texts(record.registry);
  c.journal_title = clean_text(record.journal.title);
  if (!record.authors.empty()) {
    const Author& first = record.authors.front();
    c.first_author = clean_text(first.family.empty() ? first.collective : first.family);
  }
  c.year = record.year;
  c.version = record.version;
  c.retracted = std::ranges::count(record.publication_types, "Retracted Publication") > 0 ||
                std::ranges::any_of(record.relations, [](const Relation& r) { return r.kind == "retracted_by"; });
  c.digest = content_digest(c);
  return c;
}

Record record_from(const RecordColumns& c) {
  Record record;
  record.key = c.key;
  record.pmid = c.pmid;
  record.doi = c.doi;
  record.pmcid = c.pmcid;
  record.title = c.title;
  for (const Json& part : Json::parse(c.abstract))
    record.abstract.push_back({string_at(part, "label"), string_at(part, "text")});
  for (const Json& author : Json::parse(c.authors))
    record.authors.push_back({string_at(author, "family"), string_at(author, "given"), string_at(author, "suffix"),
                              string_at(author, "orcid"), string_at(author, "collective"),
                              author.at("valid").get<bool>()});
  const Json journal = Json::parse(c.journal);
  record.journal = {string_at(journal, "title"),
                    string_at(journal, "iso_abbreviation"),
                    journal.at("issn").get<std::vector<std::string>>(),
                    string_at(journal, "issn_linking"),
                    string_at(journal, "nlm_id"),
                    string_at(journal, "publisher"),
                    string_at(journal, "country")};
  record.volume = c.volume;
  record.issue = c.issue;
  record.pages = c.pages;
  record.published = c.published;
  record.published_as_printed = c.published_as_printed;
  record.year = c.year;
  record.version = c.version;
  record.publication_types = texts_from_json(c.publication_types);
  for (const Json& heading : Json::parse(c.mesh)) {
    MeshHeading& out = record.mesh.emplace_back();
    out.descriptor = string_at(heading, "descriptor");
    out.major = heading.at("major").get<bool>();
    for (const Json& qualifier : heading.at("qualifiers"))
      out.qualifiers.push_back({string_at(qualifier, "term"), qualifier.at("major").get<bool>()});
  }
  record.keywords = texts_from_json(c.keywords);
  record.language = texts_from_json(c.language);
  for (const Json& relation : Json::parse(c.relations))
    record.relations.push_back({string_at(relation, "kind"), string_at(relation, "pmid"), string_at(relation, "doi"),
                                string_at(relation, "note")});
  record.registry = texts_from_json(c.registry);
  return record;
}

std::string json_texts(const std::vector<std::string>& texts) {
  std::string out;
  append_list(out, texts, [&](const std::string& text) { append(out, text); });
  return out;
}

std::vector<std::string> texts_from_json(const std::string& json) {
  return Json::parse(json).get<std::vector<std::string>>();
}

std::string json_pairs(const Pairs& pairs) {
  std::string out;
  append_list(out, pairs, [&](const auto& pair) {
    append(out += '[', pair.first);
    append(out += ',', pair.second);
    out += ']';
  });
  return out;
}

Pairs pairs_from_json(const std::string& json) {
  Pairs out;
  for (const Json& pair : Json::parse(json))
    out.emplace_back(pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
  return out;
}

}  // namespace evigraft
