"""Leaves out of a tree what the runtime has of its own, after pip has resolved and installed everything.

    python probe/leave.py ARGS.json RESULT.json

Arguments (JSON object):
    root      the folder of the packages
    report    pip's installation report: what is left out goes from its "install" to "left_out"
    provided  normalised names of the distributions that the runtime has

What only those need goes with them. Markers and extras are not looked at: what any distribution that stays may need stays. The result
is the list of names that were left out. Standard library only, Python 3.10 or later.
"""

import csv
import json
import os
import re
import sys

REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def leave(args):
    with open(args["report"], encoding="utf-8") as file:
        report = json.load(file)
    stay = staying(report["install"], set(args["provided"]))
    left = [item for item in report["install"] if name_of(item) not in stay]
    if left:
        remove(os.path.realpath(args["root"]), {name_of(item) for item in left})
    report["left_out"] = left
    report["install"] = [item for item in report["install"] if name_of(item) in stay]
    with open(args["report"], "w", encoding="utf-8") as file:
        json.dump(report, file)
    return sorted({name_of(item) for item in left})


def staying(items, provided):
    """Names of what is needed by what was asked for, without going through what the runtime has."""
    needs = {name_of(item): names(item["metadata"].get("requires_dist") or []) for item in items}
    waiting = [name_of(item) for item in items if item.get("requested")]
    stay = set()
    while waiting:
        name = waiting.pop()
        if name in needs and name not in stay and name not in provided:
            stay.add(name)
            waiting.extend(needs[name])
    return stay


def names(requirements):
    return {normalise(found[1]) for text in requirements if (found := REQUIREMENT.match(text))}


def name_of(item):
    return normalise(item["metadata"]["name"])


def normalise(name):
    """PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def remove(root, distributions):
    """Removes the files that only these distributions list in their RECORDs, and folders that are empty then."""
    infos = [folder for folder in os.listdir(root) if folder.endswith(".dist-info")]
    gone = [folder for folder in infos if normalise(folder[: -len(".dist-info")].partition("-")[0]) in distributions]
    kept = {path for folder in infos if folder not in gone for path in files(root, folder)}
    for path in {path for folder in gone for path in files(root, folder)} - kept:
        os.unlink(path)
        folder = os.path.dirname(path)
        while folder != root and not os.listdir(folder):
            os.rmdir(folder)
            folder = os.path.dirname(folder)


def files(root, info):
    """Files that a RECORD lists and that are there. Scripts climb out of the folder; pip's --target puts them below it all the same."""
    with open(os.path.join(root, info, "RECORD"), encoding="utf-8", newline="") as file:
        rows = [row[0] for row in csv.reader(file) if row]
    paths = [os.path.join(root, *[part for part in path.split("/") if part not in ("", ".", "..")]) for path in rows]
    return {path for path in paths if os.path.lexists(path) and is_below(path, root) and not os.path.isdir(path)}


def is_below(path, root):
    """Whether a path is below a folder, with no link on the way that leads out of it."""
    return os.path.commonpath([os.path.realpath(os.path.dirname(path)), root]) == root


def main(arguments, result):
    with open(arguments, encoding="utf-8") as file:
        left = leave(json.load(file))
    with open(result, "w", encoding="utf-8") as file:
        json.dump(left, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
