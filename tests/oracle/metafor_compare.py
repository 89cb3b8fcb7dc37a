#!/usr/bin/env python3
"""Compares `evigraft meta` with R metafor on random tables, edge cases among them: usage metafor_compare.py EVIGRAFT
[--seed N] [--sets N] [--verbose]. Prints, per kind of figure, how many agree; exit 1 where the program has a wrong number.
Skips, with exit 0 and a sentence, when Rscript or metafor is not installed (Debian: r-base-core, r-cran-metafor).

Four differences are metafor's own, and waived: R2 of 100 % where tau2 is 0 without moderators (its refit for R2 stops at an
absolute threshold), trim-and-fill by REML (refits at that threshold, too), standard errors of 0 where a model has as many
coefficients as studies (the program has none), and one pair of ranks in tables of counts, where values that are equal in exact
arithmetic tie or not by rounding; a statistic above 1e10 is that of a perfect fit.

Where metafor refuses and the program does not, that is counted but no fault: metafor's searches may not converge. Nor is it
where metafor's likelihood search stopped at a lower maximum: the program's tau2 then has the higher likelihood."""
import argparse, collections, csv, json, math, os, random, shutil, subprocess, sys, tempfile

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("evigraft")
arguments.add_argument("--seed", type=int, default=20260101)
arguments.add_argument("--sets", type=int, default=60)
arguments.add_argument("--verbose", action="store_true")
options = arguments.parse_args()

if not shutil.which("Rscript") or subprocess.run(
        ["Rscript", "-e", "if (!requireNamespace('metafor', quietly = TRUE)) quit(status = 1)"], capture_output=True).returncode:
    print("SKIPPED: R with metafor is not installed (apt-get install r-base-core r-cran-metafor)")
    sys.exit(0)

rng = random.Random(options.seed)
print(f"seed {options.seed}, {options.sets} tables")


def study_count():
    return rng.choice([1, 2, 3, 3, 4, 5, 6, 8, 10, 15, 25, 40])


def means(k):
    scale = 10 ** rng.uniform(-3, 3)
    tau, sd_zero = rng.choice([0, 0, 0.1, 0.5, 2]), rng.random() < 0.1
    rows = []
    for _ in range(k):
        n1, n2 = rng.choice([2, 5, 12, 30, 200]), rng.choice([2, 6, 15, 40, 150])
        if rng.random() < 0.03:
            n1 = 1
        shift = rng.gauss(0.5, math.sqrt(tau * tau + 0.01))
        rows.append({"m1i": scale * (5 + shift), "sd1i": 0 if sd_zero and rng.random() < 0.3 else scale * rng.uniform(0.5, 1.5), "n1i": n1,
                     "m2i": scale * 5, "sd2i": scale * rng.uniform(0.5, 1.5), "n2i": n2})
        if rng.random() < 0.04:
            rows[-1]["sd2i"] = None
    return rows


def arm(k):
    return [{"mi": r["m1i"], "sdi": r["sd1i"], "ni": r["n1i"]} for r in means(k)]


def tables(k):
    rare = rng.choice([0.02, 0.2, 0.5])
    rows = []
    for _ in range(k):
        n1, n2 = rng.choice([5, 20, 60, 400]), rng.choice([5, 25, 70, 300])
        a = sum(rng.random() < rare * 0.7 for _ in range(n1))
        c = sum(rng.random() < rare for _ in range(n2))
        rows.append({"ai": a, "bi": n1 - a, "ci": c, "di": n2 - c})
    return rows


def counts(k):
    p = rng.choice([0.05, 0.4, 0.95])
    return [{"xi": sum(rng.random() < p for _ in range(n)), "ni": n} for n in [rng.choice([4, 20, 80]) for _ in range(k)]]


def ready(k):
    kind = rng.choice(["usual", "extreme weights", "offset", "large tau2", "equal variances"])
    rows = []
    for _ in range(k):
        v = {"usual": rng.uniform(0.01, 0.2), "extreme weights": 10 ** rng.uniform(-6, 2), "offset": 0.05 * rng.uniform(0.5, 2),
             "large tau2": rng.uniform(0.01, 0.1), "equal variances": 0.04}[kind]
        tau = {"large tau2": 10, "usual": rng.choice([0, 0.3])}.get(kind, 0.3)
        rows.append({"yi": rng.gauss(1e4 if kind == "offset" else 0.4, math.sqrt(v + tau * tau)), "vi": v})
    return rows


