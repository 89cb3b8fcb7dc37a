#!/usr/bin/env python3
"""Writes the outputs in docs/reviewing.md anew: each line that begins with "$ " is run as reviewing_test.cpp runs it.

    tests/end_to_end/reviewing_page.py build/dev/cli/evigraft
"""
import csv
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reviewing.md"
SHEET = ROOT / "docs" / "example" / "sheet.csv"
SILENT = {"refresh", "import"}  # their seconds and addresses differ


def fill(exported):
    """The bundled sheet: what the page exports, with the kind of every spread filled in."""
    with open(exported, encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    for row in rows:
        if row[0].isdigit():
            row[header.index("spread_kind")] = "SD"
            row[header.index("letter")] = "2026-11-18"
    with open(SHEET, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def output(program, folder, command):
    args = [str(ROOT / a) if a.startswith("docs/") else a for a in shlex.split(command)[1:]]
    environment = {"HOME": folder, "PATH": os.environ["PATH"], "EVIGRAFT_REVIEWER": "Ann Lee"}
    if args[0] != "refresh":
        environment["SOURCE_DATE_EPOCH"] = "1795252400"
    ended = subprocess.run([program, "--db", folder + "/db.sqlite", *args], capture_output=True, text=True, env=environment, cwd=folder)
    if ended.returncode:
        sys.exit(f"{command}\n{ended.stderr}")
    if args[0] in SILENT:
        return []
    text = re.sub(r"extract/[0-9]+ lipotransfer/[0-9a-f]+", "extract/… lipotransfer/…", ended.stdout)
    return ["    " + line.rstrip() for line in text.splitlines()]


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    lines, out, at = PAGE.read_text().split("\n"), [], 0
    with tempfile.TemporaryDirectory() as folder:
        while at < len(lines):
            out.append(lines[at])
            at += 1
            if not out[-1].startswith("    $ "):
                continue
            command = out[-1][6:]
            while command.endswith("\\"):
                out.append(lines[at])
                command = command[:-1] + lines[at][4:]
                at += 1
            out += output(program, folder, command)
            if " review export " in command:
                fill(folder + "/sheet.csv")
            while at < len(lines) and lines[at].startswith("    ") and not lines[at].startswith("    $ "):
                at += 1
    PAGE.write_text("\n".join(out))


main()
