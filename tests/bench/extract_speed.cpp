// Reads abstracts as `extract` does and prints abstracts a second on one core, beside one RE2 pattern on the same texts
// in the same run, and how the time grows with the length of a text. Times are CPU seconds of one thread; the rounds of
// reader and pattern alternate, so that a busy machine slows both.
//   extract_speed [TEXTS.jsonl]: beside the texts below those of a file with "title" and "abstract" in each line
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "extract/read.h"
#include "schema/embedded.h"

namespace {
using namespace evigraft;

/// CPU seconds of one call.
double seconds(const std::function<void()>& work) {
  const std::clock_t begin = std::clock();
  work();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
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

std::vector<Text> texts_of(const char* path) {
  std::vector<Text> texts;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    texts.push_back({json.at("title"), json.at("abstract"), {}});
  }
  return texts;
}

void print_rates(const char* what, std::vector<double> spent, double texts) {
  std::sort(spent.begin(), spent.end());
  std::printf("  %-12s %9.0f abstracts/s (median %.0f)\n", what, texts / spent.front(),
              texts / spent[spent.size() / 2]);
}

void compare(const OutcomeReader& reader, const char* name, const std::vector<Text>& texts) {
  const RE2 pattern(R"((\d+(?:\.\d+)?)\s*(?:±\s*(\d+(?:\.\d+)?))?\s*%)");
  constexpr int kRounds = 11;
  const int repeats = std::max(1, 2000 / static_cast<int>(texts.size()));
  std::size_t outcomes = 0, matches = 0, bytes = 0;
  for (const Text& text : texts) bytes += text.title.size() + text.abstract.size();
  std::vector<double> read, matched;
  for (int round = 0; round < kRounds; ++round) {
    read.push_back(seconds([&] {
      for (int i = 0; i < repeats; ++i)
        for (const Text& text : texts) outcomes += reader.read(text).outcomes.size();
    }));
    matched.push_back(seconds([&] {
      for (int i = 0; i < repeats; ++i)
        for (const Text& text : texts) {
          re2::StringPiece rest(text.abstract);
          std::string value, spread;
          while (RE2::FindAndConsume(&rest, pattern, &value, &spread)) ++matches;
        }
    }));
  }
  const auto all = static_cast<std::size_t>(kRounds) * static_cast<std::size_t>(repeats);
  std::printf("%s: %zu abstracts of %zu bytes on average, %zu outcomes, %zu matches of the pattern\n", name,
              texts.size(), bytes / texts.size(), outcomes / all, matches / all);
  const double count = static_cast<double>(repeats) * static_cast<double>(texts.size());
  print_rates("reader", read, count);
  print_rates("one pattern", matched, count);
  std::printf("  the pattern is %.1f times as fast\n",
              *std::min_element(read.begin(), read.end()) / *std::min_element(matched.begin(), matched.end()));
}

/// The beginning of a text that repeats a piece, cut between code points.
std::string repeated(const std::string& piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  text.resize(bytes);
  return text;
}

/// Time for texts of 0.5, 1, 2 ... 64 KiB and 1 MiB, and the power of the length that it grows with: 1 is linear, 2
/// would be quadratic. Of the repetitions the fastest counts.
void print_growth(const OutcomeReader& reader, const char* name, const std::string& piece) {
  std::printf("%s\n", name);
  double before = 0;
  std::size_t bytes_before = 0;
  for (const std::size_t bytes : {512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 1048576}) {
    const Text one{"Fat grafting", repeated(piece + " ", bytes), {}};
    const int repeats = static_cast<int>(std::max<std::size_t>(1, 65536 / bytes));
    std::vector<double> spent;
    for (int round = 0; round < (bytes > 65536 ? 3 : 7); ++round)
      spent.push_back(seconds([&] {
        for (int i = 0; i < repeats; ++i) static_cast<void>(reader.read(one));
      }));
    const double each = *std::min_element(spent.begin(), spent.end()) / repeats;
    std::printf("  %9zu bytes %10.1f us %7.1f ns a byte", bytes, each * 1e6, each / static_cast<double>(bytes) * 1e9);
    if (before > 0)
      std::printf("   exponent %.2f",
                  std::log(each / before) / std::log(static_cast<double>(bytes) / static_cast<double>(bytes_before)));
    std::printf("\n");
    before = each;
    bytes_before = bytes;
  }
}

/// Values, arms and times that hardly repeat.
std::string varied_sentences(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const int tenths = i * 389 % 1000;
    text += "At " + std::to_string(1 + i % 36) + " months retention was " + std::to_string(tenths / 10) + "." +
            std::to_string(tenths % 10) + " ± 5." + std::to_string(i % 10) + "% in the SVF group. ";
  }
  return text;
}

}  // namespace

int main(int count, char** arguments) try {
  const OutcomeReader reader(parse_topic(embedded_topics().front().text, "built-in topic"));
  compare(reader, "invented", samples());
  const std::vector<Text> more = count > 1 ? texts_of(arguments[1]) : std::vector<Text>();
  if (more.empty())
    std::printf("no further texts: name a file of abstracts, one JSON object a line\n");
  else
    compare(reader, arguments[1], more);
  std::string abstracts, endless;
  for (const Text& text : samples()) abstracts += text.abstract + " ";
  for (const char c : abstracts)
    if (c != '.') endless.push_back(c);
  print_growth(reader, "the same sentences again and again", abstracts);
  print_growth(reader, "without any full stop", endless);
  print_growth(reader, "other values in each sentence", varied_sentences(20000));
  print_growth(reader, "one sentence of values", "48.2%, ");
  print_growth(reader, "one sentence of values and arms", "48% in the SVF group and ");
  print_growth(reader, "digits", "1234567890");
  print_growth(reader, "plus and minus", "±");
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