KINDS = {"MD": means, "SMD": means, "SMDH": means, "ROM": means, "MN": arm, "MNLN": arm, "RR": tables, "OR": tables, "RD": tables,
         "PETO": tables, "PR": counts, "PLO": counts, "PFT": counts, "GEN": ready}
folder = tempfile.mkdtemp(prefix="metafor-")
sets = []
for index in range(options.sets):
    measure = list(KINDS)[index % len(KINDS)]
    rows = KINDS[measure](study_count())
    for row in rows:
        row["x"], row["g"] = rng.gauss(0, 1) * 10 + 1990, rng.choice("abc")
    name = f"{index:03d}_{measure}.csv"
    with open(os.path.join(folder, name), "w", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows({key: "" if value is None else (repr(value) if isinstance(value, float) else value) for key, value in row.items()} for row in rows)
    sets.append((name, measure))
with open(os.path.join(folder, "list.csv"), "w") as out:
    out.write("file,measure\n" + "".join(f"{name},{measure}\n" for name, measure in sets))
reference = subprocess.run(["Rscript", os.path.join(os.path.dirname(os.path.abspath(__file__)), "metafor_reference.R"), folder],
                           capture_output=True, text=True)
if reference.returncode:
    sys.exit("the R script failed: " + reference.stderr[-2000:])
wanted = collections.defaultdict(dict)
for line in reference.stdout.splitlines():
    name, path, value = line.split("\t")
    wanted[name][path] = value


def run(name, measure, *more):
    ended = subprocess.run([options.evigraft, "meta", "--csv", os.path.join(folder, name), "--measure", measure, *more, "--json"],
                           capture_output=True, text=True)
    try:
        return json.loads(ended.stdout)
    except ValueError:
        return {"error": ended.stderr}


def at(document, *keys):
    for key in keys:
        if isinstance(document, list):
            document = document[int(key)] if int(key) < len(document) else None
        else:
            document = document.get(key) if isinstance(document, dict) else None
    return document[0] if isinstance(document, list) and len(document) == 1 else document


def entry(entries, **keys):
    return next((e for e in entries or [] if all(e.get(k) == v for k, v in keys.items())), None)


def tie_by_rounding(measure, k, got, text):
    """Whether the two taus of a table of counts differ by one pair of ranks; where they agree, P must, too."""
    if measure not in ("OR", "RR", "RD", "PETO", "PR", "PLO", "PFT") or k < 3 or got is None or text in (None, "NA", "error"):
        return False
    return 1e-9 < abs(got - float(text)) <= 1.01 / math.comb(k, 2)


def log_likelihood(data, tau2, restricted):
    w = [1 / (v + tau2) for _, v in data]
    mean = sum(wi * y for wi, (y, _) in zip(w, data)) / sum(w)
    value = sum(math.log(wi) for wi in w) - sum(wi * (y - mean) ** 2 for wi, (y, _) in zip(w, data))
    return value - (math.log(sum(w)) if restricted else 0)


tally, faults, refused = collections.defaultdict(lambda: [0, 0]), [], 0
for name, measure in sets:
    cache = {}

    def document(*more):
        if more not in cache:
            cache[more] = run(name, measure, *more)
        return cache[more]

    plain = document("--method", "REML", "--test", "z", "--diagnostics", "all")
    effects = [(y, v) for y, v in zip(*(at(plain, "escalc", k) if isinstance(at(plain, "escalc", k), list) else [at(plain, "escalc", k)]
                                        for k in ("yi", "vi"))) if y is not None and v is not None]
    typical = sorted(v for _, v in effects)[len(effects) // 2] if effects else 1
    lower_maximum = set()
    for path, text in wanted[name].items():
        parts = path.split("/")
        group, key = parts[0], parts[-1] if not parts[-1].isdigit() else parts[-2]
        tail = parts[1:]
        if group == "escalc":
            got = at(plain, "escalc", *tail) if tail[1] != str(len(plain.get("escalc", {}).get("yi", []))) else None
        elif group == "models":
            got = at(document("--method", tail[0], "--test", tail[1]), *tail[2:]) if len(tail) > 2 else document("--method", tail[0], "--test", tail[1])
        elif group == "metareg":
            which = ("--mods", "x", "--test", "z") if tail[0] == "x" else ("--factor", "g", "--test", "knha")
            answer = document("--method", tail[1], *which)
            got = at(answer, *tail[2:]) if len(tail) > 2 else answer
        elif group in ("leave1out", "influence"):
            got = at(document("--method", tail[0], "--test", "z", "--diagnostics", "all"), "diagnostics", group, *tail[1:])
        elif group == "trimfill":
            found = entry(at(plain, "small_study", "trimfill"), method=tail[0], estimator=tail[1], side_requested=tail[2])
            got = at(found, *tail[3:]) if len(tail) > 3 else found
        elif group == "regtest":
            found = entry(at(plain, "small_study", "regtest"), model=tail[0], predictor="sei", **({} if tail[0] == "lm" else {"method": "DL", "test": "z"}))
            got = at(found, *tail[1:]) if len(tail) > 1 else found
        elif group == "ranktest":
            got = at(plain, "small_study", "ranktest", *tail)
        elif group == "fsn":
            got = at(plain, "small_study", "fsn", *tail, "fsnum") if tail else at(plain, "small_study", "fsn")
        elif group == "MH":
            found = entry(at(plain, "binary", "MH"), measure=tail[0])
            got = at(found, *tail[1:]) if len(tail) > 1 else found
        else:
            got = at(plain, "binary", "Peto", *tail)
        tally[group][1] += 1
        if text == "NA" and (group in ("leave1out", "influence") or key == "R2") and isinstance(got, (int, float)):
            refused += 1  # a refit that did not converge there
            tally[group][0] += 1
            continue
        if text == "error":
            refused += not (got is None or (isinstance(got, dict) and "error" in got))
            tally[group][0] += 1
            continue
        if isinstance(got, dict):
            got = None
        got = {"Inf": math.inf, "-Inf": -math.inf}.get(got, got)
        want = None if text == "NA" else float(text.replace("Inf", "inf"))
        if group in ("models", "trimfill") and tail[0] in ("ML", "REML") and key == "tau2" and got is not None and want is not None:
            if abs(got - want) > 1e-5 * want + 1e-7 * typical and \
                    log_likelihood(effects, got, tail[0] == "REML") >= log_likelihood(effects, want, tail[0] == "REML") - 1e-9:
                lower_maximum.add(tuple(tail[:2]))
        own = (key == "R2" and want == 100 and got == 0 and at(document("--method", tail[1], "--test", "z"), "tau2") == 0) \
            or (group == "metareg" and key == "se" and want == 0 and got is None) \
            or (group == "ranktest" and tie_by_rounding(measure, len(effects), at(plain, "small_study", "ranktest", "tau"),
                                                        wanted[name].get("ranktest/tau"))) \
            or (group == "regtest" and key == "stat" and want is not None and got is not None and min(abs(want), abs(got)) > 1e10)
        if own:
            tally[group][0] += 1
            continue
        if want is None or got is None or math.isinf(want):
            right = want is None and got is None or want == got or (want is None and key in ("pval", "QEp"))
        elif key in ("pval", "QEp", "QMp"):
            right = abs(got - want) <= 1e-9 + 1e-5 * want
        elif key in ("k0",):
            right = got == want
        else:
            root = math.sqrt(typical) if key in ("beta", "se", "ci_lb", "ci_ub", "estimate") else typical if key in ("tau2", "vi") else 1
            near = 1e-3 if group == "trimfill" and tail[0] == "REML" and key == "beta" else 1e-5
            right = abs(got - want) <= near * abs(want) + 1e-6 * root
        if not right:
            faults.append((name, path, got, text))
        tally[group][0] += right
    waived = [f for f in faults if f[0] == name and f[1].split("/")[0] == "models" and tuple(f[1].split("/")[1:3]) in lower_maximum]
    for fault in waived:
        faults.remove(fault)
        tally["models"][0] += 1

for group, (right, compared) in sorted(tally.items()):
    print(f"{group:10s} {right:7d} / {compared:7d}")
print(f"metafor refused {refused} computations that evigraft answers")
for fault in faults[: None if options.verbose else 20]:
    print("differs:", *fault)
shutil.rmtree(folder)
sys.exit(1 if faults else 0)
