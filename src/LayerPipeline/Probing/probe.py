"""Finds out what works in a tree of installed packages, and which files that takes.

    python probe.py ARGS.json RESULT.json

Public modules are imported and behaviours are run in child processes, so that a crash or a hang costs one of
them. A child sees the tree and Python's standard library, and nothing else of the machine. For each module and
behaviour the report says ok, error, crash or timeout, why, how long it took, and which files of the tree it was
the first to open. On the baseline the report also says which file imports which.

Arguments (JSON object; handler() takes the same as its event):
    root            the folder that holds the packages, itself or in lib/pythonX.Y/site-packages
    scratch         a folder that may be written to; no other is
    behaviours      folder of scripts, one a distribution; default: behaviours, beside this file
    mode            "baseline" (also reads every source for its imports) or "candidate"
    modules         only these modules, also if the tree lacks them; null: every public one
    only            only these behaviours; null: all
    probes          code of the request itself, a list of strings
    coreTypes       processor names for OPENBLAS_CORETYPE under which numeric behaviours run once more
    processes       children at a time; default 2
    timeoutSeconds  for one module or behaviour; default 60
    pycache         folder for bytecode, laid out like the tree, or null; only ever for one set of sources
    slice           {"index": 0, "count": 1}: this part of the work only; the caller merges the reports

Standard library only, Python 3.10 to 3.14. What only the parent needs is imported where it is used: a module
that a child has loaded already would hide that the tree lacks, or shadows, one of that name.
"""

import json
import os
import sys
import time

SCHEMA = 1

# Folders and modules of these names are for developers. "testing" is not one of them: users import it.
DEVELOPMENT = {"tests", "test", "conftest", "examples"}

# A library with these two strings chooses its kernels while it runs: a BLAS built with DYNAMIC_ARCH.
CHOOSES_KERNELS = (b"openblas_get_corename", b"DYNAMIC_ARCH")

# fcntl(2), Linux: which signal says that a descriptor is ready. Python names it from 3.11 on.
F_SETSIG = 10

# What the scripts of behaviours are called as modules.
SCRIPT = "behaviours."

MESSAGE_LIMIT = 2000
FRAME_LIMIT = 5


# ---------------------------------------------------------------------------------------------------------------
# In the child: import modules, run behaviours, watch what is opened.
# ---------------------------------------------------------------------------------------------------------------


class Recorder:
    """Notes files below the root that this process opens or maps; makes the tree read-only, as a layer is."""

    CHANGES = {"os.mkdir", "os.rmdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.utime"}
    WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    def __init__(self, root, pycache):
        self.root = root + "/"
        self.pycache = pycache + "/" if pycache else None
        self.seen = set()
        self.fresh = set()
        self.modules = set()
        self.paused = False
        self.loaded = False

    def audit(self, event, args):
        if event == "open":
            self.note(args[0])
            if isinstance(args[2], int) and args[2] & self.WRITES and self.below(args[0]):
                refuse_change(args[0])
        elif event == "import":
            if args[1]:
                self.loaded = True
                self.note(args[1])
        elif event == "ctypes.dlopen":
            self.loaded = True
        elif event in self.CHANGES:
            for path in args[:2]:
                if self.below(path):
                    refuse_change(path)

    def below(self, path):
        """The path as text, absolute and normal, when it lies below the root; else None."""
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, str):
            return None
        if not path.startswith("/"):
            path = os.path.abspath(path)
        elif "/." in path or "//" in path:
            path = os.path.normpath(path)
        return path if path.startswith(self.root) else None

    def note(self, path):
        path = self.below(path) or self.source_of_bytecode(path)
        if path:
            self.note_below(path)

    def note_below(self, path):
        if path not in self.seen and not self.paused:
            self.seen.add(path)
            self.fresh.add(path)

    def source_of_bytecode(self, path):
        """ROOT/a/b.py for PYCACHE/a/b.cpython-313.pyc: who reads the bytecode uses the source."""
        if not self.pycache or not isinstance(path, str) or not path.startswith(self.pycache):
            return None
        folder, name = os.path.split(path[len(self.pycache) :])
        return os.path.join(self.root, folder, name.split(".")[0] + ".py")

    def note_mapped(self):
        try:
            with open("/proc/self/maps", "rb") as maps:
                lines = maps.read().split(b"\n")
        except OSError:
            return  # Not Linux: extension modules are known from "import" events all the same.
        root = os.fsencode(self.root)
        for path in {line[line.index(root) :] for line in lines if root in line}:
            self.note(path)

    def note_namespaces(self):
        """A package without __init__.py opens no file, yet its folder must be there: noted with a slash at its end."""
        names = list(sys.modules)
        for name in names:
            if name not in self.modules:
                facts = getattr(sys.modules.get(name), "__dict__", {})
                if facts.get("__file__") is None and facts.get("__path__") is not None:
                    for folder in list(facts["__path__"]):
                        path = self.below(folder)
                        if path:
                            self.note_below(path + "/")
        self.modules.update(names)

    def take(self, look):
        """What was opened since the last call, relative to the root. To look what is mapped takes a while: that is done
        when Python has loaded a library, or when the caller can't tell."""
        if self.loaded or look:
            self.note_mapped()
            self.loaded = False
        self.note_namespaces()
        opened = sorted(path[len(self.root) :] for path in self.fresh)
        self.fresh.clear()
        return opened


