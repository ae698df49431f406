"""Which modules are loaded before packages are looked for: by Python itself, and by Lambda's runtime."""

import json
import os
import subprocess
import sys

NAMES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "early.json")


def early_modules():
    """Their names, with all that they import in turn, as a fresh interpreter says: this one has loaded what the probe needs, too."""
    with open(NAMES, encoding="utf-8") as file:
        names = [name for each in json.load(file)["modules"] for name in each["names"]]
    code = f"import sys, {', '.join(names)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True)
    return set(done.stdout.split())
