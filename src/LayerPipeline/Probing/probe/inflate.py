"""Inflates all that a layer keeps in its cold store, as a function would that imports everything, and says what that costs.

    python probe/inflate.py ARGS.json RESULT.json

Arguments (JSON object):
    root    the folder of the layer's packages
    folder  the folder that it is inflated to; made where it is missing

Standard library only, Python 3.10 or later.
"""

import importlib
import json
import os
import sys
import time


def inflate(args):
    """Seconds by unit, bytes on disk, and bytes of memory that the process took for it."""
    sys.path.insert(0, args["root"])
    os.makedirs(args["folder"], mode=0o700, exist_ok=True)
    os.environ["LAYER_COLD_DIR"] = args["folder"]
    sys.dont_write_bytecode = True
    store = importlib.import_module("_layer_cold")
    before = memory() if os.path.exists("/proc/self/status") else 0
    seconds = {name: timed(store.inflated, name) for name in store.header()[1]}
    store.folders.clear()
    return {
        "units": [{"name": name, "seconds": seconds[name], "warmSeconds": timed(store.inflated, name)} for name in seconds],
        "diskBytes": sum(os.lstat(os.path.join(parent, name)).st_blocks * 512 for parent, folders, files in os.walk(args["folder"]) for name in folders + files),
        "memoryBytes": memory() - before if before else 0,
    }


def timed(work, name):
    start = time.perf_counter()
    work(name)
    return round(time.perf_counter() - start, 4)


def memory():
    """The most that this process has had; what getrusage() says is of the program before it, too."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next((int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM:")), 0)


def main(arguments):
    with open(arguments[0], encoding="utf-8") as file:
        args = json.load(file)
    result = inflate(args)
    with open(arguments[1], "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main(sys.argv[1:])