def refuse_change(path):
    import errno

    raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)


class Actions:
    """What can be done for one item; each method takes the item and may return a value to be compared."""

    def __init__(self, recorder):
        self.recorder = recorder
        self.scripts = {}

    def module(self, item):
        from importlib import import_module

        import_module(item["id"])

    def behaviour(self, item):
        path = item["script"]
        if path not in self.scripts:
            with open(path, "rb") as file:
                code = compile(file.read(), path, "exec", dont_inherit=True)
            names = {"__name__": SCRIPT + os.path.basename(path)[:-3], "__file__": path}
            exec(code, names)
            self.scripts[path] = names
        return self.scripts[path][item["function"]]()

    def choices(self, item):
        return self.behaviour(item)

    def metadata(self, item):
        from importlib import metadata

        distribution = metadata.distribution(item["name"])
        assert metadata.version(item["name"]) == item["version"], distribution.version
        requires = distribution.requires or []
        # The list of files is read to see that it can be read. That is our wish and no evidence that anyone needs it.
        self.recorder.paused = True
        try:
            list(distribution.files or [])
        finally:
            self.recorder.paused = False
        return [distribution.version, sorted(requires), sorted(f"{e.group} {e.name} {e.value}" for e in distribution.entry_points)]

    def entry_point(self, item):
        from importlib import metadata

        metadata.EntryPoint(item["name"], item["value"], item["group"]).load()

    def request(self, item):
        main = type(sys)("__main__")
        sys.modules["__main__"] = main
        exec(compile(item["code"], f"<{item['id']}>", "exec", dont_inherit=True), main.__dict__)

    def source(self, item):
        """Module-level imports of one source; its bytecode is stored on the way where that is wanted."""
        import ast
        import warnings

        warnings.simplefilter("ignore")
        with open(item["path"], "rb") as file:
            content = file.read()
        tree = ast.parse(content, item["path"])
        if item["bytecode"]:
            write_bytecode(content, tree, item["path"], item["bytecode"])
        return ModuleLevelImports(content).of(tree)


def child(job_file, descriptor, lifeline):
    """Works off a job; a line of JSON for each item goes to the descriptor. Ends when the lifeline's other end is closed."""
    with open(job_file, encoding="utf-8") as file:
        job = json.load(file)
    here = os.getcwd()
    pid = os.getpid()
    out = prepare(job, descriptor)
    end_with_parent(lifeline)
    if job["pycache"]:
        redirect_bytecode(job["root"], job["pycache"])
    recorder = Recorder(job["root"], job["pycache"])
    actions = Actions(recorder)
    sys.path[0:1] = [os.path.join(job["root"], site).rstrip("/") for site in sites(job["root"])]  # In the place of this file's folder.
    sys.argv = [""]
    if job["watch"]:
        sys.addaudithook(recorder.audit)
    for item in job["items"]:
        result = attempt(getattr(actions, item["do"]), item, job)
        if os.getpid() != pid:
            os._exit(0)  # The import forked, and this is its child: it has no more to do here.
        if job["watch"]:
            result["opened"] = recorder.take(look=item["do"] != "module" or item is job["items"][-1])
        report(out, result)
        os.chdir(here)
    # Not sys.exit: neither threads that were left running nor exit handlers are of interest.
    os._exit(0)


