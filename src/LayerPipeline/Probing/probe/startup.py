"""Measures how long functions take to import what was asked for.

    python probe/startup.py ARGS.json RESULT.json

Arguments (JSON object):
    raw       the folder of the untouched packages
    bytecode  the folder of their bytecode, laid out like the tree; null where there is none
    layer     the folder of the layer's packages
    environment  variables that the function will have, by name
    scratch   a folder that may be written to
    starts    [{"id": ..., "modules": [...]}]: what is imported together
    rounds    how often each is imported in each state
    seconds   after this time no further round begins, once there were two

Standard library only, Python 3.10 or later.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.realpath(__file__))))

from probe.settings import Settings
from probe.world import World

LEAST_ROUNDS = 2
SLOWEST = 5

# For one import, as long as one module may take in a probe.
TIMEOUT = 60


def measure(args):
    """For each start the median of its times in each state, and its slowest modules in the layer."""
    settings = Settings({"root": args["layer"], "scratch": args["scratch"], "environment": args.get("environment")})
    settings.world = World(settings, [os.path.realpath(args["raw"]), *filter(None, [args.get("bytecode")])])
    layer = (args["layer"], "own")
    compared = {"layer": layer}
    if args.get("bytecode"):
        compared["compiled"] = (args["raw"], os.path.realpath(args["bytecode"]))
    # To compile everything takes several times as long as all else, so it has a processor for itself.
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(rounds, settings, args, {"uncompiled": (args["raw"], "none")})
        fast = rounds(settings, args, compared)
        own = {start["id"]: own_times(settings, layer, start["modules"]) for start in args["starts"]}
        lanes = [fast, slow.result()]
    return [
        {
            "id": start["id"],
            "modules": start["modules"],
            "rounds": len(lanes[0]),
            "uncompiledRounds": len(lanes[1]),
            **{state: median(lane, start["id"], state) for lane in lanes for state in lane[0][start["id"]]},
            **own[start["id"]],
        }
        for start in args["starts"]
    ]


def rounds(settings, args, states):
    """Seconds by start and state, a round after the other: what disturbs one state disturbs the others too."""
    begin = time.perf_counter()
    done = []
    while len(done) < args["rounds"] and (len(done) < LEAST_ROUNDS or time.perf_counter() - begin < args["seconds"]):
        done.append(
            {
                start["id"]: {state: run(settings, *tree, start["modules"])[0] for state, tree in states.items()}
                for start in args["starts"]
            }
        )
    return done


def median(lane, start, state):
    """Null where the import failed."""
    values = [each[start][state] for each in lane]
    return None if None in values else round(statistics.median(values), 4)


def own_times(settings, layer, modules):
    """Milliseconds of each module by itself, without what it imports, and the slowest; measured with Python's own -X importtime."""
    _, lines = run(settings, *layer, modules, "-X", "importtime")
    found = {}
    for line in lines:
        parts = line.removeprefix("import time:").split("|")
        if line.startswith("import time:") and len(parts) == 3 and parts[0].strip().isdigit():
            found[parts[2].strip()] = round(int(parts[0]) / 1000, 1)
    slowest = sorted(found, key=lambda module: (-found[module], module))[:SLOWEST]
    return {
        "slowest": [{"module": module, "milliseconds": found[module]} for module in slowest],
        "times": {module: milliseconds for module, milliseconds in sorted(found.items()) if milliseconds},
    }


def run(settings, root, bytecode, modules, *options):
    """Seconds, or None where the import fails, and the lines of standard error."""
    script = os.path.join(os.path.dirname(os.path.realpath(__file__)), "start.py")
    command = [sys.executable, "-S", "-s", "-B", *options, script, os.path.realpath(root), bytecode, *modules]
    temporary = tempfile.mkdtemp(dir=settings.scratch)
    try:
        with settings.world.of_child(temporary, stores_bytecode=False) as borders:
            done = subprocess.run(
                command,
                cwd=settings.scratch,
                env=settings.environment({}, temporary),
                preexec_fn=borders.apply,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=TIMEOUT,
            )
        return (float(done.stdout.split()[-1]) if done.returncode == 0 else None), done.stderr.splitlines()
    except (subprocess.TimeoutExpired, ValueError, IndexError):
        return None, []
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def main(arguments):
    with open(arguments[0], encoding="utf-8") as file:
        args = json.load(file)
    result = measure(args)
    with open(arguments[1], "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1:])
