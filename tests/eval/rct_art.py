"""Scores the linking stages on sentences of other topics: RCT-ART (Whitton & Hunter 2023, doi 10.1016/j.artmed.2023.102661), result
sentences of trials with marked arms, outcomes, measures and relations. The marks are given, as in the relation step of the paper;
which measure goes to which arm and outcome is the reader's.

A pair is right when both its ends are those of gold; the published rule also wants the first or the second arm told (A1, A2).
Intervals: 2000 bootstrap samples of articles, seed 1."""
import ast
import glob
import json
import os
import random
import re
import subprocess

REFERENCE = re.compile(r"\b(placebo|controls?|sham|vehicle|untreated|usual|standard)\b", re.I)
# mean F1 over ten training seeds of BioBERT trained on the five other diseases and tested on this one (evaluation_results/
# out_of_domain of the authors' repository): relations with given marks
PUBLISHED = {"autism": 0.849, "cardiovascular_disease": 0.750, "diabetes": 0.809}


def load(folder):
    rows = []
    for file in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        disease = os.path.splitext(os.path.basename(file))[0]
        for number, line in enumerate(open(file, encoding="utf8"), 1):
            row = json.loads(line)
            row["id"], row["disease"] = f"{disease}:{number}", disease
            row["article"] = ast.literal_eval(row["user_data"])["pmid"] if row["user_data"] else row["id"]
            rows.append(row)
    return rows


def parts(rows):
    """The articles in random order: rules were written with the first two thirds in sight, the last third was never looked at."""
    articles = sorted({row["article"] for row in rows})
    random.Random(1).shuffle(articles)
    seen = set(articles[:round(len(articles) * 2 / 3)])
    return [row for row in rows if row["article"] in seen], [row for row in rows if row["article"] not in seen]


def marks(row, label):
    return [[span["start"], span["end"]] for span in sorted(row["spans"], key=lambda s: s["start"]) if span["label"] == label]


def ask(tool, rows):
    lines = [json.dumps({"text": row["text"], "arms": marks(row, "INTV"), "outcomes": marks(row, "OC"),
                         "measures": marks(row, "MEAS")}) for row in rows]
    ran = subprocess.run([tool], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True, timeout=300)
    for row, line in zip(rows, ran.stdout.splitlines(), strict=True):
        row["links"] = json.loads(line)


def order(row):
    """A1 or A2 for each marked arm: what is compared with comes second, else the one named later."""
    arms = [row["text"][first:last] for first, last in marks(row, "INTV")]
    compared = [bool(REFERENCE.search(arm)) for arm in arms]
    if any(compared) and not all(compared):
        return ["A2" if second else "A1" for second in compared]
    names = [re.sub(r"\b(the|groups?|arms?|patients?|subjects?|treated|treatment|therapy)\b|\W", "", arm.lower()) for arm in arms]
    if len(arms) == 1:
        return ["A2" if compared[0] else "A1"]
    return ["A1" if name == names[0] else "A2" for name in names]


def pairs(row):
    """Gold and found pairs (kind, head, measure), arms with A1 or A2."""
    gold = {(r["label"][:2], r["head_span"]["start"], r["child_span"]["start"]) for r in row["relations"]}
    arms, outcomes, measures, told = marks(row, "INTV"), marks(row, "OC"), marks(row, "MEAS"), order(row)
    found = set()
    for measure, link in zip(measures, row["links"], strict=True):
        if link["arm"] is not None:
            found.add((told[link["arm"]], arms[link["arm"]][0], measure[0]))
        for outcome in link["outcomes"]:
            found.add(("OC", outcomes[outcome][0], measure[0]))
    return gold, found


def untold(some):
    return {("A" if kind[0] == "A" else kind, head, measure) for kind, head, measure in some}


def tuples(some):
    arms = [(m, head) for kind, head, m in some if kind == "A"]
    outcomes = [(m, head) for kind, head, m in some if kind == "OC"]
    return {(arm, outcome, m) for m, arm in arms for n, outcome in outcomes if m == n}


def kinds(row):
    gold, found = pairs(row)
    bare = [untold(some) for some in (gold, found)]
    outcomes = [{p for p in some if p[0] == "OC"} for some in bare]
    refused = {measure[0] for measure, link in zip(marks(row, "MEAS"), row["links"]) if link["refused"]}
    return {
        "arm of a measure": [{p for p in some if p[0] == "A"} for some in bare],
        "outcome of a measure": outcomes,
        "  where it is not refused": [{p for p in some if p[2] not in refused} for some in outcomes],
        "all pairs": bare,
        "arm, outcome and measure": [tuples(some) for some in bare],
        "all pairs, A1 and A2 told": [gold, found],
    }


def prf(counts):
    right, emitted, expected = (sum(column) for column in zip(*counts))
    return (right / emitted if emitted else 1.0, right / expected if expected else 1.0,
            2 * right / (emitted + expected) if emitted + expected else 1.0)


def interval(rows, counts):
    articles = {}
    for row, count in zip(rows, counts):
        articles.setdefault(row["article"], []).append(count)
    groups, draw = list(articles.values()), random.Random(1)
    sample = sorted(prf([c for group in draw.choices(groups, k=len(groups)) for c in group])[2] for _ in range(2000))
    return sample[50], sample[1949]


def line(name, rows, kind):
    counts = [(len(gold & found), len(found), len(gold)) for gold, found in (kinds(row)[kind] for row in rows)]
    p, r, f = prf(counts)
    low, high = interval(rows, counts)
    print(f"  {kind:26} {name:24} {len(rows):4}  {sum(c[2] for c in counts):5}   {p:.3f}     {r:.3f}   {f:.3f} ({low:.3f}-{high:.3f})")


def run(tool, folder):
    rows = load(folder)
    ask(tool, rows)
    seen, unseen = parts(rows)
    print("Sentences of other topics, marks given (RCT-ART): which measure goes to which arm and outcome")
    print(f"  {'':26} {'':24} sentences gold  precision recall  F1 (95% interval)")
    for kind in kinds(rows[0]):
        for name, some in (("two thirds seen", seen), ("one third not seen", unseen), ("all", rows)):
            line(name, some, kind)
    for disease, published in PUBLISHED.items():
        line(disease, [row for row in rows if row["disease"] == disease], "all pairs, A1 and A2 told")
        print(f"  {'':26} {'  BioBERT (published)':24} {'':31} {published:.3f}")
    print()