def prepare(job, descriptor):
    """Sets the process up and returns where to report: a high number, which most that close everything miss."""
    import faulthandler
    import fcntl
    import gc
    import resource

    faulthandler.enable(file=os.open(job["crash"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 300)
    os.close(descriptor)
    if not job["watch"]:
        gc.disable()  # Syntax trees are many small objects that die by themselves.
    return out


def redirect_bytecode(root, pycache):
    """The tree is read-only, so its bytecode lies in a folder of its own. PYTHONPYCACHEPREFIX would hide the bytecode of
    Python's own library as well, and each child would compile it anew."""
    import importlib._bootstrap_external as external

    usual = external.cache_from_source

    def cache_from_source(path, *args, **options):
        if not path.startswith(root + "/"):
            return usual(path, *args, **options)
        return bytecode_path(pycache, path[len(root) + 1 :])

    store = external.SourceFileLoader._cache_bytecode
    unchecked = external.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)  # PEP 552; nothing compares the hash.

    def cache_bytecode(loader, source, path, data):
        """As write_bytecode does, which may write the same file at the same time; Python's own library is left alone."""
        if path.startswith(pycache + "/"):
            store(loader, source, path, unchecked + data[16:])

    external.cache_from_source = cache_from_source
    external.SourceFileLoader._cache_bytecode = cache_bytecode
    sys.dont_write_bytecode = False


def sites(root):
    """The folders where Lambda's Python looks for modules, in its order, as prefixes of paths below the root. The first one is
    there in few layers. Source: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html."""
    site = "lib/python{}.{}/site-packages/".format(*sys.version_info)
    return [site, ""] if os.path.isdir(os.path.join(root, site)) else [""]


def bytecode_path(pycache, path):
    return os.path.join(pycache, f"{path.removesuffix('.py')}.{sys.implementation.cache_tag}.pyc")


def end_with_parent(lifeline):
    """A parent that is killed can't end its children: the kernel kills this one when the parent's end of the pipe closes."""
    import fcntl
    import signal

    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)


def attempt(action, item, job):
    result = {"id": item["id"], "status": "ok"}
    start = time.perf_counter()
    try:
        value = action(item)
        if item["do"] == "source":
            result["imports"] = value
        elif item["do"] == "choices":
            result["choices"] = value
        elif value is not None:
            result["value"] = digest(value)
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: a module may raise anything.
        result["status"] = "error"
        result["error"] = describe(error, job["root"])
    result["seconds"] = time.perf_counter() - start
    return result


def report(out, result):
    line = json.dumps(result).encode() + b"\n"
    while line:
        line = line[os.write(out, line) :]


def describe(error, root):
    """An exception as the report has it; what is missing may be said by one that led to it."""
    found = {"type": type(error).__name__, "message": text_of(error) + place_in_script(error), "frames": frames_of(error, root)}
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        for key, value in missing(error).items():
            found.setdefault(key, value)
        error = error.__cause__ or error.__context__
    return found


def text_of(error):
    try:
        return str(error)[: 10 * MESSAGE_LIMIT]  # Paths are shortened yet.
    except Exception as problem:
        return f"(its text can't be had: {type(problem).__name__})"


