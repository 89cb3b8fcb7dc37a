"""Scores `evigraft extract --jats` on the trials of Yun et al. (2024), beside the published answers of GPT-4 and GPT-3.5.

One rule for all: a number counts as right when it equals the gold number (after rounding to the gold's decimals where the
program derived it). A number where gold has none is false; a row is complete when gold knows all its fields and right when
all of them are. Intervals: 2000 bootstrap samples of articles, seed 1."""
import collections
import csv
import json
import os
import random
import subprocess
from concurrent.futures import ThreadPoolExecutor

SIDES = ("intervention", "comparator")
CONTINUOUS = [(side, field) for side in SIDES for field in ("mean", "standard_deviation", "group_size")]
BINARY = [(side, field) for side in SIDES for field in ("events", "group_size")]
OURS = {"mean": "mean", "standard_deviation": "sd", "group_size": "n", "events": "events"}


def number(text):
    try:
        return float(str(text).replace(",", "").replace("%", ""))
    except ValueError:
        return None


def decimals(text):
    text = str(text)
    return len(text.split(".")[1]) if "." in text and not text.endswith(".0") else 0


def same(gold, found, printed, derived):
    if derived:
        return abs(round(found, decimals(printed)) - gold) < 10 ** -decimals(printed) * 0.5 + 1e-9
    return abs(gold - found) < 1e-9


def parts(rows):
    """The articles in random order: rules were written with the first two thirds in sight, the last third was never looked at."""
    articles = sorted({row["pmcid"] for row in rows})
    random.Random(20261124).shuffle(articles)
    seen = 2 * len(articles) // 3
    return set(articles[:seen]), set(articles[seen:])


def answers(program, folder, suffix, rows):
    def ask(row):
        file = os.path.join(folder, f"PMC{row['pmcid']}{suffix}")
        if not os.path.exists(file):
            return row["id"], None
        ran = subprocess.run(
            [program, "extract", "--jats", file, "--intervention", row["intervention"], "--comparator", row["comparator"],
             "--outcome", row["outcome"], "--json"], capture_output=True, text=True, timeout=300)
        if ran.returncode == 1:  # not well-formed: some excerpts are cut in the middle of an element
            return row["id"], None
        if ran.returncode != 0:
            raise SystemExit(f"{file}: exit {ran.returncode}: {ran.stderr}")
        return row["id"], json.loads(ran.stdout)

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(ask, rows))


def from_program(answer, side, field):
    found = answer[side][OURS[field]]
    return (found["value"], found["derived"]) if found else (None, None)


def counts(row, fields, value_of):
    """Per field: right, false or wrong, missed, false where gold has none."""
    out, known, right = {}, True, True
    for side, field in fields:
        printed = row[f"{side}_{field}"]
        gold = number(printed)
        found, derived = value_of(row, side, field)
        known &= gold is not None
        hit = gold is not None and found is not None and same(gold, found, printed, derived)
        right &= hit or (gold is None and found is None)
        out[side, field] = (hit, found is not None and not hit, gold is not None and not hit, gold is None and found is not None)
    return out, known, right


def score(rows, fields, value_of):
    total = collections.Counter()
    for row in rows:
        by_field, known, right = counts(row, fields, value_of)
        for name, (hit, false, missed, unknown) in by_field.items():
            for key, value in zip(("hit", "false", "missed", "unknown"), (hit, false, missed, unknown)):
                total[key] += value
                total[key, name[1]] += value
        total["rows"] += 1
        total["rows_right"] += right
        total["complete"] += known
        total["complete_right"] += known and right
    return total


def figures(total, field=None):
    def get(key):
        return total[key, field] if field else total[key]

    hit, false, missed = get("hit"), get("false"), get("missed")
    precision = hit / (hit + false) if hit + false else 0
    recall = hit / (hit + missed) if hit + missed else 0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
    return {"P": precision, "R": recall, "F1": f1, "right": hit, "known": hit + missed, "false where unknown": get("unknown")}


def interval(rows, fields, value_of, seed=1, samples=2000):
    by_article = collections.defaultdict(list)
    for row in rows:
        by_article[row["pmcid"]].append(row)
    totals = [score(group, fields, value_of) for group in by_article.values()]
    if not totals:
        return (0, 0), (0, 0)
    draw = random.Random(seed)
    f1, complete = [], []
    for _ in range(samples):
        total = collections.Counter()
        for _ in totals:
            total.update(draw.choice(totals))
        f1.append(figures(total)["F1"])
        complete.append(total["complete_right"] / total["complete"] if total["complete"] else 0)
    f1.sort()
    complete.sort()
    low, high = int(samples * 0.025), int(samples * 0.975)
    return (f1[low], f1[high]), (complete[low], complete[high])


