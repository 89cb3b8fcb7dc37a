"""Scores `evigraft extract --jats` on this project's own labelled articles: arm, value and months right, then the fields."""
import glob
import json
import os
import subprocess

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus", "articles")
SIDE = ("spread", "spread_kind", "n")


def near(want, got, tolerance):
    return want == got if want is None or got is None else abs(want - got) < tolerance


def run(program):
    print("Articles: outcomes of a topic in full texts, tables included")
    print(f"  {'':24} outcomes  right  emitted  " + " ".join(f"{field:>12}" for field in SIDE))
    for file in sorted(glob.glob(os.path.join(FOLDER, "*.xml"))):
        with open(file[:-4] + ".json", encoding="utf-8") as labels:
            wanted = json.load(labels)["outcomes"]
        printed = subprocess.run([program, "extract", "--jats", file], capture_output=True, text=True, check=True).stdout
        given = json.loads(printed)["outcomes"]
        emitted, right, agree = len(given), 0, {field: 0 for field in SIDE}
        for want in wanted:
            fits = [got for got in given if got["arm"] in [want["arm"], *want.get("arm_also", [])]
                    and near(want["value"], got["value"], 0.05) and near(want["months"], got["months"], 0.15)]
            if not fits:
                continue
            right += 1
            given.remove(fits[0])
            for field in SIDE:
                agree[field] += want[field] == fits[0][field]
        print(f"  {os.path.basename(file):24} {len(wanted):8}  {right:5}  {emitted:7}  "
              + " ".join(f"{agree[field]:>5} of {right:<3}" for field in SIDE))
    print()