def frames_of(error, root):
    """The innermost frames inside the tree, innermost first."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename:
        frames.append((error.filename, error.lineno))
    prefix = root + "/"
    inside = [f"{name[len(prefix) :]}:{line}" for name, line in frames if name.startswith(prefix)]
    return inside[::-1][:FRAME_LIMIT]


def place_in_script(error):
    """Where a behaviour or a probe of the request stood; an assertion often says nothing else."""
    import linecache

    place = ""
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if trace.tb_frame.f_globals.get("__name__", "").startswith(SCRIPT) or name.startswith("<request/"):
            source = linecache.getline(name, trace.tb_lineno).strip()
            file = name if name.startswith("<") else os.path.basename(name)
            place = f" [{file}:{trace.tb_lineno}{': ' + source if source else ''}]"
        trace = trace.tb_next
    return place


def missing(error):
    """Names of what was not there: a module, a file, a shared library."""
    import re

    names = {}
    text = text_of(error)
    if isinstance(error, ModuleNotFoundError):
        names["missingModule"] = error.name
    elif isinstance(error, ImportError):
        match = re.search(r"cannot import name '([^']+)' from (?:partially initialized module )?'([^']+)'", text)
        if match:
            names["missingModule"] = f"{match[2]}.{match[1]}"
    elif isinstance(error, (FileNotFoundError, NotADirectoryError)) and error.filename:
        names["missingFile"] = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else None
    match = re.search(r"([^\s:/]+\.so[.\d]*): cannot open shared object file", text)
    if match:
        names["missingLibrary"] = match[1]
    return {key: value for key, value in names.items() if value}


def digest(value):
    import hashlib

    hasher = hashlib.sha256()
    feed(hasher, value)
    return hasher.hexdigest()[:32]


def feed(hasher, value):
    """Adds a value bit by bit: 0.0 is not -0.0, and float32 is not float64."""
    kind = type(value).__name__.encode()
    if hasattr(value, "tobytes") and hasattr(value, "dtype"):
        if value.dtype.hasobject:
            feed(hasher, value.tolist())
        else:
            hasher.update(f"array {value.dtype} {value.shape} ".encode() + value.tobytes())
    elif isinstance(value, (str, bytes)):
        content = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        hasher.update(b"%s %d " % (kind, len(content)) + content)
    elif isinstance(value, (list, tuple)):
        hasher.update(b"list %d " % len(value))
        for part in value:
            feed(hasher, part)
    elif isinstance(value, dict):
        feed(hasher, [[key, value[key]] for key in sorted(value)])
    elif value is None or isinstance(value, (bool, int, float, complex)):
        hasher.update(b"%s %s " % (kind, repr(value).encode()))
    else:
        raise TypeError(f"a behaviour returned {type(value).__name__}, which has no digest")


class ModuleLevelImports:
    """Imports that run when the module runs: not those in functions, nor those for type checkers only."""

    def __init__(self, content):
        self.by_call = b"import_module" in content or b"__import__" in content
        self.found = []

    def of(self, tree):
        self.visit(tree.body)
        return self.found

    def visit(self, statements):
        """Each import as [level, module, names]; a call is an import of level 0 or of as many as it has dots."""
        import ast

        for node in statements:
            if isinstance(node, ast.Import):
                self.found.extend([0, alias.name, []] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                self.found.append([node.level, node.module or "", [alias.name for alias in node.names]])
            elif isinstance(node, ast.If):
                self.visit(node.orelse if for_type_checkers(node.test) else node.body + node.orelse)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            elif hasattr(node, "body"):
                for part in ("body", "orelse", "finalbody"):
                    self.visit(getattr(node, part, []))
                for handler in getattr(node, "handlers", []):
                    self.visit(handler.body)
            elif hasattr(node, "cases"):
                for case in node.cases:
                    self.visit(case.body)
            elif self.by_call:
                self.found.extend(imports_by_call(node))


def for_type_checkers(test):
    return getattr(test, "id", getattr(test, "attr", None)) == "TYPE_CHECKING"


def imports_by_call(statement):
    """import_module("a.b") and __import__("a.b") with the name written out."""
    import ast

    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.args[0].value
            called = getattr(node.func, "id", getattr(node.func, "attr", None))
            if called in ("import_module", "__import__") and isinstance(name, str) and name.strip("."):
                level = len(name) - len(name.lstrip("."))
                yield [level, name[level:], []]


def write_bytecode(content, tree, path, target):
    """Bytecode that is used without a look at its source (PEP 552, unchecked hash): a tree's copy has other times."""
    import importlib.util
    import marshal

    head = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + importlib.util.source_hash(content)
    try:
        with open(target, "rb") as file:
            if file.read(len(head)) == head:
                return
    except FileNotFoundError:
        pass
    code = compile(tree, path, "exec", dont_inherit=True)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    part = f"{target}.{os.getpid()}"
    with open(part, "wb") as file:
        file.write(head + marshal.dumps(code))
    os.replace(part, target)


# ---------------------------------------------------------------------------------------------------------------
# In the parent: what there is in the tree.
# ---------------------------------------------------------------------------------------------------------------


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
        """Paths of RECORD, relative to the root; those outside of it (scripts, data) begin with ../"""
        import csv

        paths = [row[0] for row in csv.reader(self.read("RECORD").splitlines()) if row]
        return [path if path.startswith("../") else self.site + path for path in paths]

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
    import re

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
        self.owners = {}
        self.outside = set()
        for name, each in self.distributions.items():
            for path in each.files():
                if path.startswith("../"):
                    self.outside.add(path.lstrip("./"))
                else:
                    self.owners.setdefault(path, name)
        self.modules = self.find_modules()

    def walk(self, folder, prefix):
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    self.walk(entry.path, f"{prefix}{entry.name}/")
                else:
                    self.files[prefix + entry.name] = entry.stat(follow_symlinks=False).st_size

    def split_site(self, path):
        site = next(site for site in self.sites if path.startswith(site))
        return site, path[len(site) :]

    def find_modules(self):
        """File of each module by dotted name. A package goes before an extension module, and that before a source."""
        from importlib import machinery

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

    def public_modules(self):
        return sorted(name for name in self.modules if is_public(name))

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
            if path.endswith(".py") and is_public(name.replace("._", ".")):
                owner = self.distribution_of(name)
                total[owner] = total.get(owner, 0) + self.files[path]
        return total