def line(name, rows, fields, value_of):
    total = score(rows, fields, value_of)
    one = figures(total)
    f1, complete = interval(rows, fields, value_of)
    share = total["complete_right"] / total["complete"] if total["complete"] else 0
    print(f"  {name:<34} {one['P']:.3f} {one['R']:.3f} {one['F1']:.3f} ({f1[0]:.3f}-{f1[1]:.3f})  "
          f"{total['complete_right']:>3}/{total['complete']:<3} {share:.3f} ({complete[0]:.3f}-{complete[1]:.3f})  "
          f"{one['false where unknown']:>4}")


def fields_table(name, rows, fields, value_of):
    total = score(rows, fields, value_of)
    for field in dict.fromkeys(field for _, field in fields):
        one = figures(total, field)
        print(f"  {name:<34} {field:<20} {one['P']:.3f} {one['R']:.3f} {one['F1']:.3f}  {one['right']}/{one['known']} known, "
              f"{one['false where unknown']} false where unknown")


HEAD = f"  {'':<34} P     R     F1 (95% interval)    complete rows (95% interval)   false where unknown"


def model_values(file):
    with open(file, newline="") as lines:
        table = {int(row["id"]): row for row in csv.DictReader(lines, delimiter="\t")}
    return table, lambda row, side, field: (number(table[row["id"]].get(f"{side}_{field}", "")), None)


def run(program, fixtures):
    with open(os.path.join(fixtures, "dev_gold.json")) as file:
        rows = json.load(file)
    seen, unseen = parts(rows)
    gpt4_table, gpt4 = model_values(os.path.join(fixtures, "gpt4_dev_values.tsv"))
    _, gpt35 = model_values(os.path.join(fixtures, "gpt35_dev_values.tsv"))
    for title, folder, suffix in (("full texts", "fulltext_nxml", ".nxml"),
                                  ("abstract and results only, as the models had them", "abstract_results_xml", ".xml")):
        folder = os.path.join(fixtures, folder)
        here = [row for row in rows if os.path.exists(os.path.join(folder, f"PMC{row['pmcid']}{suffix}"))]
        answered = answers(program, folder, suffix, here)
        refused = sorted({row["pmcid"] for row in here if not answered[row["id"]]})

        def ours(row, side, field):
            answer = answered.get(row["id"])
            return from_program(answer, side, field) if answer else (None, None)

        print(f"\nYun 2024, {title}: {len(here)} rows of {len({row['pmcid'] for row in here})} articles")
        if refused:
            print(f" not read (not well-formed), so without an answer: {', '.join('PMC' + str(name) for name in refused)}")
        published = [row for row in rows if row["id"] in gpt4_table]
        with_text = [row for row in published if row["id"] in answered]
        continuous = [row for row in here if row["outcome_type"] == "continuous"]
        binary = [row for row in here if row["outcome_type"] == "binary"]
        print(f" {len(published)} published rows of continuous outcomes, {len(published) - len(with_text)} of them without a text here")
        print(HEAD)
        line("evigraft (no text: no answer)", published, CONTINUOUS, ours)
        line("GPT-4", published, CONTINUOUS, gpt4)
        line("GPT-3.5", published, CONTINUOUS, gpt35)
        print(f" the {len(with_text)} of them with a text")
        print(HEAD)
        line("evigraft", with_text, CONTINUOUS, ours)
        for name, part in (("  two thirds (seen)", seen), ("  one third (not seen)", unseen)):
            line(name, [row for row in with_text if row["pmcid"] in part], CONTINUOUS, ours)
        line("GPT-4", with_text, CONTINUOUS, gpt4)
        line("GPT-3.5", with_text, CONTINUOUS, gpt35)
        print(" per field")
        fields_table("evigraft", with_text, CONTINUOUS, ours)
        fields_table("GPT-4", with_text, CONTINUOUS, gpt4)
        for name, group, fields in (("continuous", continuous, CONTINUOUS), ("binary", binary, BINARY)):
            print(f" all {len(group)} {name} rows with a text")
            print(HEAD)
            line("evigraft", group, fields, ours)
            for part_name, part in (("  two thirds (seen)", seen), ("  one third (not seen)", unseen)):
                line(part_name, [row for row in group if row["pmcid"] in part], fields, ours)
            fields_table("evigraft", group, fields, ours)
