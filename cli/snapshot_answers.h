// cli/snapshot_answers.h: the files of a snapshot, and the answers that stand in one.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/context.h"
#include "pipeline/selection.h"

namespace evigraft::cli {

inline constexpr const char* kSnapshotDatabase = "evigraft.sqlite";
inline constexpr const char* kSnapshotAnswers = "answers.json";
inline constexpr const char* kSnapshotSums = "SHA256SUMS";

/// All files of a snapshot, those the sums are of first and the sums last.
const std::vector<std::string>& snapshot_files();

/// `meta --json` of a database, asked with every rule of selection spelled out, so that no configuration changes it.
/// {"command": "evigraft meta --compare ...", "answer": {...}}
nlohmann::ordered_json snapshot_answer(const Context& context, const std::string& database,
                                       const PoolQuestion& question);

/// The question that an answer states of itself. Error::data when it states none.
PoolQuestion question_of_answer(const nlohmann::ordered_json& answer);

/// Of a file's bytes, 64 hexadecimal digits. Error::failed when it cannot be read.
std::string file_sha256(const std::string& file);

}  // namespace evigraft::cli