def is_public(module):
    return not any(part.startswith("_") or part in DEVELOPMENT for part in module.split("."))


# ---------------------------------------------------------------------------------------------------------------
# In the parent: import edges.
# ---------------------------------------------------------------------------------------------------------------


class Edges:
    """Which file imports which, for the sources that matter: those of users, and those that these or a probe reach."""

    def __init__(self, tree):
        self.tree = tree
        self.names = {path: name for name, path in tree.modules.items()}
        self.packages = {path for path in self.names if path.rsplit("/", 1)[-1].startswith("__init__.")}
        self.edges = {}

    def first_sources(self):
        """Tests and examples are read only if something reaches them: nobody needs what only they import."""
        return [
            path
            for path, name in sorted(self.names.items())
            if path.endswith(".py") and not DEVELOPMENT.intersection(name.split("."))
        ]

    def add(self, path, imports):
        package = self.names[path].split(".")
        if path not in self.packages:
            package.pop()
        targets = set()
        for level, module, names in imports:
            targets.update(self.targets(package, level, module, names))
        targets.discard(path)
        self.edges[path] = sorted(targets)

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
        reached = set(opened).union(*self.edges.values()) if self.edges else set(opened)
        return sorted(path for path in reached - self.edges.keys() if path in self.names and path.endswith(".py"))


# ---------------------------------------------------------------------------------------------------------------
# In the parent: jobs and the children that do them.
# ---------------------------------------------------------------------------------------------------------------


class Settings:
    """The arguments with their defaults, and the folders that children get."""

    def __init__(self, args):
        self.root = os.path.realpath(args["root"])
        self.scratch = os.path.realpath(args["scratch"])
        here = os.path.dirname(os.path.realpath(__file__))
        self.behaviours = os.path.realpath(args.get("behaviours") or os.path.join(here, "behaviours"))
        self.mode = args.get("mode") or "baseline"
        self.modules = args.get("modules")
        self.only = args.get("only")
        self.probes = args.get("probes") or []
        self.core_types = args.get("coreTypes") or []
        self.processes = args.get("processes") or 2
        self.timeout = args.get("timeoutSeconds") or 60
        self.slice = args.get("slice") or {"index": 0, "count": 1}
        self.pycache = os.path.realpath(args["pycache"]) if args.get("pycache") else None
        for folder in ("home", "tmp", "jobs"):
            os.makedirs(os.path.join(self.scratch, folder), exist_ok=True)

    def environment(self, extra):
        """The same for baseline and candidate, wherever they run: nothing is handed on but what finds libraries."""
        kept = ("PATH", "LD_LIBRARY_PATH")
        home = os.path.join(self.scratch, "home")
        return {
            **{name: os.environ[name] for name in kept if name in os.environ},
            "HOME": home,
            "TMPDIR": os.path.join(self.scratch, "tmp"),
            "XDG_CACHE_HOME": os.path.join(home, "cache"),
            "XDG_CONFIG_HOME": os.path.join(home, "config"),
            "XDG_DATA_HOME": os.path.join(home, "data"),
            "MPLCONFIGDIR": os.path.join(home, "matplotlib"),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            # Lambda always has a region; without the metadata service nothing waits for one to answer.
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            **extra,
        }

    def hide(self, text):
        """The text without what differs between two runs: paths and addresses."""
        import re

        names = {self.pycache or self.scratch: "<pycache>", self.scratch: "<scratch>", self.root: "<root>"}
        for path in sorted(names, key=len, reverse=True):  # One may lie below another.
            text = text.replace(path, names[path])
        text = re.sub(r"\b0x[0-9a-f]{6,16}\b", "0x..", text)[:MESSAGE_LIMIT]
        return text.encode("utf-8", "replace").decode()  # Half of a surrogate pair is no JSON that others read.


class Job:
    """Items for one child, one after the other."""

    def __init__(self, name, items, weight, environment=None, watch=True):
        self.name = name
        self.items = items
        self.weight = weight
        self.environment = environment or {}
        self.watch = watch


