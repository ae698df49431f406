"""Lambda entry point of the throwaway function: unpacks the probe's arguments, packs its report.

A state of the workflow holds at most 262,144 bytes, so both travel as gzip in Base64. Of what worked only the
outcome is told: files that were opened matter on the untouched packages, not here. A layer with a cold store is probed twice; before
the second time all of it is inflated, and the answer says what that costs.
"""

import base64
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time

import probe

# Characters of a packed report; past that, no module's time is told, and then failures keep only the beginning of their messages.
LIMIT = 200_000

# Figures of what single modules take, the slowest. A thousand of real modules take 6,000 characters, packed.
MODULE_TIMES = 4_000


def since_start():
    """Seconds since this process was started. See proc(5): the 22nd field of stat, in ticks since the machine was."""
    with open("/proc/self/stat", encoding="ascii", errors="replace") as file:
        ticks = int(file.read().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


# What a function that imports nothing has as Init Duration: Lambda calls the handler as soon as this module is loaded.
BOOT = since_start()


def handler(event, context):
    arguments = json.loads(gzip.decompress(base64.b64decode(event["arguments"])))
    part = event["slice"]
    with tempfile.TemporaryDirectory() as scratch:
        costs, variables = inflate(scratch) if part.get("warm") else (None, {})
        more = {
            "root": layer(),
            "scratch": scratch,
            "slice": {"index": part["index"] % part["count"], "count": part["count"]},
            "moduleTimes": 0 if part.get("warm") else MODULE_TIMES,
            "environment": {**(arguments.get("environment") or {}), **variables},
        }
        report = probe.handler({**arguments, **more}, context)
    report["boot"] = round(BOOT, 4)
    for result in [*report["modules"], *report["behaviours"]]:
        result["opened"] = []
    packed = pack(report)
    for shorten in (without_times, lambda each: with_messages(each, 200), lambda each: with_messages(each, 40)):
        if len(packed) <= LIMIT:
            break
        shorten(report)
        packed = pack(report)
    return {"report": packed, "cold": costs} if costs else {"report": packed}


def without_times(report):
    for start in report["starts"]:
        start.pop("times", None)


def with_messages(report, length):
    """Of failures the beginning of their messages, and no frames."""
    for result in [*report["modules"], *report["behaviours"]]:
        if result.get("error"):
            result["error"]["message"] = result["error"]["message"][:length]
            result["error"]["frames"] = []


def inflate(scratch):
    """Inflates all that the layer keeps compressed, in a process of its own. Returns what that costs, and the variables with which the
    packages find it."""
    folder, arguments, result = (os.path.join(scratch, name) for name in ("cold", "inflate.json", "inflated.json"))
    with open(arguments, "w", encoding="utf-8") as file:
        json.dump({"root": layer(), "folder": folder}, file)
    script = os.path.join(os.path.dirname(os.path.abspath(probe.__file__)), "inflate.py")
    done = subprocess.run([sys.executable, "-I", "-B", script, arguments, result], stdin=subprocess.DEVNULL, capture_output=True, text=True, env={})
    if done.returncode != 0:
        raise RuntimeError(f"The layer's cold store can't be inflated: {done.stderr[-2000:]}")
    with open(result, encoding="utf-8") as file:
        costs = json.load(file)
    # The probe replaces /tmp at the start of a variable, as each of its processes has another folder of that name.
    return costs, {"LAYER_COLD_DIR": "/." + folder}


def layer():
    """Where the runtime put the layer's packages: /opt/python, as its path says."""
    return next((path for path in sys.path if path.endswith("/python") and os.path.isdir(path)), "/opt/python")


def pack(report):
    return base64.b64encode(gzip.compress(json.dumps(report).encode(), mtime=0)).decode()
