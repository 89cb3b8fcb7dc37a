#!/usr/bin/env python3
"""Writes lipotransfer.har: what `evigraft refresh --source pubmed` asks on an empty database, and the answers.

Not a recording of NCBI's servers. The questions are those of plugins/pubmed (one ESearch by entry date with the query of
schema/topics/lipotransfer.toml, then EFetch of what it listed, 200 ids a request); the answers come from articles.xml
beside this file. Standard library only. Run it after a change of the topic's query, of articles.xml or of the plugin's
parameters; `make_har.py --check` writes nothing and fails when the file is not what it would write.
"""
import json
import sys
import tomllib
import urllib.parse
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOPIC = HERE.parent.parent / "schema" / "topics" / "lipotransfer.toml"
BASE = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
STARTED = "2026-11-20T06:00:00.000Z"  # the clock of a replayed run
IDS_A_REQUEST = 200
PROLOG = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n')


def entry(tool, parameters, answer):
    form = urllib.parse.urlencode(parameters, quote_via=urllib.parse.quote)
    return {
        "startedDateTime": STARTED,
        "time": 0,
        "request": {
            "method": "POST", "url": BASE + tool, "httpVersion": "HTTP/1.1", "cookies": [], "headers": [],
            "queryString": [],
            "postData": {"mimeType": "application/x-www-form-urlencoded", "text": form},
            "headersSize": -1, "bodySize": len(form.encode()),
        },
        "response": {
            "status": 200, "statusText": "", "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": [{"name": "content-type", "value": "text/xml; charset=UTF-8"}],
            "content": {"size": len(answer.encode()), "mimeType": "text/xml; charset=UTF-8", "text": answer},
            "redirectURL": "", "headersSize": -1, "bodySize": len(answer.encode()),
        },
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
    }


def esearch_answer(pmids):
    listed = "".join(f"<Id>{pmid}</Id>\n" for pmid in pmids)
    return ('<?xml version="1.0" encoding="UTF-8" ?>\n<!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" '
            '"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">\n'
            f"<eSearchResult><Count>{len(pmids)}</Count><RetMax>{len(pmids)}</RetMax><RetStart>0</RetStart>"
            f"<IdList>\n{listed}</IdList><TranslationSet/></eSearchResult>\n")


def recording():
    query = tomllib.loads(TOPIC.read_text(encoding="utf-8"))["queries"]["pubmed"]
    articles = ElementTree.parse(HERE / "articles.xml").getroot().findall("PubmedArticle")
    by_pmid = {article.findtext("MedlineCitation/PMID"): article for article in articles}
    pmids = list(by_pmid)
    entries = [entry("esearch.fcgi", [
        ("db", "pubmed"), ("term", query), ("retmode", "xml"), ("retmax", "9999"), ("datetype", "edat"),
        ("mindate", "1800/01/01"), ("maxdate", STARTED[:10].replace("-", "/"))], esearch_answer(pmids))]
    for begin in range(0, len(pmids), IDS_A_REQUEST):
        some = pmids[begin:begin + IDS_A_REQUEST]
        found = "".join(ElementTree.tostring(by_pmid[pmid], encoding="unicode").strip() + "\n" for pmid in some)
        entries.append(entry("efetch.fcgi", [("db", "pubmed"), ("retmode", "xml"), ("id", ",".join(some))],
                             f"{PROLOG}<PubmedArticleSet>\n{found}</PubmedArticleSet>\n"))
    comment = "Made by docs/example/make_har.py from articles.xml; no server was asked. See README.md beside it."
    log = {"version": "1.2", "creator": {"name": "make_har.py", "version": "1", "comment": comment}, "entries": entries}
    return json.dumps({"log": log}, ensure_ascii=False, indent=1) + "\n"


def main():
    har = HERE / "lipotransfer.har"
    if sys.argv[1:] == ["--check"]:
        if har.read_text(encoding="utf-8") != recording():
            sys.exit("docs/example/lipotransfer.har is out of date: run docs/example/make_har.py")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        har.write_text(recording(), encoding="utf-8")


if __name__ == "__main__":
    main()
