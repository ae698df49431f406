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
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.realpath(__file__))))

from probe.fresh import FreshImports, slowest
from probe.settings import Settings
from probe.world import World

LEAST_ROUNDS = 2
SLOWEST = 5


def measure(args):
    """For each start the median of its times in each state, and its slowest modules in the layer."""
    settings = Settings({"root": args["layer"], "scratch": args["scratch"], "environment": args.get("environment")})
    world = World(settings, [os.path.realpath(args["raw"]), *filter(None, [args.get("bytecode")])])
    imports = FreshImports(settings, world)
    layer = (args["layer"], "own")
    compared = {"layer": layer}
    if args.get("bytecode"):
        compared["compiled"] = (args["raw"], os.path.realpath(args["bytecode"]))
    # To compile everything takes several times as long as all else, so it has a processor for itself.
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(rounds, imports, args, {"uncompiled": (args["raw"], "none")})
        fast = rounds(imports, args, compared)
        own = {start["id"]: own_times(imports, layer, start["modules"]) for start in args["starts"]}
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


def rounds(imports, args, states):
    """Seconds by start and state, a round after the other: what disturbs one state disturbs the others too."""
    begin = time.perf_counter()
    done = []
    while len(done) < args["rounds"] and (len(done) < LEAST_ROUNDS or time.perf_counter() - begin < args["seconds"]):
        done.append(
            {
                start["id"]: {state: imports.seconds(*tree, start["modules"]) for state, tree in states.items()}
                for start in args["starts"]
            }
        )
    return done


def median(lane, start, state):
    """Null where the import failed."""
    values = [each[start][state] for each in lane]
    return None if None in values else round(statistics.median(values), 4)


def own_times(imports, layer, modules):
    """Milliseconds of each module by itself, and the slowest."""
    found = imports.own_times(*layer, modules)
    return {
        "slowest": [{"module": module, "milliseconds": found[module]} for module in slowest(found, SLOWEST)],
        "times": found,
    }


def main(arguments):
    with open(arguments[0], encoding="utf-8") as file:
        args = json.load(file)
    result = measure(args)
    with open(arguments[1], "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1:])
