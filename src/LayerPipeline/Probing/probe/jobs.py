"""The work, cut into jobs for children."""

import json
import mmap
import os
import re

from probe.child import bytecode_path

# Bytes of sources that one child reads. How sources are shared out decides the bytes of their bytecode, since marshal marks what the
# process has seen before: it may depend on nothing but the sources.
SHARE = 2_000_000

# A library with these two strings chooses its kernels while it runs: a BLAS built with DYNAMIC_ARCH.
CHOOSES_KERNELS = (b"openblas_get_corename", b"DYNAMIC_ARCH")


def packages_above(module):
    """a.b.c is in a.b and in a."""
    while "." in module:
        module = module.rpartition(".")[0]
        yield module


class Job:
    """Items for one child, one after the other."""

    def __init__(self, name, items, weight, environment=None, watch=True):
        self.name = name
        self.items = items
        self.weight = weight
        self.environment = environment or {}
        self.watch = watch

    def with_environment(self, more):
        """The same with other variables."""
        return Job(self.name, self.items, self.weight, {**self.environment, **more}, self.watch)


class Jobs:
    """Cuts the work into jobs: for each distribution its modules, its behaviours, and these once more per core type."""

    def __init__(self, settings, tree, processor):
        self.settings = settings
        self.tree = tree
        self.processor = processor
        self.weights = tree.bytes_of_sources()

    def choice_jobs(self):
        """First of all: what the distributions with numeric behaviours choose their code by."""
        for name in sorted(self.tree.distributions):
            functions = self.functions(name)
            if any(self.wanted(self.scripted(name, functions, "numeric_"))) and "processor_choices" in functions:
                yield Job(f"choices {name}", [self.item(name, f"{name}/choices", "choices", "processor_choices")], 0)

    def of_slice(self):
        jobs = [*self.start_jobs(), *self.module_jobs(), *self.behaviour_jobs(), *self.request_jobs()]
        jobs.sort(key=lambda job: (-job.weight, job.name))
        count = self.settings.slice["count"]
        bins = [[] for _ in range(count)]
        loads = [0] * count
        for job in jobs:
            lightest = loads.index(min(loads))
            bins[lightest].append(job)
            loads[lightest] += job.weight
        return bins[self.settings.slice["index"]]

    def weight(self, distribution):
        return self.weights.get(distribution, 0) + 1

    def start_jobs(self):
        """What a function imports first: the topmost modules of each distribution that was asked for, in a process of its own."""
        for name in self.settings.requested if self.settings.only is None else []:
            own = {module for module in self.tree.public_modules() if self.tree.distribution_of(module) == name}
            # Below a package may be folders that are none: what lies in those is not imported by itself.
            topmost = sorted(module for module in own if own.isdisjoint(packages_above(module)))
            item = {"id": name, "do": "start", "distribution": name, "modules": topmost}
            item["order"] = self.settings.mode == "baseline"
            yield Job(f"start {name}", [item], self.weight(name))

    def module_jobs(self):
        names = self.tree.public_modules() if self.settings.modules is None else self.settings.modules
        groups = {}
        for name in sorted(set(names)):
            groups.setdefault(self.tree.distribution_of(name), []).append(name)
        for distribution, group in groups.items():
            items = [{"id": name, "do": "module", "distribution": distribution} for name in group]
            yield Job(f"modules {distribution}", items, self.weight(distribution))

    def behaviour_jobs(self):
        everywhere = []
        for name, distribution in sorted(self.tree.distributions.items()):
            item = {"id": f"metadata/{name}", "do": "metadata", "distribution": name}
            everywhere.append({**item, "name": distribution.declared, "version": distribution.version})
            functions = self.functions(name)
            numeric = self.scripted(name, functions, "numeric_")
            others = self.scripted(name, functions, "behaviour_")
            yield from self.job(f"behaviours {name}", others + self.declared(distribution), self.weight(name))
            yield from self.numeric_jobs(name, numeric)
        yield from self.job("metadata", everywhere, 1)

    def numeric_jobs(self, name, items):
        """On one thread: the last bits of a sum depend on how many share the work. And with what every host can."""
        alike = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", **self.processor.common()}
        yield from self.job(f"numeric {name}", items, self.weight(name), alike)
        for core in self.core_types() if items else []:
            again = [{**item, "id": f"{item['id']}@{core}"} for item in items]
            # Which instructions compute has nothing to do with when modules are imported.
            environment = {**alike, **self.processor.core(core)}
            yield from self.job(f"numeric {name}@{core}", again, self.weight(name), environment, lazily=False)

    def job(self, name, items, weight, environment=None, lazily=True):
        wanted = self.wanted(items)
        if wanted:
            order = self.settings.mode == "baseline"
            yield Job(name, [{**item, "order": order} for item in wanted], weight, environment)
            if lazily and self.settings.lazy_imports:
                again = [{**item, "id": f"{item['id']}@lazy", "order": False} for item in wanted]
                yield Job(f"{name}@lazy", again, weight, {**(environment or {}), "PYTHON_LAZY_IMPORTS": "all"})

    def wanted(self, items):
        only = self.settings.only
        return [item for item in items if only is None or item["id"] in only]

    def script(self, name):
        """By a custom of the index NAME-binary is NAME, built with the libraries it needs."""
        return os.path.join(self.settings.behaviours, name.removesuffix("-binary") + ".py")

    def functions(self, name):
        """Names of the functions that the distribution's script has for the probe."""
        try:
            with open(self.script(name), encoding="utf-8") as file:
                return re.findall(r"^def ((?:behaviour|numeric|processor)_\w+)\(\)", file.read(), re.MULTILINE)
        except FileNotFoundError:
            return []

    def scripted(self, name, functions, prefix):
        """Functions behaviour_X as NAME/X, numeric_X as NAME/numeric/X."""
        place = name if prefix == "behaviour_" else f"{name}/{prefix.rstrip('_')}"
        found = [function for function in functions if function.startswith(prefix)]
        return [self.item(name, f"{place}/{function.removeprefix(prefix)}", "behaviour", function) for function in found]

    def item(self, name, id, do, function):
        return {"id": id, "do": do, "distribution": name, "script": self.script(name), "function": function}

    def declared(self, distribution):
        return [
            {
                "id": f"entrypoint/{distribution.name}/{group}/{name}",
                "do": "entry_point",
                "distribution": distribution.name,
                "group": group,
                "name": name,
                "value": value,
            }
            for group, name, value in sorted(set(distribution.entry_points()))
        ]

    def request_jobs(self):
        for number, code in enumerate(self.settings.probes, 1):
            item = {"id": f"request/{number}", "do": "request", "distribution": None, "code": code}
            yield from self.job(item["id"], [item], max(self.weights.values(), default=1))

    def core_types(self):
        wanted = self.settings.core_types
        if not wanted or not self.has_kernels_to_choose():
            return []
        return [core for core in wanted if self.processor.can_run(core)]

    def has_kernels_to_choose(self):
        for path, size in self.tree.files.items():
            if size > 1_000_000:
                with open(os.path.join(self.tree.root, path), "rb") as file:
                    if file.read(4) != b"\x7fELF":
                        continue
                    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                        if all(content.find(text) >= 0 for text in CHOOSES_KERNELS):
                            return True
        return False