class Processor:
    """What the processor can do, and how numeric behaviours are told to do no more than every host can: processors.json says what
    that is. With different code for different processors their results differ in the last bits, whatever was pruned."""

    def __init__(self, machines, machine, flags):
        self.facts = next((each for each in machines if each["machine"] == machine), None)
        self.flags = flags
        self.choices = {}

    @classmethod
    def of_this_machine(cls):
        import platform

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
        from fnmatch import fnmatchcase

        names = [name for name in choice["dispatched"] if name in choice["found"]] if choice else []
        return [name for name in names if any(fnmatchcase(name, pattern) for pattern in off["features"])]

    def report(self):
        """What must be the same on both sides for numbers to be comparable to the bit."""
        from fnmatch import fnmatchcase

        patterns = self.facts["features"]["flags"] if self.facts else []
        features = [flag for flag in self.flags if any(fnmatchcase(flag, pattern) for pattern in patterns)]
        for distribution, choices in self.choices.items():
            features.extend(f"{distribution}:{name}" for choice in choices.values() for name in choice["found"])
        return {"features": sorted(features), "common": self.common()}


class Planner:
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

    def jobs(self):
        jobs = [*self.module_jobs(), *self.behaviour_jobs(), *self.request_jobs()]
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
            yield from self.job(f"numeric {name}@{core}", again, self.weight(name), {**alike, **self.processor.core(core)})

    def job(self, name, items, weight, environment=None):
        wanted = self.wanted(items)
        if wanted:
            yield Job(name, wanted, weight, environment)

    def wanted(self, items):
        only = self.settings.only
        return [item for item in items if only is None or item["id"] in only]

    def script(self, name):
        """By a custom of the index NAME-binary is NAME, built with the libraries it needs."""
        return os.path.join(self.settings.behaviours, name.removesuffix("-binary") + ".py")

    def functions(self, name):
        """Names of the functions that the distribution's script has for the probe."""
        import re

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
        import mmap

        for path, size in self.tree.files.items():
            if size > 1_000_000 and ".so" in path:
                with open(os.path.join(self.tree.root, path), "rb") as file:
                    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                        if all(content.find(text) >= 0 for text in CHOOSES_KERNELS):
                            return True
        return False


def processor_flags():
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            lines = [line.split(":", 1) for line in file if line.startswith(("flags", "Features"))]
    except OSError:
        return set()
    return set(lines[0][1].split()) if lines else set()


def source_jobs(settings, tree, paths):
    """As many jobs as there are processes, alike in bytes."""
    items = []
    for path in sorted(paths, key=lambda path: (-tree.files[path], path)):
        bytecode = bytecode_path(settings.pycache, path) if settings.pycache else None
        items.append({"id": path, "do": "source", "path": os.path.join(tree.root, path), "bytecode": bytecode})
    shares = [items[start :: settings.processes] for start in range(settings.processes)]
    return [Job(f"sources {number}", share, 0, watch=False) for number, share in enumerate(shares) if share]


class Runner:
    """Does jobs in children, a few at a time. A child that dies or hangs is replaced after the item that did it."""

    def __init__(self, settings):
        import py_compile

        self.settings = settings
        # Python runs bytecode as it runs a script: the children need not compile this file again.
        self.program = os.path.join(settings.scratch, "probe.pyc")
        py_compile.compile(os.path.realpath(__file__), cfile=self.program, doraise=True)

    def run(self, jobs):
        """Results with their items, in no order."""
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self.settings.processes) as pool:
            return [pair for pairs in pool.map(self.run_job, range(len(jobs)), jobs) for pair in pairs]

    def run_job(self, number, job):
        done = []
        rest = job.items
        while rest:
            child = Child(self.settings, self.program, job, rest)
            results = child.run()
            done.extend(zip(rest, results))
            rest = rest[len(results) :]
            if rest:
                culprit = {"id": rest[0]["id"], **child.verdict()}
                done.append((rest[0], culprit))
                done.extend((item, below(culprit)) for item in rest[1:] if is_below(item, rest[0]))
                rest = [item for item in rest[1:] if not is_below(item, rest[0])]
        return done


def is_below(item, package):
    return item["do"] == "module" and package["do"] == "module" and item["id"].startswith(package["id"] + ".")


def below(culprit):
    """To import a.b is to import a first: there is no need to wait for the same end again."""
    error = {**culprit["error"], "message": f"not tried: {culprit['id']}, which it belongs to: {culprit['error']['message']}"}
    return {"status": culprit["status"], "error": error, "seconds": 0.0}


