#include "store/record_columns.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/digest.h"
#include "store/utf8.h"

namespace evigraft {
namespace {

using Json = nlohmann::ordered_json;

Json text(const std::string& value) { return value; }
Json or_null(const std::string& value) { return value.empty() ? Json(nullptr) : Json(value); }
std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }
Json array_of() { return Json::array(); }

std::string string_at(const Json& object, const char* name) {
  const Json& value = object.at(name);
  return value.is_null() ? std::string() : value.get<std::string>();
}

Json abstract_json(const std::vector<AbstractPart>& parts) {
  Json out = array_of();
  for (const AbstractPart& part : parts) out.push_back({{"label", or_null(part.label)}, {"text", text(part.text)}});
  return out;
}

Json authors_json(const std::vector<Author>& authors) {
  Json out = array_of();
  for (const Author& author : authors)
    out.push_back({{"family", or_null(author.family)},
                   {"given", or_null(author.given)},
                   {"suffix", or_null(author.suffix)},
                   {"orcid", or_null(author.orcid)},
                   {"collective", or_null(author.collective)},
                   {"valid", author.valid}});
  return out;
}

Json journal_json(const Journal& journal) {
  return {{"title", or_null(journal.title)},
          {"iso_abbreviation", or_null(journal.iso_abbreviation)},
          {"issn", journal.issn},
          {"issn_linking", or_null(journal.issn_linking)},
          {"nlm_id", or_null(journal.nlm_id)},
          {"publisher", or_null(journal.publisher)},
          {"country", or_null(journal.country)}};
}

Json mesh_json(const std::vector<MeshHeading>& headings) {
  Json out = array_of();
  for (const MeshHeading& heading : headings) {
    Json qualifiers = array_of();
    for (const MeshQualifier& qualifier : heading.qualifiers)
      qualifiers.push_back({{"term", text(qualifier.term)}, {"major", qualifier.major}});
    out.push_back({{"descriptor", text(heading.descriptor)}, {"major", heading.major}, {"qualifiers", qualifiers}});
  }
  return out;
}

Json relations_json(const std::vector<Relation>& relations) {
  Json out = array_of();
  for (const Relation& relation : relations)
    out.push_back({{"kind", text(relation.kind)},
                   {"pmid", or_null(relation.pmid)},
                   {"doi", or_null(relation.doi)},
                   {"note", or_null(relation.note)}});
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
  c.abstract = dumped(abstract_json(record.abstract));
  c.abstract_text = clean_text(abstract_text(record.abstract));
  c.authors = dumped(authors_json(record.authors));
  c.journal = dumped(journal_json(record.journal));
  c.volume = clean_text(record.volume);
  c.issue = clean_text(record.issue);
  c.pages = clean_text(record.pages);
  c.published = clean_text(record.published);
  c.published_as_printed = clean_text(record.published_as_printed);
  c.publication_types = json_texts(record.publication_types);
  c.mesh = dumped(mesh_json(record.mesh));
  c.keywords = json_texts(record.keywords);
  c.language = json_texts(record.language);
  c.relations = dumped(relations_json(record.relations));
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

std::string json_texts(const std::vector<std::string>& texts) { return texts.empty() ? "[]" : dumped(Json(texts)); }

std::vector<std::string> texts_from_json(const std::string& json) {
  return Json::parse(json).get<std::vector<std::string>>();
}

std::string json_pairs(const Pairs& pairs) {
  Json out = array_of();
  for (const auto& [name, value] : pairs) out.push_back(Json::array({name, value}));
  return dumped(out);
}

Pairs pairs_from_json(const std::string& json) {
  Pairs out;
  for (const Json& pair : Json::parse(json))
    out.emplace_back(pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
  return out;
}

}  // namespace evigraft
