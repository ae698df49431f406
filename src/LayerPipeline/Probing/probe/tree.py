"""What there is in the tree, found without importing anything."""

import base64
import csv
import hashlib
import os
import re
import sys
from importlib import machinery

from probe.child import sites
from probe.early import early_modules

# Folders and modules of these names are for developers. "testing" is not one of them: users import it.
DEVELOPMENT = {"tests", "test", "conftest", "examples"}


class Distribution:
    """One *.dist-info: its normalised name, its version, and the entry points that it declares."""

    def __init__(self, root, site, folder):
        self.path = os.path.join(root, site, folder)
        self.site = site
        name, _, version = folder[: -len(".dist-info")].partition("-")
        head = self.read("METADATA").partition("\n\n")[0].split("\n")
        fields = dict(reversed([line.split(": ", 1) for line in head if ": " in line and not line.startswith(" ")]))
        self.declared = fields.get("Name", name).strip()
        self.name = normalise(self.declared)
        self.version = fields.get("Version", version).strip()

    def read(self, name):
        try:
            with open(os.path.join(self.path, name), encoding="utf-8", errors="replace") as file:
                return file.read()
        except OSError:
            return ""

    def files(self):
        """Paths and hashes of RECORD; paths are relative to the root; those outside of it (scripts, data) begin with ../"""
        rows = [(row[0], row[1] if len(row) > 1 else "") for row in csv.reader(self.read("RECORD").splitlines()) if row]
        return [(path if path.startswith("../") else self.site + path, digest) for path, digest in rows]

    def entry_points(self):
        """Group, name and value of each line of entry_points.txt."""
        group = None
        for line in self.read("entry_points.txt").splitlines():
            line = line.strip()
            if line.startswith("["):
                group = line.strip("[] ")
            elif group and "=" in line and line[0] not in "#;":
                name, value = line.split("=", 1)
                yield group, name.strip(), value.strip()


