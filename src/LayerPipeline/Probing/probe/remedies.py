"""Environment variables that make a package write where a function may."""

import json
import os


class Remedies:
    """Variables that are tried where something failed after it was refused to write."""

    def __init__(self, entries):
        self.entries = entries

    @classmethod
    def shipped(cls):
        with open(os.path.join(os.path.dirname(os.path.realpath(__file__)), "remedies.json"), encoding="utf-8") as file:
            return cls(json.load(file))

    def variables(self):
        """One by one, the most usual first."""
        for entry in self.entries:
            yield {entry["variable"]: entry["value"]}
