#!/usr/bin/env python3
"""Compares what evigraft reads from PubMed XML with EDirect's xtract, field by field, for every article of a folder.

usage: xtract_compare.py --dump PROGRAM FOLDER

Prints the number of articles compared and each named kind of difference with the reason we keep ours; exit 1 when a
difference has no name here, 77 (skipped) when xtract or the folder is missing.
"""
import argparse
import collections
import gzip
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

# Every difference named here was also decided by a third reader (Python's expat), which reads what we read.
REASONS = {
    "special blank": "xtract prints thin and no-break blanks as plain ones; they are printed characters and we keep them",
    "blank removed": "xtract removes blanks beside brackets and stops; nothing is to be lost, we keep them",
    "entity": "xtract leaves an entity undecoded in an attribute or in text escaped twice",
    "superscript or subscript": "xtract -strict puts brackets around raised and lowered text; plain text has none",
    "apostrophe in an attribute": "xtract ends an attribute at an apostrophe inside double quotes",
    "formula": "xtract -strict leaves out parts of MathML; we keep the words and numbers of a formula in their order",
    "record": "a record cut down by hand that the DTD forbids: no Book in a BookDocument",
}

# The one record of the folder that is no valid one.
INVALID = {("jabref_MedlineImporterTestBookArticleSet.xml", "21413195"): "its BookDocument has no Book"}

# One xtract call a kind of record; -strict removes inline markup, -wrp keeps empty fields apart.
COMMON = ["-block", "Article/ELocationID", "-if", "@EIdType", "-equals", "doi", "-and", "@ValidYN", "-equals", "Y",
          "-wrp", "ELocationDOI", "-element", "ELocationID",
          "-block", "PubmedData/ArticleIdList", "-subset", "ArticleId", "-if", "@IdType", "-equals", "doi",
          "-wrp", "ListDOI", "-element", "ArticleId",
          "-block", "Article/Abstract/AbstractText", "-pkg", "Abstract",
          "-wrp", "Label", "-element", "@Label", "-wrp", "Text", "-element", "AbstractText"]
ARTICLE = ["-wrp", "PMID", "-element", "MedlineCitation/PMID", "-wrp", "Title", "-element", "Article/ArticleTitle",
           "-wrp", "Vernacular", "-element", "Article/VernacularTitle", "-wrp", "Journal", "-element", "Journal/Title",
           "-wrp", "Year", "-element", "PubDate/Year", "-wrp", "MedlineDate", "-element", "PubDate/MedlineDate"] + COMMON
BOOK = ["-wrp", "PMID", "-element", "BookDocument/PMID", "-wrp", "Title", "-element", "BookDocument/ArticleTitle",
        "-wrp", "Journal", "-element", "Book/BookTitle", "-wrp", "Year", "-element", "PubDate/Year",
        "-block", "Book/ELocationID", "-if", "@EIdType", "-equals", "doi", "-wrp", "ELocationDOI", "-element",
        "ELocationID", "-block", "BookDocument/Abstract/AbstractText", "-pkg", "Abstract",
        "-wrp", "Label", "-element", "@Label", "-wrp", "Text", "-element", "AbstractText"]

def by_xtract(text):
    """Records of a file as xtract reads them, in file order a kind."""
    bare = b"<PubmedArticle" not in text and b"<MedlineCitation" in text
    found = []
    for pattern, arguments in (("MedlineCitation" if bare else "PubmedArticle", ARTICLE), ("PubmedBookArticle", BOOK)):
        if b"<" + pattern.encode() not in text:
            continue
        done = subprocess.run(["xtract", "-strict", "-set", "Set", "-rec", "Rec", "-pattern", pattern] + arguments,
                              input=text, capture_output=True, check=False)
        if not done.stdout.strip():
            continue
        for node in ElementTree.fromstring(done.stdout):
            record = {tag: [e.text or "" for e in node.iter(tag)] for tag in
                      ("PMID", "Title", "Vernacular", "Journal", "Year", "MedlineDate", "ELocationDOI", "ListDOI")}
            parts, label = [], ""
            for child in (c for package in node.iter("Abstract") for c in package):
                if child.tag == "Label":
                    label = child.text or ""
                else:
                    parts.append({"label": label, "text": child.text or ""})
                    label = ""
            record["abstract"] = parts
            record["book"] = pattern == "PubmedBookArticle"
            found.append(record)
    return found


def by_evigraft(dump, text):
    done = subprocess.run([dump], input=text, capture_output=True, check=False)
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def flat(text):
    """Layout is no difference: any run of white space is one blank."""
    return re.sub(r"[ \t\r\n]+", " ", text or "").strip()


SPECIAL_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
EVERY_BLANK = re.compile("[\\s\u00a0\u2000-\u200b\u202f\u3000]+")


def unbracketed(text):
    return EVERY_BLANK.sub("", html.unescape(text)).translate({ord(c): None for c in "[]()"})


def name_of(ours, theirs):
    """The name of a difference between two texts, or None. Whether ours is right is asked of expat."""
    ours, theirs = flat(ours), flat(theirs)
    if flat(SPECIAL_BLANKS.sub(" ", ours)) == theirs:
        return "special blank"
    if EVERY_BLANK.sub("", ours) == EVERY_BLANK.sub("", theirs):
        return "blank removed"
    if ours == flat(html.unescape(theirs)):
        return "entity"
    if unbracketed(ours) == unbracketed(theirs):
        return "superscript or subscript"
    if theirs and "'" in ours and ours.startswith(theirs + "'"):
        return "apostrophe in an attribute"
    return None