def normalise(name):
    """PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


class Tree:
    """Files, modules and distributions below the root, found without importing anything."""

    def __init__(self, root):
        self.root = root
        self.sites = sites(root)
        self.files = {}
        self.walk(root, "")
        folders = {(site, path.split("/", 1)[0]) for site, path in map(self.split_site, self.files)}
        found = [Distribution(root, site, folder) for site, folder in folders if folder.endswith(".dist-info")]
        self.distributions = {each.name: each for each in sorted(found, key=lambda each: each.path)}
        self.outside = set()
        self.claims = {}
        for name, each in self.distributions.items():
            for path, digest in each.files():
                if path.startswith("../"):
                    self.outside.add(path.lstrip("./"))
                else:
                    self.claims.setdefault(path, []).append((name, digest))
        self.owners = {path: owner for path, claims in self.claims.items() if (owner := self.owner_of(path, claims))}
        self.outside -= self.owners.keys()  # Of one file, who has it among the packages knows better than who has it elsewhere.
        self.modules = self.find_modules()
        self.own = self.own_tops()

    def walk(self, folder, prefix):
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    self.walk(entry.path, f"{prefix}{entry.name}/")
                else:
                    self.files[prefix + entry.name] = entry.stat(follow_symlinks=False).st_size

    def owner_of(self, path, claims):
        """Of several distributions that list a file, the first with the hash that it has: what the others installed was overwritten."""
        names = sorted({name for name, _ in claims})
        if len(names) == 1 or path not in self.files or (len({digest for _, digest in claims}) == 1 and claims[0][1]):
            return names[0]
        proven = sorted(name for name, digest in claims if digest and digest == self.digest(path, digest.partition("=")[0]))
        return (proven or sorted(name for name, digest in claims if not digest) or [None])[0]

    def digest(self, path, algorithm):
        """The hash of a file as RECORD writes it; None where it can't be read, or not with this algorithm."""
        if algorithm not in ("sha256", "sha384", "sha512"):
            return None
        try:
            with open(os.path.join(self.root, path), "rb") as file:
                hashed = hashlib.file_digest(file, algorithm) if hasattr(hashlib, "file_digest") else hashlib.new(algorithm, file.read())
        except OSError:
            return None
        return f"{algorithm}={base64.urlsafe_b64encode(hashed.digest()).decode().rstrip('=')}"

    def split_site(self, path):
        site = next(site for site in self.sites if path.startswith(site))
        return site, path[len(site) :]

    def find_modules(self):
        """File of each module by dotted name. A package goes before an extension module, and that before a source."""
        suffixes = machinery.EXTENSION_SUFFIXES + machinery.SOURCE_SUFFIXES + machinery.BYTECODE_SUFFIXES
        best = {}
        for path in self.files:
            if path in self.outside:
                continue  # A console script or data, which the installer put beside the packages.
            site, inside = self.split_site(path)
            for rank, suffix in enumerate(suffixes):
                if inside.endswith(suffix):
                    parts = inside[: -len(suffix)].split("/")
                    package = parts[-1] == "__init__" and len(parts) > 1
                    if package:
                        parts.pop()
                    if all(part.isidentifier() for part in parts):
                        name = ".".join(parts)
                        place = self.sites.index(site)
                        best[name] = min(best.get(name, (99, True, 99, "")), (place, not package, rank, path))
                    break
        return {name: path for name, (_, _, _, path) in best.items()}

    def own_tops(self):
        """Packages of distributions that have no other, at the top or in a namespace: they may be called what elsewhere is for
        developers."""
        found = set()
        for each in self.distributions.values():
            paths = [self.split_site(path)[1].split("/") for path, _ in each.files() if path in self.files and path.endswith((".py", ".so", ".pyc"))]
            paths = [path for path in paths if not path[0].endswith("-info")]
            tops = {path[0].partition(".")[0] for path in paths}
            if tops <= DEVELOPMENT:
                found |= tops
            shared = os.path.commonprefix([path[:-1] for path in paths]) if paths else []
            if not DEVELOPMENT.isdisjoint(shared):
                found.add(".".join(shared))
        return found

    def is_for_developers(self, module):
        own = max((own for own in self.own if f"{module}.".startswith(f"{own}.")), key=len, default="")
        return not DEVELOPMENT.isdisjoint(module[len(own) :].split("."))

    def is_public(self, module):
        return not (self.is_for_developers(module) or any(part.startswith("_") for part in module.split(".")))

    def public_modules(self):
        return sorted(name for name in self.modules if self.is_public(name))

    def hidden(self):
        """Modules of the standard library that the tree has, too; those that are loaded early can't be tried with the tree's."""
        names = sorted(name for name in self.modules if name in sys.stdlib_module_names)
        early = early_modules() if names else set()
        return [{"module": name, "distribution": self.distribution_of(name), "early": name in early} for name in names]

    def path_folders(self):
        """Folders of the tree that .pth files name, as site.addpackage reads them."""
        found = set()
        for path in self.files:
            if path.endswith(".pth") and "/" not in self.split_site(path)[1]:
                with open(os.path.join(self.root, path), encoding="utf-8", errors="replace") as file:
                    lines = [line.strip() for line in file.read(1 << 16).splitlines()]
                named = [line for line in lines if line and not line.startswith(("#", "import ", "import\t"))]
                found.update(os.path.normpath(os.path.join(os.path.dirname(path), line)) for line in named)
        return sorted(folder for folder in found if any(path.startswith(folder + "/") for path in self.files))

    def distribution_of(self, module):
        """The distribution whose RECORD lists the module's file, or that of a package above; else the top-level name."""
        name = module
        while name:
            owner = self.owners.get(self.modules.get(name))
            if owner:
                return owner
            name = name.rpartition(".")[0]
        return normalise(module.split(".", 1)[0])

    def bytes_of_sources(self):
        """How much source each distribution has: what its imports cost, near enough to balance by."""
        total = {}
        for name, path in self.modules.items():
            if path.endswith(".py") and self.is_public(name.replace("._", ".")):
                owner = self.distribution_of(name)
                total[owner] = total.get(owner, 0) + self.files[path]
        return total