class Reading:
    """Jobs that read sources and libraries, and run nothing of them."""

    def __init__(self, settings, tree, index):
        self.settings = settings
        self.tree = tree
        self.endings = index.endings()
        self.modules = {path: name for name, path in tree.modules.items()}
        self.reader = os.path.join(os.path.dirname(os.path.realpath(__file__)), "reading.py")
        self.words = os.path.join(settings.scratch, "words.json")
        with open(self.words, "w", encoding="utf-8") as file:
            json.dump(index.words(), file)

    def sources(self, paths):
        """Jobs alike in bytes, largest sources first."""
        items = []
        for path in sorted(paths, key=lambda path: (-self.tree.files[path], path)):
            bytecode = bytecode_path(self.settings.pycache, path) if self.settings.pycache else None
            items.append({**self.item("source", path), "words": self.words, "bytecode": bytecode, **self.place(path)})
        count = max(2, sum(self.tree.files[path] for path in paths) // SHARE)
        shares = [items[start::count] for start in range(count)]
        return [Job(f"sources {number}", share, 0, watch=False) for number, share in enumerate(shares) if share]

    def libraries(self):
        """A job a library: each may hold names of files that it opens."""
        for path in sorted(self.tree.files) if self.endings else []:
            with open(os.path.join(self.tree.root, path), "rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield {**self.item("library", path), "endings": self.endings}

    def library_jobs(self):
        items = list(self.libraries())
        return [Job(f"libraries {start}", items[start::2], 0, watch=False) for start in range(2) if items[start::2]]

    def item(self, do, path):
        return {"id": path, "do": do, "path": os.path.join(self.tree.root, path), "reader": self.reader}

    def place(self, path):
        """What a source is called, and the package that its relative names begin in."""
        name = self.modules[path]
        package = name if path.rsplit("/", 1)[-1].startswith("__init__.") else name.rpartition(".")[0]
        return {"module": name, "package": package}
