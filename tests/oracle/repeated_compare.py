#!/usr/bin/env python3
"""Compares `evigraft meta --cluster` with R on random tables of studies with several effects each: robust() over rma(), and
rma.mv() with robust() over it; CR2 too where clubSandwich is installed. Usage repeated_compare.py EVIGRAFT [--seed N] [--sets N].
Exit 1 where a figure differs. Skips, with exit 0 and a sentence, when Rscript or metafor is not installed.

Where metafor's search ends at a lower likelihood than the program's, what follows from its variances is counted, not compared;
its zeros are small positive numbers, so figures that rest on the variances agree less closely than the others."""
import argparse, json, math, os, random, shutil, subprocess, sys, tempfile

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("evigraft")
arguments.add_argument("--seed", type=int, default=20260101)
arguments.add_argument("--sets", type=int, default=40)
options = arguments.parse_args()
if not shutil.which("Rscript") or subprocess.run(
        ["Rscript", "-e", "if (!requireNamespace('metafor', quietly = TRUE)) quit(status = 1)"], capture_output=True).returncode:
    print("SKIPPED: R with metafor is not installed (apt-get install r-base-core r-cran-metafor)")
    sys.exit(0)

REFERENCE = r"""
suppressMessages(library(metafor))
club <- suppressMessages(requireNamespace("clubSandwich", quietly = TRUE))
for (file in list.files(commandArgs(TRUE), "csv$", full.names = TRUE)) for (mods in c("~ 1", "~ months")) {
  d <- read.csv(file); d$effect <- seq_len(nrow(d)); formula <- as.formula(mods)
  say <- function(part, x) cat(basename(file), gsub(" ", "", mods), part, format(x, digits = 16), "\n")
  try({
    fit <- rma(yi, vi, mods = formula, data = d, control = list(threshold = 1e-11, maxiter = 5000, stepadj = .7))
    r <- robust(fit, cluster = d$study)
    say("ordinary", c(r$beta, r$se, r$pval, r$QM))
    m <- suppressWarnings(rma.mv(yi, vi, mods = formula, random = ~ 1 | study/effect, data = d,
                                 control = list(optimizer = "optim", optmethod = "Nelder-Mead", reltol = 1e-14, maxit = 20000)))
    say("likelihood", logLik(m))
    say("QE", m$QE)
    say("multilevel", c(m$beta, m$se, robust(m, cluster = d$study)$se))
    if (club) {
      r <- robust(fit, cluster = d$study, clubSandwich = TRUE); say("ordinaryCR2", c(r$se, r$dfs, r$ci.lb))
      r <- robust(m, cluster = d$study, clubSandwich = TRUE); say("multilevelCR2", c(r$se, r$dfs))
    }
  }, silent = TRUE)
}
"""

rng = random.Random(options.seed)
folder = tempfile.mkdtemp(prefix="repeated-")
for index in range(options.sets):
    between, within, rows = rng.choice([0, 1, 5, 30]), rng.choice([0, 1, 5, 30]), []
    for study in range(rng.choice([4, 5, 8, 15, 30])):
        shift = rng.gauss(0, 1) * between
        for _ in range(2 if study == 0 else rng.choice([1, 1, 2, 3, 5])):
            v, months = math.exp(rng.gauss(1, 1)), rng.choice([1, 3, 6, 12]) + rng.random()
            rows.append((f"s{study}", months, 10 + shift + rng.gauss(0, 1) * within + rng.gauss(0, math.sqrt(v)) - 0.3 * months, v))
    rng.shuffle(rows)
    with open(os.path.join(folder, f"{index:03d}.csv"), "w") as out:
        out.write("study,months,yi,vi\n" + "".join("%s,%r,%r,%r\n" % row for row in rows))
script = os.path.join(folder, "reference.R")
with open(script, "w") as out:
    out.write(REFERENCE)
lines = subprocess.run(["Rscript", script, folder], capture_output=True, text=True).stdout.splitlines()
wanted = {}
for line in lines:
    name, mods, part, *values = line.split()
    wanted.setdefault((name, mods), {})[part] = [float(value) for value in values]

# Relative differences allowed, against 1e-3 of the scale of percentages.
ALLOWED = {"ordinary": 1e-6, "ordinaryCR2": 1e-6, "QE": 1e-9, "multilevel": 2e-4, "multilevelCR2": 2e-3}
worst, compared, higher, faults = dict.fromkeys(ALLOWED, 0), 0, 0, []
for (name, mods), reference in wanted.items():
    if "multilevel" not in reference:  # refused by R
        continue
    more = [] if mods == "~1" else ["--mods", "months"]
    ended = subprocess.run([options.evigraft, "meta", "--csv", os.path.join(folder, name), "--measure", "GEN", "--test", "z",
                            "--cluster", "study", *more, "--json"], capture_output=True, text=True)
    document = json.loads(ended.stdout)
    robust, multilevel = document["robust"], document["multilevel"]
    if "error" in robust or "error" in multilevel:
        faults.append(f"{name} {mods}: refused: {robust.get('error')} {multilevel.get('error')}")
        continue
    over = multilevel["robust"]
    got = {"ordinary": robust["beta"] + robust["se"] + robust["pval"] + [robust["QM"]],
           "ordinaryCR2": robust["CR2"]["se"] + robust["CR2"]["df"] + robust["CR2"]["ci_lb"],
           "QE": [multilevel["QE"]],
           "multilevel": multilevel["beta"] + multilevel["se"] + over["se"],
           "multilevelCR2": over["CR2"]["se"] + over["CR2"]["df"]}
    compared += 1
    gain = multilevel["logLik"] - reference["likelihood"][0]
    if gain < -1e-7:
        faults.append(f"{name} {mods}: the likelihood is {-gain:g} below metafor's")
    if gain > 1e-6:
        higher += 1
    for part, allowed in ALLOWED.items():
        if part not in reference or (part.startswith("multilevel") and gain > 1e-6):
            continue
        difference = max(abs(a - b) / max(1e-3, abs(b)) for a, b in zip(got[part], reference[part]))
        worst[part] = max(worst[part], difference)
        if difference > allowed:
            faults.append(f"{name} {mods} {part}: {got[part]} here, {reference[part]} in R")

print(f"seed {options.seed}: {compared} models compared, {len(faults)} differ; metafor ended lower {higher} times")
for part, difference in worst.items():
    print(f"  {part:14} largest relative difference {difference:.1e}, allowed {ALLOWED[part]:.0e}")
print(*faults[:20], sep="\n")
sys.exit(bool(faults) or not compared)
