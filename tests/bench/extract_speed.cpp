// Reads abstracts as `extract` does and prints abstracts a second on one core, beside one RE2 pattern on the same texts
// in the same run, and the time a byte for texts of doubling length. Times are CPU seconds.
#include <re2/re2.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "extract/read.h"
#include "schema/embedded.h"

namespace {
using namespace evigraft;

/// CPU seconds of one call, the fastest of three.
double seconds(const std::function<void()>& work) {
  double best = 0;
  for (int round = 0; round < 3; ++round) {
    const std::clock_t begin = std::clock();
    work();
    const double spent = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    if (round == 0 || spent < best) best = spent;
  }
  return best;
}

/// Invented abstracts in the manner of the literature: human and animal, two to four arms, lists, series, no outcome.
const std::vector<Text>& samples() {
  static const std::vector<Text> texts = {
      {"Stromal vascular fraction in fat grafting of the cheek: a randomised trial",
       "Background: Grafted fat is partly lost. Methods: Forty women were randomised to fat with stromal vascular "
       "fraction "
       "(SVF, n = 20) or fat alone (n = 20). The cells were isolated during the operation. Volumes were taken from MRI "
       "before surgery and after 3 and 12 months. Results: All women were seen at 12 months. At 3 months the SVF group "
       "retained 71.2 ± 8.8% and the control group 60.4 ± 9.1% of the injected volume; at 12 months the values were "
       "62.5 "
       "± 9.0% and 47.9 ± 8.3% (P < 0.001). Bruising lasted 8.1 and 8.4 days. Satisfaction was 84% and 71%. "
       "Conclusion: "
       "SVF improves the retention of fat in the cheek.",
       {"Randomized Controlled Trial"}},
      {"Cultured adipose-derived stem cells and the survival of fat in nude mice",
       "Human fat was injected in 48 nude mice with saline, platelet-rich plasma (PRP) or cultured adipose-derived "
       "stem "
       "cells (ASCs). Micro-CT was done at 4, 8 and 12 weeks. Graft survival was 70.1%, 55.2% and 44.0% with saline, "
       "75.5%, 62.9% and 53.4% with PRP, and 84.8%, 76.0% and 70.2% with ASCs. Vessel density was 12.1 ± 2.2, 16.4 ± "
       "2.9 "
       "and 22.3 ± 3.0 per field (P < .01). Viability of the cells before injection was 93%. Cultured cells gave the "
       "best "
       "survival, and the difference grew with time. Fibrosis was scored 2.2, 1.8 and 1.1.",
       {}},
      {"Four hundred consecutive liposuctions: complications and their management",
       "Complications of liposuction are rare but not harmless. The records of 412 consecutive patients were reviewed. "
       "The mean age was 38.2 years and the mean volume aspirated 2.9 litres. Minor complications were seen in 8.7% of "
       "the patients, major ones in 0.5%. Seroma occurred in 3.4%, contour irregularity in 2.7% and prolonged oedema "
       "in "
       "2.2%. Revision was done in 4.1% after a mean of 7 months. Smoking and a body mass index above 30 were "
       "associated "
       "with complications (odds ratio 2.1, 95% CI 1.1 to 3.9). Liposuction is safe in selected patients.",
       {}},
      {"Nanofat, PRP or neither as an additive to microfat of the temple",
       "Objective: To compare two additives. Methods: Seventy-five patients were assigned to group A (microfat and "
       "nanofat), group B (microfat and PRP) or group C (microfat alone), 25 each. A 3D camera was used. Results: "
       "Absorption rates at 6 months were 34.4 ± 6.6% in group A, 38.7 ± 7.1% in group B and 49.9 ± 7.7% in group C (P "
       "< "
       "0.01). In group A the rate was lower than in group C (P = 0.004). Swelling was worst in the first week. "
       "Conclusion: Nanofat reduces the absorption of microfat in the temple; the effect of PRP is smaller.",
       {}},
  };
  return texts;
}

}  // namespace

int main() {
  const OutcomeReader reader(parse_topic(embedded_topics().front().text, "built-in topic"));
  constexpr int kRounds = 2000;
  std::size_t outcomes = 0, matches = 0, bytes = 0;
  for (const Text& text : samples()) bytes += text.title.size() + text.abstract.size();
  const double read = seconds([&] {
    for (int i = 0; i < kRounds; ++i)
      for (const Text& text : samples()) outcomes += reader.read(text).outcomes.size();
  });
  const RE2 pattern(R"((\d+(?:\.\d+)?)\s*(?:±\s*(\d+(?:\.\d+)?))?\s*%)");
  const double matched = seconds([&] {
    for (int i = 0; i < kRounds; ++i)
      for (const Text& text : samples()) {
        re2::StringPiece rest(text.abstract);
        std::string value, spread;
        while (RE2::FindAndConsume(&rest, pattern, &value, &spread)) ++matches;
      }
  });
  const double count = static_cast<double>(kRounds) * static_cast<double>(samples().size());
  std::printf("abstracts of %zu bytes on average; %zu outcomes, %zu matches\n", bytes / samples().size(), outcomes,
              matches);
  std::printf("reader      %9.0f abstracts/s\n", count / read);
  std::printf("one pattern %9.0f abstracts/s (%.1f times as fast)\n", count / matched, read / matched);
  std::string length;
  for (const Text& text : samples()) length += text.abstract + " ";
  for (int doubling = 0; doubling < 9; ++doubling) {
    const Text text{"Fat grafting", length, {}};
    const int rounds = std::max(1, 256 >> doubling);
    const double spent = seconds([&] {
      for (int i = 0; i < rounds; ++i) outcomes += reader.read(text).outcomes.size();
    });
    std::printf("%8zu bytes  %6.1f ns/byte\n", length.size(),
                spent / rounds / static_cast<double>(length.size()) * 1e9);
    length += length;
  }
  return 0;
}
