// How often the judge of spreads speaks, and how often it is wrong, on simulated trials whose truth is known:
//   build/release/tests/eval/spread_judge [trials a scenario, default 5000] [seed, default 1]
#include <cstdio>
#include <cstdlib>

#include "tests/eval/simulated_trials.h"

int main(int argc, char** argv) {
  using namespace evigraft;
  const int trials = argc > 1 ? static_cast<int>(std::strtol(argv[1], nullptr, 10)) : 5000;
  std::mt19937_64 random(argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);
  if (trials < 1) {
    std::fputs("spread_judge: the number of trials must be 1 or more.\n", stderr);
    return 2;
  }
  std::printf(
      "| P values from | recomputed | trials | verdict right | verdict false | unknown | false of verdicts |\n");
  std::printf("|---|---|---:|---:|---:|---:|---:|\n");
  const auto line = [](const char* name, const char* known, const Tally& tally) {
    const double all = tally.trials, verdicts = tally.right + tally.wrong;
    std::printf("| %s | %s | %d | %.2f %% | %.2f %% | %.2f %% | %.2f %% |\n", name, known, tally.trials,
                100 * tally.right / all, 100 * tally.wrong / all, 100 * (all - verdicts) / all,
                verdicts > 0 ? 100 * tally.wrong / verdicts : 0.0);
  };
  Tally total;
  for (const Scenario& scenario : scenarios()) {
    const Tally tally = judge_simulated(scenario, trials, random);
    line(scenario.name.c_str(), recomputed_by_judge(scenario.test) ? "yes" : "no", tally);
    total.trials += tally.trials;
    total.right += tally.right;
    total.wrong += tally.wrong;
  }
  line("all", "", total);
  return 0;
}
