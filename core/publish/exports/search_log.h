// core/publish/exports/search_log.h: the searches behind a review, line by line, for the items of PRISMA-S.
// Rethlefsen ML et al. PRISMA-S. Syst Rev 2021;10:39.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evigraft::publish {

/// A search, a request for records by key, or a file. Texts are empty and counts absent where nothing is known.
struct SearchLine {
  std::string kind;            ///< search, keys, file
  std::string source;          ///< database, or format of a file
  std::string platform;        ///< "https://host", or "file"
  std::string query;           ///< as the topic has it; of a file its name
  std::string sent;            ///< as sent: address, then a parameter a line
  std::string slice, part_of;  ///< a slice that is part of another is counted in that, too
  std::string since, until;    ///< dates of the query, YYYY-MM-DD
  std::string run_at;          ///< ISO 8601 UTC
  std::int64_t run = 0;
  std::optional<std::int64_t> hits;  ///< as the server reported them
  bool exact = true;                 ///< false: the server gave a rough count
  std::optional<std::int64_t> received, stored, deleted, owed, not_relevant, rejected;
  std::string state, reason;  ///< balanced, unverified ..., and why
  std::string sha256;         ///< of a file
};

struct SearchLog {
  std::string topic, topic_version, program;
  std::vector<SearchLine> lines;
};

/// What a search was limited by besides its own words.
std::string limits_of(const SearchLine& line);

/// For people: a paragraph a line.
std::vector<std::string> search_log_text(const SearchLog& log);

}  // namespace evigraft::publish