def by_expat(text):
    """PMID to a list of (title, labels, abstract texts), read by Python's expat: the third opinion."""
    found = collections.defaultdict(list)
    for node in ElementTree.fromstring(text).iter():
        if node.tag not in ("MedlineCitation", "BookDocument"):
            continue
        article = node.find("Article") if node.tag == "MedlineCitation" else node
        if article is None:
            continue
        words = lambda element: "" if element is None else flat("".join(element.itertext()))
        parts = [part for part in article.iterfind("Abstract/AbstractText") if words(part)]
        found[words(node.find("PMID"))].append({"title": words(article.find("ArticleTitle")),
                                                "label": [flat(part.get("Label")) for part in parts],
                                                "abstract": [words(part) for part in parts],
                                                "math": [any(e.tag.endswith("math") for e in part.iter()) for part in parts]})
    return found


def compare(ours, theirs):
    """Yields (field, index or None, ours, theirs) for each difference of one article."""
    title = (theirs["Title"] or [""])[0]
    if theirs["book"] and not title:
        title = (theirs["Journal"] or [""])[0]
    if not title and theirs["Vernacular"]:
        title = theirs["Vernacular"][0]
    if flat(ours["title"]) != flat(title):
        yield "title", None, ours["title"], title

    journal = (theirs["Journal"] or [""])[0]
    if flat(ours["journal"]) != flat(journal):
        yield "journal", None, ours["journal"], journal

    year = (theirs["Year"] or [""])[0]
    if not year and theirs["MedlineDate"]:
        year = (re.findall(r"\d{4}", theirs["MedlineDate"][0]) or [""])[0]
    if str(ours["year"] or "") != year:
        yield "year", None, ours["year"], year

    doi = flat((theirs["ELocationDOI"] + theirs["ListDOI"] + [""])[0])
    if ours["doi"] != doi:
        yield "doi", None, ours["doi"], doi

    parts = [part for part in theirs["abstract"] if flat(part["text"])]
    if len(parts) != len(ours["abstract"]):
        yield "abstract sections", None, len(ours["abstract"]), len(parts)
        return
    for index, (mine, other) in enumerate(zip(ours["abstract"], parts)):
        if flat(mine["label"]) != flat(other["label"]):
            yield "label", index, mine["label"], other["label"]
        if flat(mine["text"]) != flat(other["text"]):
            yield "abstract", index, mine["text"], other["text"]


def judge(field, index, ours, theirs, opinions):
    """The name of a difference, when it has one and expat reads what we read."""
    if field not in ("title", "label", "abstract"):
        return None
    for opinion in opinions:
        read = opinion[field] if index is None else opinion[field][index:index + 1]
        if flat(ours) == (read if index is None else "".join(read)):
            mathml = index is not None and opinion["math"][index]
            return name_of(ours, theirs) or ("formula" if mathml else None)
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dump", required=True)
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    for missing in [what for what, there in (("xtract (package ncbi-entrez-direct)", shutil.which("xtract")),
                                             (str(options.folder), options.folder.is_dir())) if not there]:
        print("skipped: " + missing + " is not here")
        return 77

    named, unnamed, files, articles = collections.defaultdict(list), [], 0, 0
    for path in sorted(p for part in ("efetch", "baseline") for p in (options.folder / part).iterdir()):
        text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        opinions, waiting = by_expat(text), collections.defaultdict(list)
        files += 1
        for line in by_evigraft(options.dump, text):
            if "pmid" in line:
                waiting[line["pmid"]].append(line)
            elif "deleted" not in line:
                case = (path.name, line.get("rejected", ""), "record", line.get("reason", line.get("error")), "")
                (named["record"] if case[:2] in INVALID and case[3] == INVALID[case[:2]] else unnamed).append(case)
        for other in by_xtract(text):
            pmid = (other["PMID"] or [""])[0]
            if not waiting[pmid]:
                if (path.name, pmid) not in INVALID:
                    unnamed.append((path.name, pmid, "record", "not read by evigraft", ""))
                continue
            articles += 1
            for field, index, mine, its in compare(waiting[pmid].pop(0), other):
                kind = judge(field, index, mine, its, opinions[pmid])
                (named[kind] if kind else unnamed).append((path.name, pmid, field, mine, its))
        unnamed += [(path.name, left["pmid"], "record", "not read by xtract", "")
                    for rest in waiting.values() for left in rest]

    print(f"{articles} articles of {files} files compared with xtract")
    for kind, cases in sorted(named.items()):
        print(f"  {len(cases)} x {kind}: {REASONS[kind]}; first in {cases[0][0]}, PMID {cases[0][1]}, {cases[0][2]}")
    for case in unnamed[:20]:
        print("DIFFERENCE", *(str(part)[:300] for part in case), sep="\n    ")
    print(f"{len(unnamed)} differences without a name")
    return 1 if unnamed or not articles else 0


if __name__ == "__main__":
    sys.exit(main())
