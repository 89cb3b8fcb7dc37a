"""Scores `evigraft extract --jsonl` on labelled sentences and abstracts: this project's corpus, and the gold beside the
checkout where there is one. The rules of scoring are those of the tool that lies beside the gold.

F1 intervals: 2000 bootstrap samples of texts, seed 1."""
import glob
import importlib.util
import os
import random

CORPUS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus")
SIDE = ("spread", "spread_kind", "interval", "n", "polarity_flipped")


def load_scorer(shared):
    path = os.path.join(shared, "tools", "score_extraction.py")
    if not os.path.exists(path):
        return None
    spec = importlib.util.spec_from_file_location("score_extraction", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def f1(counts):
    right, emitted, expected = (sum(column) for column in zip(*counts))
    return 2 * right / (emitted + expected) if emitted + expected else 1.0


def interval(counts):
    draw = random.Random(1)
    sample = sorted(f1(draw.choices(counts, k=len(counts))) for _ in range(2000))
    return sample[50], sample[1949]


def count(scorer, gold, found, **rule):
    counts = []
    for row in gold:
        wanted, given = row["expect"]["outcomes"], found[row["id"]]["outcomes"]
        required = {i for i, want in enumerate(wanted) if not want.get("optional")}
        pairs = scorer.match(wanted, given, **rule)
        right = len(required & set(pairs))
        counts.append((right, len(given) - (len(pairs) - right), len(required)))
    return counts


def run(program, shared):
    scorer = load_scorer(shared)
    if scorer is None:
        print(f"SKIPPED: no scoring tool at {shared}/tools; texts are not scored.")
        return
    files = sorted(glob.glob(os.path.join(CORPUS, "*.jsonl")))
    files += sorted(glob.glob(os.path.join(shared, "gold", "*.jsonl")))
    print("Texts: per-arm outcomes (arm, value and months right)")
    print(f"  {'':24} texts  outcomes  precision recall F1 (95% interval)      arm ignored  empty ones  "
          + " ".join(f"{field:>15}" for field in SIDE) + "  species  design")
    for file in files:
        gold = scorer.load_gold([file])
        found = scorer.replies_by_id(gold, scorer.run_evigraft(program, gold, 600))
        result, _ = scorer.score(gold, found)
        counts = count(scorer, gold, found)
        low, high = interval(counts)
        outcomes, empty = result["outcomes"], result["no_outcome_texts_empty"]
        share = lambda pair: f"{pair['right']}/{pair['of']}"
        name = ("" if file.startswith(CORPUS) else "gold_") + os.path.splitext(os.path.basename(file))[0]
        print(f"  {name:24} {len(gold):5} {sum(c[2] for c in counts):9}  {outcomes['precision']:.3f}     "
              f"{outcomes['recall']:.3f}  {f1(counts):.3f} ({low:.3f}-{high:.3f})   {result['ignoring_arm']['f1']:.3f}"
              f"        {share(empty):>10}  "
              + " ".join(f"{share(result['side_fields'][field]):>15}" for field in SIDE)
              + f"  {share(result['text_fields']['species']):>7}  {share(result['text_fields']['design']):>6}")
    print()
