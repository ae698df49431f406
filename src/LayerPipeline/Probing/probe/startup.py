"""Measures how long functions take to import what was asked for.

    python probe/startup.py ARGS.json RESULT.json

Arguments (JSON object):
    raw       the folder of the untouched packages
    bytecode  the folder of their bytecode, laid out like the tree; null where there is none
    layer     the folder of the layer's packages
    scratch   a folder that may be written to
    starts    [{"id": ..., "modules": [...]}]: what is imported together
    rounds    how often; a round imports each start in each of the three states, so that what disturbs one disturbs all
    seconds   after this time no further round begins, once there were three

Standard library only, Python 3.10 or later.
"""

import json
import os
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.realpath(__file__))))

from probe.settings import Settings

LEAST_ROUNDS = 3
SLOWEST = 5

# For one import, as long as one module may take in a probe.
TIMEOUT = 60


def measure(args):
    """For each start the median of its times in each state, and its slowest modules in the layer."""
    settings = Settings({"root": args["layer"], "scratch": args["scratch"]})
    states = {"uncompiled": (args["raw"], "none"), "layer": (args["layer"], "own")}
    if args.get("bytecode"):
        states["compiled"] = (args["raw"], os.path.realpath(args["bytecode"]))
    times = {start["id"]: {state: [] for state in states} for start in args["starts"]}
    begin = time.perf_counter()
    rounds = 0
    while rounds < args["rounds"] and (rounds < LEAST_ROUNDS or time.perf_counter() - begin < args["seconds"]):
        for start in args["starts"]:
            for state, (root, bytecode) in states.items():
                seconds, _ = run(settings, root, bytecode, start["modules"])
                times[start["id"]][state].append(seconds)
        rounds += 1
    return [entry(settings, start, times[start["id"]], rounds, states["layer"]) for start in args["starts"]]


def entry(settings, start, times, rounds, layer):
    """Null stands for a state in which the import failed."""
    medians = {state: None if None in values else round(statistics.median(values), 4) for state, values in times.items()}
    return {"id": start["id"], "modules": start["modules"], "rounds": rounds, **medians, "slowest": slowest(settings, layer, start["modules"])}


def slowest(settings, layer, modules):
    """The modules that take longest by themselves, without what they import; measured with Python's own -X importtime."""
    _, lines = run(settings, *layer, modules, "-X", "importtime")
    found = []
    for line in lines:
        parts = line.removeprefix("import time:").split("|")
        if line.startswith("import time:") and len(parts) == 3 and parts[0].strip().isdigit():
            found.append({"module": parts[2].strip(), "milliseconds": round(int(parts[0]) / 1000, 1)})
    return sorted(found, key=lambda each: (-each["milliseconds"], each["module"]))[:SLOWEST]


def run(settings, root, bytecode, modules, *options):
    """Seconds, or None where the import fails, and the lines of standard error."""
    script = os.path.join(os.path.dirname(os.path.realpath(__file__)), "start.py")
    command = [sys.executable, "-S", "-s", "-B", *options, script, os.path.realpath(root), bytecode, *modules]
    try:
        done = subprocess.run(
            command,
            cwd=settings.scratch,
            env=settings.environment({}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT,
        )
        return (float(done.stdout.split()[-1]) if done.returncode == 0 else None), done.stderr.splitlines()
    except (subprocess.TimeoutExpired, ValueError, IndexError):
        return None, []


def main(arguments):
    with open(arguments[0], encoding="utf-8") as file:
        args = json.load(file)
    result = measure(args)
    with open(arguments[1], "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1:])
