"""Which file imports which."""

import os

from probe.names import NameIndex


class Edges:
    """Which file imports which, for the sources that matter: those of users, and those that these or a probe reach."""

    def __init__(self, tree, proposed=None):
        self.tree = tree
        self.names = {path: name for name, path in tree.modules.items()}
        self.packages = {path for path in self.names if path.rsplit("/", 1)[-1].startswith("__init__.")}
        self.edges = {}
        self.later = {}
        self.lines = {}
        self.later_lines = {}
        self.named = {}
        self.reads = {}
        self.index = NameIndex(tree, proposed)

    def first_sources(self):
        """Tests and examples are read only if something reaches them: nobody needs what only they import."""
        return [
            path
            for path, name in sorted(self.names.items())
            if path.endswith(".py") and not self.tree.is_for_developers(name)
        ]

    def add(self, path, result):
        """Takes what a child found in a source: its imports, those that a call may run later, and what its strings name."""
        package = self.names[path].split(".")
        if path not in self.packages:
            package.pop()
        at_once = self.imported(package, result.get("imports", []))
        later = self.imported(package, result.get("later", []))
        self.edges[path] = sorted(at_once.keys() - {path})
        self.later[path] = sorted(later.keys() - at_once.keys() - {path})
        self.lines[path] = [at_once[target] for target in self.edges[path]]
        self.later_lines[path] = [later[target] for target in self.later[path]]
        imported = (*self.edges[path], *self.later[path])
        self.named[path] = self.index.named(path, result.get("names", []), result.get("dynamic", False), imported)
        self.reads[path] = self.index.libraries(path, result.get("reads", []))

    def add_library(self, path, result):
        self.named[path] = self.index.in_library(path, result.get("names", []))

    def add_data(self):
        """What settings, tables and templates name."""
        for path in self.index.data():
            with open(os.path.join(self.tree.root, path), encoding="utf-8", errors="replace") as file:
                self.named[path] = self.index.in_data(path, file.read())

    def imported(self, package, imports):
        """Files that are imported, each with the first line that does."""
        found = {}
        for level, module, names, line in imports:
            for target in self.targets(package, level, module, names):
                found[target] = min(line, found.get(target, line))
        return found

    def add_starts(self):
        """NAME.start at the top of a folder for packages (PEP 829): Python imports each line's module when it starts."""
        for path in self.tree.files:
            _, inside = self.tree.split_site(path)
            if inside.endswith(".start") and "/" not in inside:
                with open(os.path.join(self.tree.root, path), encoding="utf-8-sig", errors="replace") as file:
                    modules = [line.partition(":")[0].strip() for line in file if not line.lstrip().startswith("#")]
                self.edges[path] = sorted({target for module in modules for target in self.targets([], 0, module, [])})

    def targets(self, package, level, module, names):
        base = []
        if level:
            if level > len(package):
                return
            base = package[: len(package) - level + 1]
        parts = base + (module.split(".") if module else [])
        dotted = ""
        for part in parts:
            dotted = f"{dotted}.{part}" if dotted else part
            yield from self.file_of(dotted)
        for name in names:
            yield from self.file_of(f"{dotted}.{name}")

    def file_of(self, module):
        path = self.tree.modules.get(module)
        return [path] if path else []

    def unread(self, opened):
        """Sources that an edge or a probe leads to and that were not read yet."""
        reached = set(opened).union(*self.edges.values(), *self.later.values(), *map(self.index.expanded, self.named.values()))
        return sorted(path for path in reached - self.edges.keys() if path in self.names and path.endswith(".py"))

    def report(self):
        """Importing file to imported files, at once and later, with the lines of the imports in the same order, and naming file to what
        it names."""
        return {
            "imports": {path: targets for path, targets in sorted(self.edges.items()) if targets},
            "later": {path: targets for path, targets in sorted(self.later.items()) if targets},
            "lines": {path: lines for path, lines in sorted(self.lines.items()) if lines},
            "laterLines": {path: lines for path, lines in sorted(self.later_lines.items()) if lines},
            "names": {path: targets for path, targets in sorted(self.named.items()) if targets},
            "reads": {path: targets for path, targets in sorted(self.reads.items()) if targets},
        }
