#include "synthesis/spread_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <set>

namespace evigraft {
namespace {

std::string fixed(double value, int decimals) {
  std::array<char, 64> buffer{};
  const int size = std::snprintf(buffer.data(), buffer.size(), "%.*f", std::clamp(decimals, 0, 12), value);
  return {buffer.data(), static_cast<std::size_t>(std::min(size, 63))};
}

std::string without_zero(std::string text) {
  if (text.starts_with("0.")) text.erase(0, 1);
  return text;
}

/// "3.61, 1.73 and 1.68".
std::string listed(const std::vector<std::string>& items, const char* last) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) out += (i == 0 ? "" : i + 1 == items.size() ? last : ", ") + items[i];
  return out;
}

std::string number_word(std::size_t n) {
  constexpr std::array<const char*, 10> words = {"no",   "one", "two",   "three", "four",
                                                 "five", "six", "seven", "eight", "nine"};
  return n < words.size() ? words[n] : std::to_string(n);
}

/// Digits a reader needs to compare it with the printed one.
int digits_for(const PrintedP& printed) {
  if (printed.relation != '=') return 1;
  int digits = 0;
  for (auto whole = std::llround(printed.p.value * std::pow(10.0, printed.p.decimals)); whole > 0; whole /= 10)
    ++digits;
  return std::max(2, digits);
}

std::string recomputed_list(const SpreadQuestion& question, const Trial& trial) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < trial.p.size(); ++i)
    items.push_back(shown_p(trial.p[i].point, digits_for(question.p_values[i])));
  return listed(items, ", ");
}

/// How far a trial is from what is printed: the worst ratio of P values, on the log scale.
double distance(const SpreadQuestion& question, const Trial& trial) {
  double worst = 0;
  for (std::size_t i = 0; i < trial.p.size(); ++i) {
    if (reproduces(trial.p[i], question.p_values[i])) continue;
    const double printed = std::max(question.p_values[i].p.value, 1e-300);
    worst = std::max(worst, std::abs(std::log(std::max(trial.p[i].point, 1e-300) / printed)));
  }
  return worst;
}

/// "all would be below .0001" where that alone shows the misfit, else what the nearest test gives.
std::string misfit(const SpreadQuestion& question, const std::vector<Trial>& trials) {
  double highest = 0, lowest = 1, printed_high = 0, printed_low = 1;
  for (const Trial& trial : trials)
    for (const Recomputed& p : trial.p) {
      highest = std::max(highest, p.point);
      lowest = std::min(lowest, p.point);
    }
  for (const PrintedP& p : question.p_values) {
    if (p.relation != '<') printed_high = std::max(printed_high, p.p.low());
    if (p.relation != '>') printed_low = std::min(printed_low, p.p.high());
  }
  const bool one = question.p_values.size() == 1;
  for (const double bound : {0.0001, 0.001, 0.01, 0.05})
    if (highest < bound && printed_high >= bound)
      return std::string(one ? "it" : "all") + " would be below " + shown_p(bound, 1);
  for (const double bound : {0.5, 0.2, 0.1, 0.05})
    if (lowest > bound && printed_low <= bound)
      return std::string(one ? "it" : "all") + " would be above " + shown_p(bound, 1);
  const auto nearest = std::min_element(trials.begin(), trials.end(), [&](const Trial& a, const Trial& b) {
    return distance(question, a) < distance(question, b);
  });
  return "the nearest, " + name(nearest->procedure) + ", gives " + recomputed_list(question, *nearest);
}

std::string sizes(const SpreadQuestion& question, const std::vector<std::size_t>& values) {
  std::vector<std::string> n;
  std::set<int> different;
  for (const std::size_t value : values) {
    n.push_back(std::to_string(*question.values[value].n));
    different.insert(*question.values[value].n);
  }
  if (different.size() == 1) return "with n = " + n.front() + " per arm";
  return "with n = " + listed(n, " and ");
}

}  // namespace

std::string name(PrintedSpread value) { return value == PrintedSpread::sd ? "SD" : "SE"; }

std::string shown(const PrintedNumber& number) { return fixed(number.value, number.decimals); }

std::string shown(const PrintedP& p) {
  const std::string number = without_zero(shown(p.p));
  return p.relation == '=' ? number : std::string(1, p.relation) + " " + number;
}

std::string shown_p(double p, int significant) {
  if (p < 1e-8) return "< .00000001";
  const int decimals = significant - 1 - static_cast<int>(std::floor(std::log10(p)));
  std::string text = fixed(p, decimals);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return without_zero(text);
}

std::string evidence_words(const SpreadQuestion& question, PrintedSpread verdict, const Trial& winner,
                           const std::vector<Trial>& other_reading, const std::vector<std::string>& witnesses) {
  std::set<std::size_t> used;
  std::vector<std::string> printed, spreads;
  for (const PrintedP& p : question.p_values) {
    printed.push_back(shown(p));
    used.insert(p.values.begin(), p.values.end());
  }
  const std::vector<std::size_t> values(used.begin(), used.end());
  for (const std::size_t value : values) spreads.push_back(shown(question.values[value].spread));
  const std::size_t count = printed.size();
  std::string text = sizes(question, values) + " the ";
  if (count > 1) text += number_word(count) + " ";
  text += std::string("printed P value") + (count == 1 ? " (" : "s (") + listed(printed, ", ") + ") follow";
  text += std::string(count == 1 ? "s" : "") + " from " + listed(spreads, " and ") + " as " + name(verdict) + " by " +
          name(winner.procedure) + " (" + recomputed_list(question, winner) + ")";
  text += "; as " + name(verdict == PrintedSpread::sd ? PrintedSpread::se : PrintedSpread::sd) + " " +
          misfit(question, other_reading);
  for (const std::string& witness : witnesses) text += "; " + witness;
  const std::size_t tried = other_reading.size();
  return text + "; " + std::to_string(tried) + (tried == 1 ? " test tried" : " tests tried");
}

}  // namespace evigraft
