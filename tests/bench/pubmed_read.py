#!/usr/bin/env python3
"""CPU and memory of reading a PubMed file, round by round beside zcat | xtract -strict (six fields) on the same file.

usage: pubmed_read.py --program BUILD/tests/bench/pubmed_read FILE.xml.gz [--rounds 5]
"""
import argparse
import os
import shutil
import statistics
import subprocess

XTRACT = ["xtract", "-strict", "-pattern", "PubmedArticle", "-element", "MedlineCitation/PMID", "Article/ArticleTitle",
          "Abstract/AbstractText", "-block", "ELocationID", "-if", "@EIdType", "-equals", "doi", "-element", "ELocationID",
          "-block", "PubDate", "-element", "Year", "-block", "Journal", "-element", "Title"]


def cpu_and_output(run):
    before = os.times()
    output = run()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system, output


def ours(program, arguments):
    return lambda: subprocess.run([program] + arguments, capture_output=True, check=True, text=True).stdout.strip()


def peer(file):
    def run():
        zcat = subprocess.Popen(["zcat", file], stdout=subprocess.PIPE)
        subprocess.run(XTRACT, stdin=zcat.stdout, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=True)  # it tells of each formula it cannot parse
        zcat.stdout.close()
        zcat.wait()
    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("file")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    runs = {"evigraft, through the neck": ours(options.program, [options.file]),
            "evigraft, reader only": ours(options.program, ["--reader", options.file])}
    if shutil.which("xtract"):
        runs["zcat | xtract -strict"] = peer(options.file)
    else:
        print("xtract (package ncbi-entrez-direct) is not here: no peer")
    times = {name: [] for name in runs}
    for _ in range(options.rounds):
        for name, run in runs.items():
            seconds, output = cpu_and_output(run)
            times[name].append(seconds)
            if output:
                print(f"{name}: {output}")
    first = next(iter(times))
    for name, seconds in times.items():
        ratio = statistics.median(theirs / mine for theirs, mine in zip(seconds, times[first]))
        print(f"{name}: median {statistics.median(seconds):.2f} CPU s [{min(seconds):.2f}..{max(seconds):.2f}], "
              f"{ratio:.2f} x {first}")


if __name__ == "__main__":
    main()
