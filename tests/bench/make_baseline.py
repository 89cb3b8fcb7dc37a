#!/usr/bin/env python3
"""Writes a baseline-like PubMed file of many articles made from real ones, each with a PMID and DOI of its own.

usage: make_baseline.py FOLDER OUT.xml.gz [--articles 30000] [--seed 1]

FOLDER holds PubMed XML (.xml, .xml.gz); OUT may also end in .xml. Same folder, number and seed: same bytes.
"""
import argparse
import gzip
import pathlib
import random
import re

RECORD = re.compile(rb"<PubmedArticle>.*?</PubmedArticle>|<MedlineCitation[ >].*?</MedlineCitation>", re.S)
OWN_PMID = re.compile(rb'(<MedlineCitation[ >][^<]*(?:<PMID[^>]*>))\s*\d+\s*(</PMID>)', re.S)
OWN_DOI = re.compile(rb'(<(?:ELocationID|ArticleId) [^>]*"doi"[^>]*>)([^<]*)(</)', re.S)


def templates(folder):
    """Each real record once: what stands before its references, and its references."""
    found = []
    for path in sorted(p for p in folder.rglob("*") if p.name.endswith((".xml", ".xml.gz"))):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for match in RECORD.finditer(data):
            record = match.group()
            if not OWN_PMID.search(record):
                continue
            if record.startswith(b"<MedlineCitation"):
                record = b"<PubmedArticle>" + record + b"</PubmedArticle>"
            own, mark, cited = record.partition(b"<ReferenceList")
            found.append((own, mark + cited))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--articles", type=int, default=30000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    real, chance = templates(options.folder), random.Random(options.seed)
    if not real:
        raise SystemExit(f"{options.folder} holds no PubMed articles")
    pmids = chance.sample(range(50_000_000, 99_999_999), options.articles)
    compressed = options.out.suffix == ".gz"
    with open(options.out, "wb") as file:
        out = gzip.GzipFile("", "wb", 6, file, mtime=0) if compressed else file
        out.write(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet SYSTEM '
                  b'"http://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_190101.dtd">\n<PubmedArticleSet>\n')
        for pmid in pmids:
            own, cited = chance.choice(real)
            number = str(pmid).encode()
            own = OWN_PMID.sub(rb"\g<1>" + number + rb"\g<2>", own, count=1)
            own = OWN_DOI.sub(lambda m: m.group(1) + m.group(2).strip() + b"." + number + m.group(3), own)
            out.write(own + cited + b"\n")
        out.write(b"</PubmedArticleSet>\n")
        if compressed:
            out.close()


if __name__ == "__main__":
    main()
