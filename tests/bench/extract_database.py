#!/usr/bin/env python3
"""Imports invented abstracts into a fresh database, extracts all of it again and prints records a second; then kills an
extraction half-way, starts it again, and compares the rows.

    extract_database.py PROGRAM [RECORDS]"""
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time

program = os.path.abspath(sys.argv[1])
records = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
FAMILIES = ["Alba", "Boro", "Cato", "Dema", "Elso", "Fina", "Goro", "Hira", "Ivo", "Jora"]


def article(i):
    kept, plain = 40 + i * 7 % 450 / 10, 30 + i * 11 % 300 / 10
    return {
        "id": str(i), "type": "article-journal", "PMID": str(40000000 + i), "container-title": f"Journal {i % 50}",
        "title": f"Fat grafting with stromal vascular fraction, series {i} of {FAMILIES[i % 10]}",
        "issued": {"date-parts": [[2000 + i % 25]]}, "author": [{"family": FAMILIES[i % 10] + str(i), "given": "A"}],
        "abstract": f"Background: Part of grafted fat is lost. Methods: {40 + i % 30} women were randomised to fat with "
                    "stromal vascular fraction (SVF) or fat alone. The cells were isolated during the operation. Volumes "
                    "were taken from MRI before surgery and after 3 and 12 months; values are mean ± SD. Results: All women "
                    "were seen at 12 months, and none had a cyst or an infection. Age, weight and the volume injected did "
                    f"not differ. At 3 months the SVF group retained {kept + 9:.1f} ± 8.8% and the control group "
                    f"{plain + 9:.1f} ± 9.1% of the injected volume; at 12 months the values were {kept:.1f} ± 9.0% and "
                    f"{plain:.1f} ± 8.3% (P < 0.001). Bruising lasted 8.1 and 8.4 days. Satisfaction was 84% and 71%. "
                    "Conclusion: SVF improves the retention of fat in the cheek.",
    }


with tempfile.TemporaryDirectory() as folder:
    database, source = os.path.join(folder, "db.sqlite"), os.path.join(folder, "records.json")
    with open(source, "w", encoding="utf-8") as out:
        json.dump([article(i) for i in range(records)], out)

    def run(*arguments):
        return subprocess.run([program, "--db", database, *arguments], check=True, capture_output=True, text=True).stdout

    def rows():
        return run("query", "--output", "csv", "SELECT outcome_id, report_id, arm_class, arm_label, value, spread, n, "
                   "months, quote FROM v_outcome ORDER BY outcome_id")

    run("import", source, "--all")
    wanted = rows()
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    run("extract")
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - start
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{records} records, {wanted.count(chr(10)) - 1} outcomes: {records / seconds:.0f} records a second, "
          f"{records / cpu:.0f} a CPU second")
    print("again: " + ("the same rows and ids" if rows() == wanted else "OTHER ROWS"))
    process = subprocess.Popen([program, "--db", database, "extract"], stdout=subprocess.DEVNULL)
    time.sleep(seconds / 2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    run("extract")
    print("killed half-way and again: " + ("the same rows and ids" if rows() == wanted else "OTHER ROWS"))
