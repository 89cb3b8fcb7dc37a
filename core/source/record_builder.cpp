#include "source/record_builder.h"

#include <charconv>
#include <chrono>
#include <optional>

#include "source/utf8.h"

namespace evigraft {
namespace {

/// The group `group` must stand in; 0: at the top. Empty for a group we do not know.
std::optional<std::uint32_t> parent_of(std::uint32_t group) {
  switch (group) {
    case EVIGRAFT_GROUP_RECORD:
      return 0;
    case EVIGRAFT_GROUP_ABSTRACT_PART:
    case EVIGRAFT_GROUP_AUTHOR:
    case EVIGRAFT_GROUP_JOURNAL:
    case EVIGRAFT_GROUP_MESH:
    case EVIGRAFT_GROUP_RELATION:
      return EVIGRAFT_GROUP_RECORD;
    case EVIGRAFT_GROUP_QUALIFIER:
      return EVIGRAFT_GROUP_MESH;
    default:
      return std::nullopt;
  }
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// YYYY, YYYY-MM or YYYY-MM-DD, and a day of the calendar.
bool plain_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  const int year = *number<int>(text.substr(0, 4));
  const unsigned month = text.size() > 4 ? *number<unsigned>(text.substr(5, 2)) : 1;
  const unsigned day = text.size() > 7 ? *number<unsigned>(text.substr(8, 2)) : 1;
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)).ok();
}

}  // namespace

void RecordBuilder::broken(const std::string& reason) {
  if (broken_.empty()) broken_ = reason;
}

bool RecordBuilder::room(std::size_t size) {
  if (size < list_limit) return true;
  broken("a list has more than " + std::to_string(list_limit) + " entries");
  return false;
}

void RecordBuilder::begin(std::uint32_t group) {
  if (ignored_ > 0) {
    ++ignored_;
    return;
  }
  const auto parent = parent_of(group);
  if (!parent) {
    ++ignored_;
    return;
  }
  if (group == EVIGRAFT_GROUP_RECORD && !open_.empty()) {
    broken("the record was not ended before the next one began");
    close();
  }
  if (open_.empty() && !broken_.empty()) close();
  if (*parent != (open_.empty() ? 0 : open_.back())) {
    broken("group " + std::to_string(group) + " began outside group " + std::to_string(*parent));
    ++ignored_;
    return;
  }
  open_.push_back(group);
  if (group == EVIGRAFT_GROUP_ABSTRACT_PART && room(record_.abstract.size())) record_.abstract.emplace_back();
  if (group == EVIGRAFT_GROUP_AUTHOR && room(record_.authors.size())) record_.authors.emplace_back();
  if (group == EVIGRAFT_GROUP_MESH && room(record_.mesh.size())) record_.mesh.emplace_back();
  if (group == EVIGRAFT_GROUP_RELATION && room(record_.relations.size())) record_.relations.emplace_back();
  if (group == EVIGRAFT_GROUP_QUALIFIER && room(record_.mesh.back().qualifiers.size()))
    record_.mesh.back().qualifiers.emplace_back();
}

void RecordBuilder::end(std::uint32_t group) {
  if (ignored_ > 0) {
    --ignored_;
    return;
  }
  if (!open_.empty() && open_.back() == group) {
    open_.pop_back();
    if (open_.empty()) close();
    return;
  }
  broken("group " + std::to_string(group) + " ended where it was not open");
  if (group == EVIGRAFT_GROUP_RECORD || open_.empty()) close();
}

void RecordBuilder::finish() {
  if (ignored_ > 0) broken("a group of a newer version was not ended; what came after it is lost");
  if (!open_.empty()) broken("the record was not ended");
  if (!broken_.empty()) close();
}

void RecordBuilder::close() {
  if (record_.key.empty()) broken("the record has no key");
  if (repaired_) doubts_.emplace_back("bytes that are not UTF-8 were replaced by U+FFFD");
  if (broken_.empty()) {
    for (const std::string& doubt : doubts_) warn_("record " + record_.key + ": " + doubt);
    take_(std::move(record_));
  } else {
    rejected_.push_back({record_.key, "", broken_});
  }
  record_ = Record();
  open_.clear();
  ignored_ = 0;
  broken_.clear();
  doubts_.clear();
  repaired_ = false;
}

void RecordBuilder::put(std::uint32_t field, evigraft_text value) {
  if (ignored_ > 0 || !broken_.empty()) return;
  if (open_.empty()) {
    if (!stray_) rejected_.push_back({"", "", "a field was put outside a record"});
    stray_ = true;
    return;
  }
  const bool source_text = field == EVIGRAFT_SOURCE_TEXT && open_.back() == EVIGRAFT_GROUP_RECORD;
  const std::uint64_t limit = source_text ? source_text_limit : field_limit;
  if (value.size > limit)
    return broken("field " + std::to_string(field) + " is larger than " + std::to_string(limit >> 20U) + " MiB");
  if (value.size > 0 && value.data == nullptr) return broken("field " + std::to_string(field) + " has no bytes");
  const std::string_view raw =
      value.size == 0 ? std::string_view() : std::string_view(value.data, static_cast<std::size_t>(value.size));
  switch (open_.back()) {
    case EVIGRAFT_GROUP_RECORD:
      return put_record(field, raw);
    case EVIGRAFT_GROUP_ABSTRACT_PART:
      return put_part(field, raw);
    case EVIGRAFT_GROUP_AUTHOR:
      return put_author(field, raw);
    case EVIGRAFT_GROUP_JOURNAL:
      return put_journal(field, raw);
    case EVIGRAFT_GROUP_RELATION:
      return put_relation(field, raw);
    default:  // MESH and QUALIFIER: no other group is ever opened
      return put_mesh(field, raw);
  }
}

