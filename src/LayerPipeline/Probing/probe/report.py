"""The report: results in their order and form."""

import os
import re
import sys

from probe import child


class Report:
    """Puts results into the order and the form of the report."""

    def __init__(self, settings, tree, world):
        self.settings = settings
        self.tree = tree
        self.world = world

    def results(self, pairs):
        """Modules and behaviours, each sorted by id, and each opened file at the one that opened it first."""
        pairs = sorted((pair for pair in pairs if pair[0]["do"] != "start"), key=lambda pair: (pair[0]["do"] != "module", pair[0]["id"]))
        opened = self.claims(pairs)
        listed = self.first(pairs, "listed", self.is_folder)
        read = self.first(pairs, "read", self.is_library)
        used = self.used(pairs)
        modules, behaviours = [], []
        for item, result in pairs:
            (modules if item["do"] == "module" else behaviours).append({**self.entry(item, result, opened, used), **listed.get(item["id"], {}), **read.get(item["id"], {})})
        return modules, behaviours

    def first(self, pairs, key, wanted):
        """What items did beside opening files, each path at the first that did, where it is of interest."""
        found, seen = {}, set()
        for item, result in pairs if self.settings.mode == "baseline" else []:
            paths = [path for path in result.get(key, []) if not (path in seen or seen.add(path)) and wanted(path)]
            if paths:
                found[item["id"]] = {key: paths}
        return found

    def is_folder(self, path):
        return not path.split("/", 1)[0].endswith("-info") and any(file.startswith(path + "/") for file in self.tree.files)

    def is_library(self, path):
        if path not in self.tree.files:
            return False
        with open(os.path.join(self.tree.root, path), "rb") as file:
            return file.read(4) == b"\x7fELF"

    def opened_outside(self, opened, seen):
        """Files that compiled code opened, as far as nothing of Python's tells it: neither sources nor what any attempt opened."""
        return sorted(path for path in seen - opened if path in self.tree.files and not path.endswith((".py", ".pyc", "-info/RECORD")))

    def texts(self, pairs):
        """Sources that something read although they are compiled, or that it may have seen in a list: their bytecode alone would not do."""
        scanned = {path for _, result in pairs for path in result.get("scanned", [])}
        seen = {path for path in self.tree.files if path.endswith(".py") and path.rpartition("/")[0] in scanned}
        return sorted(seen.union(path for _, result in pairs for path in result.get("texts", []) if path in self.tree.files))

    def starts(self, pairs):
        """How long it took to import what was asked for, each distribution in a process of its own."""
        found = {item["id"]: (item, result) for item, result in pairs if item["do"] == "start"}
        return [
            {"id": name, "modules": found[name][0]["modules"], "seconds": round(found[name][1]["seconds"], 4)}
            for name in self.settings.requested
            if name in found and found[name][1]["status"] == "ok" and found[name][0]["modules"]
        ]

    def hot(self, pairs):
        """Sources in the order in which functions load them: importing what was asked for, then running the request's probes and the
        behaviours; each one once."""
        seen = set()

        def new(results):
            loaded = [path for result in results for path in result.get("loaded", []) if path in self.tree.files]
            return [path for path in loaded if not (path in seen or seen.add(path))]

        starts = {item["id"]: result for item, result in pairs if item["do"] == "start"}
        others = [(item["do"] != "request", item["id"], result) for item, result in pairs if item["do"] not in ("start", "module")]
        return {
            "starts": new(starts[name] for name in self.settings.requested if name in starts),
            "behaviours": new(result for _, _, result in sorted(others, key=lambda each: each[:2])),
        }

    def claims(self, pairs):
        """Children run side by side; the first of the file's own distribution in the report's order has it, else the first."""
        best = {}
        for order, (item, result) in enumerate(pairs):
            for path in result.get("opened", []):
                for path in self.known(path):
                    foreign = self.tree.owners.get(path, item["distribution"]) != item["distribution"]
                    best[path] = min(best.get(path, (True, order + 1, "")), (foreign, order, item["id"]))
        claims = {}
        for path, (_, order, _) in best.items():
            claims.setdefault(pairs[order][0]["id"], []).append(path)
        return claims

    def used(self, pairs):
        """What behaviours opened, though a module did before them; those of the request apart: on them alone a proof may rest."""
        if self.settings.mode != "baseline":
            return {}
        behaviours = [pair for pair in pairs if pair[0]["do"] != "module"]
        requests = [pair for pair in behaviours if pair[0]["do"] == "request"]
        others = [pair for pair in behaviours if pair[0]["do"] != "request"]
        return {**self.claims(others), **self.claims(requests)}

    def known(self, path):
        """The file, if the tree had it at the start, and the source when it is bytecode."""
        if path.endswith("/"):
            return [path]
        folder, name = os.path.split(path)
        if folder.endswith("__pycache__"):
            source = os.path.join(os.path.dirname(folder), name.split(".")[0] + ".py")
            return [each for each in (path, source) if each in self.tree.files]
        return [path] if path in self.tree.files else []

    def entry(self, item, result, opened, used):
        entry = {
            "id": item["id"],
            "distribution": item["distribution"],
            "status": result["status"],
            "error": self.error(result) if "error" in result else None,
            "value": result.get("value"),
            "opened": sorted(opened.get(item["id"], [])),
            "used": sorted(set(used.get(item["id"], [])).difference(opened.get(item["id"], []))) or None,
            "programs": self.programs(result) or None,
            "seconds": round(result["seconds"], 4),
        }
        return {key: value for key, value in entry.items() if value is not None}

    def programs(self, result):
        """Programs of the machine: neither the tree's, nor the interpreter, which the runtime has, too."""
        own = {sys.executable, os.path.realpath(sys.executable)}
        others = [path for path in result.get("programs", []) if path not in own and not path.startswith(self.settings.root + "/")]
        return [self.settings.hide(path) for path in others]

    def refusal(self, result, named):
        """The path that it failed for. A refusal that the package caught is not why, unless it works where nothing is refused."""
        refused = result.get("refused", [])
        causes = [path for path in refused if path in named or "" in named]
        if causes:
            return causes[-1]
        return refused[-1] if refused and result.get("remedy") else None

    def error(self, result):
        error = {**result["error"], "message": self.settings.hide(result["error"]["message"])}
        path = self.refusal(result, error.pop("refusals", []))
        if result.get("remedy"):
            error["remedy"] = result["remedy"]
        if path:
            if self.world.is_named_as_in_function(path):
                error["allowedInFunction"] = path[: child.MESSAGE_LIMIT]
            else:
                error["refused"] = self.settings.hide(path)
        missing = error.get("missingFile")
        if missing is None:
            # Not every library says it with FileNotFoundError.
            named = re.search(r"<root>/([^\s'\":,;)]+)", error["message"])
            missing = named[1] if named and named[1] not in self.tree.files else None
        elif missing.startswith(self.settings.root + "/"):
            missing = os.path.normpath(missing)[len(self.settings.root) + 1 :]
        if missing:
            error["missingFile"] = self.settings.hide(missing)
        return error