class Child:
    """One process and what it reports."""

    def __init__(self, settings, program, job, items):
        import tempfile

        self.settings = settings
        self.program = program
        self.job = job
        self.items = items
        self.folder = tempfile.mkdtemp(dir=os.path.join(settings.scratch, "jobs"))
        self.crash_file = os.path.join(self.folder, "crash.txt")
        self.lines = []
        self.tail = b""
        self.timed_out = False
        self.code = None
        self.since = 0.0

    def run(self):
        """Results in the items' order; fewer than there are items when the process did not live to report the next."""
        import shutil
        import subprocess

        job_file = os.path.join(self.folder, "job.json")
        work = os.path.join(self.folder, "work")
        os.mkdir(work)
        with open(job_file, "w", encoding="utf-8") as file:
            settings = {"root": self.settings.root, "pycache": self.settings.pycache, "crash": self.crash_file}
            json.dump({**settings, "items": self.items, "watch": self.job.watch}, file)
        reading, writing = os.pipe()
        lifeline, held = os.pipe()
        try:
            process = subprocess.Popen(
                # No site-packages of the machine or the user; the environment is ours, so Python may read it.
                [sys.executable, "-S", "-s", self.program, "--child", job_file, str(writing), str(lifeline)],
                cwd=work,
                env=self.settings.environment(self.job.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(writing, lifeline),
                start_new_session=True,
            )
            os.close(writing)
            os.close(lifeline)
            self.listen(process, reading)
        finally:
            os.close(reading)
            os.close(held)
        self.code = process.returncode
        self.crash = self.read_crash()
        shutil.rmtree(self.folder, ignore_errors=True)
        return [json.loads(line) for line in self.lines[: len(self.items)]]

    def listen(self, process, reading):
        """Until the process ends: a process that it left behind may hold the pipe open."""
        import select

        os.set_blocking(reading, False)
        self.since = time.monotonic()
        ended = False
        while not ended:
            ended = process.poll() is not None
            left = self.since + self.settings.timeout - time.monotonic()
            if left <= 0 and not ended:
                self.timed_out = True
                ended = True
            elif not ended:
                select.select([reading], [], [], min(left, 0.1))
            if not self.read(reading) and not ended:
                wait(process, 0.1)  # The pipe is closed: the process is about to end, or works on without it.
        self.end(process)

    def read(self, reading):
        """Takes what is there; False at the end of the pipe."""
        while True:
            try:
                chunk = os.read(reading, 1 << 16)
            except BlockingIOError:
                return True
            if not chunk:
                return False
            *lines, self.tail = (self.tail + chunk).split(b"\n")
            if lines:
                self.lines.extend(lines)
                self.since = time.monotonic()

    def end(self, process):
        """Ends the process and all that it started. SIGABRT first: the fault handler then says where it was."""
        import signal

        if process.poll() is None:
            process.send_signal(signal.SIGABRT)
            wait(process, 1)
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass  # Nobody is left.
        process.wait()

    def read_crash(self):
        try:
            with open(self.crash_file, encoding="utf-8", errors="replace") as file:
                return file.read(1 << 16)
        except OSError:
            return ""

    def verdict(self):
        """What became of the item that was not reported."""
        frames, place = self.crash_frames()
        seconds = time.monotonic() - self.since
        if self.timed_out:
            message = f"no result within {self.settings.timeout} seconds{place}"
            return {"status": "timeout", "seconds": seconds, "error": {"type": "Timeout", "message": message, "frames": frames}}
        if self.code < 0:
            kind, message = "Signal", f"the process was ended by {signal_name(-self.code)}{place}"
        else:
            kind, message = "Exit", f"the process ended itself with code {self.code}{place}"
        return {"status": "crash", "seconds": seconds, "error": {"type": kind, "message": message, "frames": frames}}

    def crash_frames(self):
        """From the fault handler's text: the running thread's frames inside the tree, innermost first, and that of a script."""
        import re

        current = self.crash.partition("Current thread")[2].partition("\n\n")[0]
        found = re.findall(r'File "(.+?)", line (\d+)', current)
        prefix = self.settings.root + "/"
        frames = [f"{name[len(prefix) :]}:{line}" for name, line in found if name.startswith(prefix)]
        scripts = (self.settings.behaviours + "/", "<request/")
        places = [f" [{name if name[0] == '<' else os.path.basename(name)}:{line}]" for name, line in found if name.startswith(scripts)]
        return frames[:FRAME_LIMIT], "".join(places[:1])


def wait(process, seconds):
    import subprocess

    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass  # The caller looks again.


def signal_name(number):
    import signal

    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


# ---------------------------------------------------------------------------------------------------------------
# In the parent: the report.
# ---------------------------------------------------------------------------------------------------------------


class Report:
    """Puts results into the order and the form of the report."""

    def __init__(self, settings, tree):
        self.settings = settings
        self.tree = tree

    def results(self, pairs):
        """Modules and behaviours, each sorted by id, and each opened file at the one that opened it first."""
        pairs = sorted(pairs, key=lambda pair: (pair[0]["do"] != "module", pair[0]["id"]))
        opened = self.claims(pairs)
        modules, behaviours = [], []
        for item, result in pairs:
            (modules if item["do"] == "module" else behaviours).append(self.entry(item, result, opened))
        return modules, behaviours

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

    def known(self, path):
        """The file, if the tree had it at the start, and the source when it is bytecode."""
        if path.endswith("/"):
            return [path]
        folder, name = os.path.split(path)
        if folder.endswith("__pycache__"):
            source = os.path.join(os.path.dirname(folder), name.split(".")[0] + ".py")
            return [each for each in (path, source) if each in self.tree.files]
        return [path] if path in self.tree.files else []

    def entry(self, item, result, opened):
        entry = {
            "id": item["id"],
            "distribution": item["distribution"],
            "status": result["status"],
            "error": self.error(result["error"]) if "error" in result else None,
            "value": result.get("value"),
            "opened": sorted(opened.get(item["id"], [])),
            "seconds": round(result["seconds"], 4),
        }
        return {key: value for key, value in entry.items() if value is not None}

    def error(self, error):
        import re

        error = {**error, "message": self.settings.hide(error["message"])}
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


def import_edges(settings, tree, runner, edges, pairs):
    """Adds what was read, then what that leads to, until nothing new is reached."""
    opened = {path for _, result in pairs for path in result.get("opened", [])}
    while True:
        paths = edges.unread(opened)
        if not paths:
            return
        for item, result in runner.run(source_jobs(settings, tree, paths)):
            edges.add(item["id"], result.get("imports", []))


def probe(args):
    """The report on a tree."""
    import platform

    start = time.perf_counter()
    settings = Settings(args)
    tree = Tree(settings.root)
    runner = Runner(settings)
    edges = Edges(tree)
    processor = Processor.of_this_machine()
    jobs = Planner(settings, tree, processor)
    for item, result in runner.run(list(jobs.choice_jobs())):
        if "choices" in result:
            processor.learn(item["distribution"], result["choices"])
    # Sources go first: they leave bytecode behind, from which the imports profit.
    with_edges = settings.mode == "baseline" and settings.slice["index"] == 0
    reading = source_jobs(settings, tree, edges.first_sources()) if with_edges else []
    pairs = runner.run(reading + jobs.jobs())
    probed = [pair for pair in pairs if pair[0]["do"] != "source"]
    if with_edges:
        for item, result in pairs:
            if item["do"] == "source":
                edges.add(item["id"], result.get("imports", []))
        import_edges(settings, tree, runner, edges, probed)
    modules, behaviours = Report(settings, tree).results(probed)
    return {
        "schema": SCHEMA,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processor": processor.report(),
        "modules": modules,
        "behaviours": behaviours,
        "imports": {path: targets for path, targets in sorted(edges.edges.items()) if targets},
        "seconds": round(time.perf_counter() - start, 3),
    }


def handler(event, context):
    """For AWS Lambda: the layer is at /opt/python, and only /tmp can be written to."""
    return probe({"root": "/opt/python", "scratch": "/tmp/probe", "mode": "candidate", **event})


def main(arguments):
    if arguments[:1] == ["--child"]:
        child(arguments[1], int(arguments[2]), int(arguments[3]))
    if len(arguments) != 2:
        sys.exit("usage: python probe.py ARGS.json RESULT.json")
    with open(arguments[0], encoding="utf-8") as file:
        args = json.load(file)
    report = probe(args)
    part = f"{arguments[1]}.{os.getpid()}"
    with open(part, "w", encoding="utf-8") as file:
        json.dump(report, file)
    os.replace(part, arguments[1])


if __name__ == "__main__":
    main(sys.argv[1:])
