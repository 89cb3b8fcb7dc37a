// core/publish/letter.h: a letter to the authors of a study, asking for exactly what its reports leave out.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace evigraft::publish {

/// What one outcome lacks.
struct LetterQuestion {
  std::int64_t outcome_id = 0;
  std::string quote;                 ///< the words it was read from
  std::string where;                 ///< "abstract", "page 4, table 2"
  std::string reading;               ///< "ASC-enriched group, 6 months"
  std::vector<std::string> missing;  ///< fields: spread, spread_kind, n, months, arm_class, definition
};
struct LetterReport {
  std::string citation;  ///< authors, title, journal, year, DOI, PMID
  std::vector<LetterQuestion> questions;
};
struct Letter {
  std::int64_t study_id = 0;
  std::string study;   ///< "Wang 2021"
  std::string about;   ///< the synthesis' title
  std::string sender;  ///< may be empty
  std::vector<LetterReport> reports;
};

/// What is asked of the authors for a missing field; Error::failed for a field that no letter asks for.
std::string question_for(const std::string& field);

/// Plain text, lines of at most 78 columns where words allow; foreign text is cleaned and kept on one line.
std::string letter_text(const Letter& letter);

/// "letter-12.txt"
std::string letter_file(const Letter& letter);

}  // namespace evigraft::publish
