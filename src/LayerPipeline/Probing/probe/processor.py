"""What the processor can do, and how its numbers are made those of every host."""

import json
import os
import platform
from fnmatch import fnmatchcase


class Processor:
    """What the processor can do, and how numeric behaviours are told to do no more than every host can: processors.json says what
    that is. With different code for different processors their results differ in the last bits, whatever was pruned."""

    def __init__(self, machines, machine, flags):
        self.facts = next((each for each in machines if each["machine"] == machine), None)
        self.flags = flags
        self.choices = {}

    @classmethod
    def of_this_machine(cls):
        with open(os.path.join(os.path.dirname(os.path.realpath(__file__)), "processors.json"), encoding="utf-8") as file:
            return cls(json.load(file)["machines"], platform.machine(), processor_flags())

    def learn(self, distribution, choices):
        """What code a distribution can leave out, as its script says: variable to names of what it has and what this processor can."""
        self.choices[distribution] = choices

    def can_run(self, core):
        """Kernels for another processor would end the process."""
        needs = self.facts["core"]["needs"].get(core) if self.facts else None
        return needs is not None and self.flags.issuperset(needs)

    def core(self, name):
        return {self.facts["core"]["variable"]: name}

    def common(self):
        """The environment that makes numeric behaviours do what every host can."""
        if not self.facts:
            return {}
        common = self.facts["core"]["common"]
        variables = self.core(common) if self.can_run(common) else {}
        for off in self.facts["off"]:
            names = [name for choices in self.choices.values() for name in self.left_out(off, choices.get(off["variable"]))]
            if names:
                variables[off["variable"]] = " ".join(dict.fromkeys(names))
        return variables

    def left_out(self, off, choice):
        """Only names that the library knows and that are no part of its baseline: it refuses all others."""
        names = [name for name in choice["dispatched"] if name in choice["found"]] if choice else []
        return [name for name in names if any(fnmatchcase(name, pattern) for pattern in off["features"])]

    def report(self):
        """What must be the same on both sides for numbers to be comparable to the bit."""
        patterns = self.facts["features"]["flags"] if self.facts else []
        features = [flag for flag in self.flags if any(fnmatchcase(flag, pattern) for pattern in patterns)]
        for distribution, choices in self.choices.items():
            features.extend(f"{distribution}:{name}" for choice in choices.values() for name in choice["found"])
        return {"features": sorted(features), "common": self.common()}


def processor_flags():
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            lines = [line.split(":", 1) for line in file if line.startswith(("flags", "Features"))]
    except OSError:
        return set()
    return set(lines[0][1].split()) if lines else set()
