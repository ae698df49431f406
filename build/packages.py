#!/usr/bin/env python3
"""Measures what to expect of packages, and writes docs/packages.md from that.

    build/packages.py measure [PIP OPTION...]    builds every set of docs/packages.tsv once more, and writes the file anew
    build/packages.py page                       writes docs/packages.md from docs/packages.tsv

Measuring needs an index that pip can reach, or --no-index --find-links FOLDER; it takes hours. Each set is built by the command line of
this checkout (dotnet build first), for Python 3.13 on x86_64 with the defaults and --system-library auto. Sets are lines of the file: to
measure another one, add a line with its requirements alone.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATA = os.path.join(ROOT, "docs", "packages.tsv")
PAGE = os.path.join(ROOT, "docs", "packages.md")
CLI = os.path.join(ROOT, "src", "LayerPipeline.Cli", "bin", "Debug", "net10.0", "layer-pipeline.dll")
COLUMNS = ["packages", "distributions", "raw", "layer", "result"]

# The exit code of the command line when a layer was made; the README lists all of them.
DONE = 0


def read():
    with open(DATA, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def write(rows):
    new = DATA + ".new"
    with open(new, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n", restval="")
        table.writeheader()
        table.writerows(rows)
    os.replace(new, DATA)


def measure(options):
    rows = read()
    for index, row in enumerate(rows):
        rows[index] = build(row["packages"], options)
        print(*rows[index].values(), sep="\t", flush=True)
        # After each set: whoever stops after an hour keeps what was measured.
        write(rows)


def build(packages, options):
    with tempfile.TemporaryDirectory() as place:
        out = os.path.join(place, "out")
        command = ["dotnet", CLI, "build", *packages.split(), "--python", "3.13", "--no-measure", "--system-library", "auto", "--output", out]
        done = subprocess.run([*command, *options], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
        if done.returncode != DONE:
            error = next((line for line in done.stderr.splitlines() if line.startswith("error: ")), "error: exit code %d" % done.returncode)
            return {"packages": packages, "result": error.removeprefix("error: ")[:200]}
        with open(os.path.join(out, "manifest.json"), encoding="utf-8") as file:
            manifest = json.load(file)
        result = "proven" if manifest["proven"] else manifest["unproven"]
        taken = [library["name"] for library in manifest.get("systemLibraries", [])]
        if taken:
            result += ", with " + " and ".join(taken) + " of the system"
        sizes = {"raw": manifest["bytesBefore"], "layer": manifest["bytes"]}
        return {"packages": packages, "distributions": len(manifest["distributions"]), **sizes, "result": result}


def page():
    rows = sorted(read(), key=lambda row: row["packages"].lower())
    proven = sum(row["result"].startswith("proven") for row in rows)
    lines = [
        "# What to expect of packages",
        "Sets of packages that people want in a layer, each built for Python 3.13 on x86_64 with `--system-library auto` and otherwise the defaults: "
        "bytes unzipped as pip left them, and of the layer. Where no layer was made, the result is the first line of the message, or in older "
        "rows *too big*; of a set that does not fit, [the message says what would](budget.md). Where a library of the system was "
        "[brought](shared-libraries.md#libraries-of-the-system), the result names it.",
        "",
        f"Of {len(rows)} sets, {proven} were proven. The table is made by `build/packages.py` from `docs/packages.tsv`, and can be measured "
        "anew where an index can be reached. A row holds for the version of LayerPipeline that measured it: a later one may remove more, or "
        "make a layer of what did not fit.",
        "",
        "| packages | distributions | as pip leaves them | layer | result |",
        "|---|---|---|---|---|",
        *(line(row) for row in rows),
    ]
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def line(row):
    cells = [row["packages"], row["distributions"], number(row["raw"]), number(row["layer"]), row["result"]]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def number(text):
    return f"{int(text):,}" if text else ""


def main(arguments):
    if arguments[:1] == ["measure"]:
        measure(arguments[1:])
    elif arguments != ["page"]:
        sys.exit(__doc__)
    page()


if __name__ == "__main__":
    main(sys.argv[1:])
