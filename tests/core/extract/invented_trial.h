// tests/core/extract/invented_trial.h: small invented articles on zinc against placebo, and questions put to them.
#pragma once
#include <string>
#include <vector>

#include "extract/trial_answer.h"

namespace evigraft {

Article article_of(const std::string& inside, const std::string& abstract = "");
std::string row(const std::vector<std::string>& cells, const std::string& tag = "td");
std::string table(const std::string& caption, const std::string& rows, const std::string& note = "");
/// A section of methods with one paragraph.
std::string methods(const std::string& text);
/// A section of results with one paragraph.
std::string results(const std::string& text);
/// Zinc gluconate against placebo.
TrialAnswer ask(const Article& article, const std::string& outcome);
/// "16.3±2.1 n40; 15.9 n42": mean or events, SD, n of both arms; "-" where there is none.
std::string shown(const TrialAnswer& answer);

}  // namespace evigraft