void RecordBuilder::set(std::string& member, std::string_view raw) { member = repair_utf8(raw, repaired_); }

void RecordBuilder::append(std::vector<std::string>& list, std::string_view raw) {
  if (room(list.size())) list.push_back(repair_utf8(raw, repaired_));
}

void RecordBuilder::set_year(std::string_view raw) {
  const auto year = number<int>(raw);
  if (year && *year >= 1000 && *year <= 9999)
    record_.year = *year;
  else
    doubts_.emplace_back("the year given is not one and was left out");
}

void RecordBuilder::set_published(std::string_view raw) {
  if (raw.empty() || plain_date(raw))
    record_.published = std::string(raw);
  else
    doubts_.emplace_back("the publication date given is no YYYY, YYYY-MM or YYYY-MM-DD and was left out");
}

void RecordBuilder::put_record(std::uint32_t field, std::string_view raw) {
  switch (field) {
    case EVIGRAFT_KEY: {
      bool damaged = false;
      record_.key = repair_utf8(raw, damaged);
      if (damaged || raw.size() > 1024) broken("the key is not UTF-8 or longer than 1024 bytes");
      return;
    }
    case EVIGRAFT_PMID:
      return set(record_.pmid, raw);
    case EVIGRAFT_DOI:
      return set(record_.doi, raw);
    case EVIGRAFT_PMCID:
      return set(record_.pmcid, raw);
    case EVIGRAFT_TITLE:
      return set(record_.title, raw);
    case EVIGRAFT_VOLUME:
      return set(record_.volume, raw);
    case EVIGRAFT_ISSUE:
      return set(record_.issue, raw);
    case EVIGRAFT_PAGES:
      return set(record_.pages, raw);
    case EVIGRAFT_PUBLISHED:
      return set_published(raw);
    case EVIGRAFT_PUBLISHED_AS_PRINTED:
      return set(record_.published_as_printed, raw);
    case EVIGRAFT_YEAR:
      return set_year(raw);
    case EVIGRAFT_PUBLICATION_TYPE:
      return append(record_.publication_types, raw);
    case EVIGRAFT_KEYWORD:
      return append(record_.keywords, raw);
    case EVIGRAFT_LANGUAGE:
      return append(record_.language, raw);
    case EVIGRAFT_REGISTRY:
      return append(record_.registry, raw);
    case EVIGRAFT_VERSION:
      record_.version = number<int>(raw).value_or(0);
      if (record_.version < 1) broken("the version is no positive whole number");
      return;
    case EVIGRAFT_SOURCE_TEXT:  // the file's own bytes, in the file's own encoding
      record_.source_text = std::string(raw);
      return;
    case EVIGRAFT_SOURCE_OFFSET: {
      const auto offset = number<std::uint64_t>(raw);
      if (!offset) broken("the source offset is no whole number");
      record_.source_offset = offset.value_or(0);
      return;
    }
    default:
      return;
  }
}

void RecordBuilder::put_part(std::uint32_t field, std::string_view raw) {
  AbstractPart& part = record_.abstract.back();
  if (field == EVIGRAFT_LABEL) set(part.label, raw);
  if (field == EVIGRAFT_TEXT) set(part.text, raw);
}

void RecordBuilder::put_author(std::uint32_t field, std::string_view raw) {
  Author& author = record_.authors.back();
  if (field == EVIGRAFT_FAMILY) set(author.family, raw);
  if (field == EVIGRAFT_GIVEN) set(author.given, raw);
  if (field == EVIGRAFT_SUFFIX) set(author.suffix, raw);
  if (field == EVIGRAFT_ORCID) set(author.orcid, raw);
  if (field == EVIGRAFT_COLLECTIVE) set(author.collective, raw);
  if (field == EVIGRAFT_VALID) author.valid = raw != "0";
}

void RecordBuilder::put_journal(std::uint32_t field, std::string_view raw) {
  Journal& journal = record_.journal;
  if (field == EVIGRAFT_JOURNAL_TITLE) set(journal.title, raw);
  if (field == EVIGRAFT_ISO_ABBREVIATION) set(journal.iso_abbreviation, raw);
  if (field == EVIGRAFT_ISSN) append(journal.issn, raw);
  if (field == EVIGRAFT_ISSN_LINKING) set(journal.issn_linking, raw);
  if (field == EVIGRAFT_NLM_ID) set(journal.nlm_id, raw);
  if (field == EVIGRAFT_PUBLISHER) set(journal.publisher, raw);
  if (field == EVIGRAFT_COUNTRY) set(journal.country, raw);
}

void RecordBuilder::put_mesh(std::uint32_t field, std::string_view raw) {
  MeshHeading& heading = record_.mesh.back();
  if (open_.back() == EVIGRAFT_GROUP_MESH) {
    if (field == EVIGRAFT_TERM) set(heading.descriptor, raw);
    if (field == EVIGRAFT_MAJOR) heading.major = raw == "1";
  } else {
    if (field == EVIGRAFT_TERM) set(heading.qualifiers.back().term, raw);
    if (field == EVIGRAFT_MAJOR) heading.qualifiers.back().major = raw == "1";
  }
}

void RecordBuilder::put_relation(std::uint32_t field, std::string_view raw) {
  Relation& relation = record_.relations.back();
  if (field == EVIGRAFT_KIND) set(relation.kind, raw);
  if (field == EVIGRAFT_RELATED_PMID) set(relation.pmid, raw);
  if (field == EVIGRAFT_RELATED_DOI) set(relation.doi, raw);
  if (field == EVIGRAFT_NOTE) set(relation.note, raw);
}

}  // namespace evigraft
