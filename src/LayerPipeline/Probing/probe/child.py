"""What a child process of the probe does: imports modules, runs behaviours, reads sources, and says what was opened.

    python child.py JOB.json DESCRIPTOR LIFELINE

It stands alone, and imports at its top only what Python has loaded anyway: a module that a child has loaded already would
hide that the tree lacks, or shadows, one of that name. Whatever else it takes is imported where it is used.
"""

import json
import os
import sys
import time

# fcntl(2), Linux: which signal says that a descriptor is ready. Python names it from 3.11 on.
F_SETSIG = 10

# Where Lambda unpacks a layer's packages: what shipped bytecode says of its source, so that Python need not correct it there.
# Source: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html.
MOUNT = "/opt/python/"

# What the scripts of behaviours are called as modules.
SCRIPT = "behaviours."

# errno(3), Linux: EPERM, EACCES and EROFS, what is said to who may not write somewhere.
REFUSALS = (1, 13, 30)

MESSAGE_LIMIT = 2000
FRAME_LIMIT = 5


class Recorder:
    """Notes files below the root that this process opens or maps."""

    def __init__(self, root, pycache):
        self.root = root + "/"
        self.pycache = pycache + "/" if pycache else None
        self.seen = set()
        self.fresh = set()
        self.texts = set()
        self.modules = set()
        self.paused = False
        self.loaded = False
        self.asked = Asked(self)
        # Libraries of the machine: those that Python itself has loaded, and those that were loaded since.
        self.outside = set()
        self.outside = self.mapped_outside()

    def on_open(self, path):
        self.note(path)
        self.note_text(path)

    def on_import(self, library):
        if library:
            self.loaded = True
            self.note(library)

    def on_library(self):
        self.loaded = True

    def below(self, path):
        """The path as text, absolute and normal, when it is below the root; else None."""
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

    def note_text(self, path):
        """A source that is opened although it is compiled: its text is wanted."""
        path = self.below(path)
        if path and path.endswith(".py") and not self.paused and self.pycache:
            if os.path.exists(bytecode_path(self.pycache, path[len(self.root) :])):
                self.texts.add(path)

    def note_below(self, path):
        if path not in self.seen and not self.paused:
            self.seen.add(path)
            self.fresh.add(path)

    def source_of_bytecode(self, path):
        """ROOT/a/b.py for PYCACHE/a/__pycache__/b.cpython-313.pyc: who reads the bytecode uses the source."""
        if not self.pycache or not isinstance(path, str) or not path.startswith(self.pycache):
            return None
        folder, name = os.path.split(path[len(self.pycache) :])
        return os.path.join(self.root, os.path.dirname(folder), name.split(".")[0] + ".py")

    def note_mapped(self):
        try:
            with open("/proc/self/maps", "rb") as maps:
                lines = maps.read().split(b"\n")
        except OSError:
            return  # Not Linux: extension modules are known from "import" events all the same.
        root = os.fsencode(self.root)
        for path in {line[line.index(root) :] for line in lines if root in line}:
            self.note(path)

    def mapped_outside(self):
        """Paths of mapped files that are not the tree's; those of the machine's fonts and locales among them."""
        try:
            with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
                paths = {line[line.index("/") :].rstrip("\n") for line in maps if "/" in line}
        except OSError:
            return set()
        beside = os.path.dirname(self.root[:-1]) + "/lib/"
        return {path for path in paths if not path.startswith((self.root, beside))}

    def take_outside(self):
        """What was mapped of the machine since the last call."""
        new = self.mapped_outside() - self.outside
        self.outside |= new
        return sorted(new)

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


    def take_texts(self):
        """Compiled sources that were read since the last call, relative to the root."""
        texts = sorted(path[len(self.root) :] for path in self.texts)
        self.texts.clear()
        return texts


class Asked:
    """Notes what a recorder's process asks of the tree in other ways than Python's open: folders that it lists, databases that it
    opens, and files that it opens as they are rather than imports or loads."""

    LISTS = {"os.listdir", "os.scandir"}

    def __init__(self, recorder):
        self.recorder = recorder
        self.folders = set()
        self.scanned = set()
        self.files = set()

    def audit(self, event, args):
        if self.recorder.paused:
            return
        if event in self.LISTS:
            # Python's import system lists folders as well; that is no reason to keep anything.
            caller = sys._getframe(1)
            while caller and caller.f_code.co_filename == self.note_folder.__code__.co_filename:
                caller = caller.f_back
            if caller and not caller.f_code.co_filename.startswith("<frozen importlib"):
                self.note_folder(args[0], caller.f_globals.get("__name__") == "pkgutil")
        elif event == "sqlite3.connect":
            self.note_database(args[0])
        elif event == "open" and not isinstance(args[0], int):
            path = self.recorder.below(args[0])
            if path and not path.endswith((".py", ".pyc")):
                self.files.add(path)

    def note_folder(self, path, finds_modules):
        """Who lists a folder may look for sources in it; pkgutil finds modules however they are stored."""
        path = self.recorder.below("." if path is None else path)
        if path:
            self.folders.add(path)
            if not finds_modules:
                self.scanned.add(path)

    def note_database(self, path):
        """A name, or a URI: https://www.sqlite.org/uri.html."""
        path = os.fsdecode(path) if isinstance(path, bytes) else str(path)
        if path.startswith("file:"):
            path = "/" + path[5:].partition("?")[0].partition("#")[0].lstrip("/") if path.startswith("file:/") else path[5:].partition("?")[0]
            if "%" in path:
                head, *parts = path.encode().split(b"%")
                path = os.fsdecode(head + b"".join(unquoted(part) for part in parts))
        self.recorder.note(path)

    def take(self):
        """What was asked for since the last call, relative to the root."""
        start = len(self.recorder.root)
        asked = {"listed": self.folders, "scanned": self.scanned, "read": self.files}
        taken = {key: sorted(path[start:] for path in paths) for key, paths in asked.items()}
        self.folders.clear()
        self.scanned.clear()
        self.files.clear()
        return taken


def unquoted(part):
    """What follows a per cent sign in a URI."""
    try:
        return bytes([int(part[:2], 16)]) + part[2:]
    except ValueError:
        return b"%" + part


class Borders:
    """A function's borders as Python sees them: only the temporary folder can be written to, and no other process is its own. Where the
    kernel holds them, too, this says it in the words that a function hears; elsewhere it is all there is."""

    WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

    # Where each call has the paths that it changes, and the descriptors of folders that these are relative to.
    CHANGES = {
        "os.mkdir": ((0, 2),),
        "os.rmdir": ((0, 1),),
        "os.remove": ((0, 1),),
        "os.rename": ((0, 2), (1, 3)),
        "os.link": ((1, 3),),
        "os.symlink": ((1, 2),),
        "os.truncate": ((0, None),),
        "os.chmod": ((0, 2),),
        "os.chown": ((0, 3),),
        "os.utime": ((0, 3),),
    }

    # The kernel knows what may be done with devices and with what a process knows of itself.
    SPECIAL = ("/dev/", "/proc/")
    SHARED_MEMORY = "/dev/shm/"
    PROGRAMS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system")
    SIGNALS = ("os.kill", "os.killpg")

    # The version of Landlock that keeps signals inside.
    WITH_SIGNALS = 6

    def __init__(self, temporary, landlock):
        self.temporary = temporary + "/"
        self.is_held_by_kernel = landlock > 0
        self.holds_signals = landlock >= self.WITH_SIGNALS
        self.refused = []
        self.programs = set()

    def on_open(self, path, flags):
        if isinstance(flags, int) and flags & self.WRITES:
            self.check(path, None)

    def on_change(self, event, args):
        for path, folder in self.CHANGES[event]:
            # A folder that is there is no change, and is told as such.
            if event != "os.mkdir" or not self.exists(args[path]):
                self.check(args[path], None if folder is None else args[folder])

    def on_program(self, name):
        self.programs.add(self.text(name) or str(name))

    def on_signal(self, event, number):
        """Signals are for a process itself, for its group, and for what it started. Of a process that is not there the kernel says so."""
        if self.holds_signals or number in (0, os.getpid(), os.getpgid(0)) or self.is_own(abs(number)):
            return
        if event == "os.kill" and number > 0 and os.path.exists("/proc/self") and not os.path.exists(f"/proc/{number}"):
            return
        import errno

        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    def is_own(self, number):
        """Whether this process started another one, at however many removes; groups have the number of their first process."""
        while number > 1:
            try:
                with open(f"/proc/{number}/stat", encoding="utf-8", errors="replace") as file:
                    number = int(file.read().rpartition(")")[2].split()[1])
            except OSError:
                return False
            if number == os.getpid():
                return True
        return False

    def check(self, path, folder):
        """Refuses what would change something outside of the temporary folder."""
        path = self.text(path)
        if path is None:
            return  # A descriptor: it was checked when it was opened.
        if not path.startswith("/"):
            if folder is None and self.is_held_by_kernel:
                return  # It may be relative to a descriptor, which only the kernel knows.
            base = os.readlink(f"/proc/self/fd/{folder}") if isinstance(folder, int) and folder >= 0 else os.getcwd()
            path = os.path.join(base, path)
        path = os.path.normpath(path)
        inside = (path + "/").startswith(self.temporary) or (path.startswith(self.SPECIAL) and not path.startswith(self.SHARED_MEMORY))
        if not inside:
            import errno

            self.refused.append(path)
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)

    def exists(self, path):
        return os.path.lexists(path) if isinstance(path, (str, bytes)) else False

    def text(self, path):
        if isinstance(path, bytes):
            return os.fsdecode(path)
        if isinstance(path, str):
            return path
        return os.fspath(path) if hasattr(path, "__fspath__") else None

    def take(self):
        """What was refused and which programs were started since the last call."""
        refused, self.refused = self.refused, []
        programs, self.programs = sorted(self.programs), set()
        return refused, programs


def hook_events(recorder, borders):
    """One hook for all: it is called for each of Python's own events, of which few are of interest."""

    asked = recorder.asked

    def on_open(event, args):
        asked.audit(event, args)
        recorder.on_open(args[0])
        borders.on_open(args[0], args[2])

    found = {
        "open": on_open,
        "import": lambda event, args: recorder.on_import(args[1]),
        "sqlite3.connect": asked.audit,
        **dict.fromkeys(asked.LISTS, asked.audit),
        "ctypes.dlopen": lambda event, args: recorder.on_library(),
        **dict.fromkeys(borders.CHANGES, borders.on_change),
        **dict.fromkeys(borders.PROGRAMS, lambda event, args: borders.on_program(args[0])),
        **dict.fromkeys(borders.SIGNALS, lambda event, args: borders.on_signal(event, args[0])),
    }
    find = found.get

    def audit(event, args):
        act = find(event)
        if act:
            act(event, args)

    sys.addaudithook(audit)


class Actions:
    """What can be done for one item; each method takes the item and may return a value to be compared."""

    def __init__(self, recorder):
        self.recorder = recorder
        self.scripts = {}

    def module(self, item):
        from importlib import import_module

        import_module(item["id"])

    def start(self, item):
        """Imports what a function that asks for the distribution imports; whether it works is told of each module by itself."""
        from importlib import import_module

        problem = None
        for name in item["modules"]:
            try:
                import_module(name)
            except Exception as error:
                problem = error
        if problem:
            raise problem

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
        """What one source imports and names; its bytecode is stored on the way where that is wanted."""
        import ast
        import warnings

        warnings.simplefilter("ignore")
        with open(item["path"], "rb") as file:
            content = file.read()
        tree = ast.parse(content, item["path"])
        found = self.reader(item)["read"](content, tree, item)
        if item["bytecode"]:
            write_bytecode(content, tree, MOUNT + item["id"], item["bytecode"])
        return found

    def library(self, item):
        """Which files a library names."""
        with open(item["path"], "rb") as file:
            return {"names": sorted(self.reader(item)["texts_of_library"](file.read(), item["endings"]))}

    def reader(self, item):
        path = item["reader"]
        if path not in self.scripts:
            names = {"__name__": "reading"}
            with open(path, "rb") as file:
                exec(compile(file.read(), path, "exec", dont_inherit=True), names)
            self.scripts[path] = names
        return self.scripts[path]


def work_off(job_file, descriptor, lifeline):
    """Works off a job; a line of JSON for each item goes to the descriptor. Ends when the lifeline's other end is closed."""
    with open(job_file, encoding="utf-8") as file:
        job = json.load(file)
    here = os.getcwd()
    pid = os.getpid()
    tell = prepare(job, descriptor)
    end_with_parent(lifeline)
    if job["pycache"]:
        redirect_bytecode(job["root"], job["pycache"], job["ships"])
    recorder = Recorder(job["root"], job["pycache"])
    borders = Borders(job["temporary"], job["landlock"])
    actions = Actions(recorder)
    sources = LoadedSources(job["root"])
    sys.path[0:1] = [os.path.join(job["root"], site).rstrip("/") for site in sites(job["root"])]  # In the place of this file's folder.
    sys.argv = [""]
    if job["watch"]:
        hook_events(recorder, borders)
    getpid, change_folder, leave = os.getpid, os.chdir, os._exit
    for item in job["items"]:
        result = attempt(getattr(actions, item["do"]), item, job)
        if getpid() != pid:
            leave(0)  # The import forked, and this is its child: it has no more to do here.
        if job["watch"]:
            look = recorder.loaded or item["do"] != "module" or item is job["items"][-1]
            result["opened"] = recorder.take(look)
            outside = recorder.take_outside() if look else []
            result["outside"] = outside if result["status"] == "ok" else []
            result["texts"] = recorder.take_texts()
            result["refused"], result["programs"] = borders.take()
            result.update(recorder.asked.take())
        if item.get("order"):
            result["loaded"] = sources.take()
        tell(result)
        change_folder(here)
    # Not sys.exit: neither threads that were left running nor exit handlers are of interest.
    leave(0)


def prepare(job, descriptor):
    """Sets the process up and returns what reports: to a high number, which most that close everything miss."""
    import faulthandler
    import fcntl
    import gc

    faulthandler.enable(file=int(job["crash"]))
    out = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 300)
    os.close(descriptor)
    if not job["watch"]:
        gc.disable()  # Syntax trees are many small objects that die by themselves.
    return reporter(out, job["mark"])


def redirect_bytecode(root, pycache, ships):
    """The tree is read-only, so bytecode that it lacks lies in a folder of its own. PYTHONPYCACHEPREFIX would hide the bytecode of
    Python's own library as well, and each child would compile it anew. A tree that ships bytecode is proven with its own."""
    import importlib._bootstrap_external as external

    usual = external.cache_from_source

    def cache_from_source(path, *args, **options):
        beside = usual(path, *args, **options)
        if not path.startswith(root + "/") or (ships and os.path.exists(beside)):
            return beside
        return bytecode_path(pycache, path[len(root) + 1 :])

    external.cache_from_source = cache_from_source
    # Only what reads the sources writes bytecode: it may go into the layer, must be the same each time, and is nobody's to change.
    sys.dont_write_bytecode = True


def sites(root):
    """The folders where Lambda's Python looks for modules, in its order, as prefixes of paths below the root. The first one is
    there in few layers. Source: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html."""
    site = "lib/python{}.{}/site-packages/".format(*sys.version_info)
    return [site, ""] if os.path.isdir(os.path.join(root, site)) else [""]


def bytecode_path(pycache, path):
    """Where the bytecode of a source is below a folder that is laid out like the tree."""
    folder, name = os.path.split(path)
    return os.path.join(pycache, folder, "__pycache__", f"{name.removesuffix('.py')}.{sys.implementation.cache_tag}.pyc")


class LoadedSources:
    """Sources below the root in the order in which their modules were loaded."""

    def __init__(self, root):
        self.root = root + "/"
        self.known = set()

    def take(self):
        """Those since the last call, relative to the root."""
        names = [name for name in list(sys.modules) if name not in self.known]
        self.known.update(names)
        paths = [getattr(getattr(sys.modules.get(name), "__spec__", None), "origin", None) for name in names]
        return [path[len(self.root) :] for path in paths if isinstance(path, str) and path.startswith(self.root) and path.endswith(".py")]


def end_with_parent(lifeline):
    """A parent that is killed can't end its children: the kernel kills this one when the parent's end of the pipe closes."""
    import fcntl
    import signal

    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)


def attempt(action, item, job, clock=time.perf_counter):
    result = {"id": item["id"], "status": "ok"}
    start = clock()
    try:
        value = action(item)
        if item["do"] in ("source", "library"):
            result.update(value)
        elif item["do"] == "choices":
            result["choices"] = value
        elif value is not None:
            result["value"] = digest(value)
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: a module may raise anything.
        result["status"] = "error"
        result["error"] = describe(error, job["root"])
    result["seconds"] = clock() - start
    return result


def reporter(out, mark):
    """What writes results: bound to what it needs before any package can replace that. The mark tells its lines from what a package
    may write to the same descriptor."""
    encode = json.JSONEncoder().encode
    write = os.write

    def tell(result):
        line = b"\n" + mark.encode() + encode(result).encode() + b"\n"
        while line:
            line = line[write(out, line) :]

    return tell


def describe(error, root):
    """An exception as the report has it; what is missing may be said by one that led to it."""
    found = {"type": type(error).__name__, "message": text_of(error) + place_in_script(error) + shared_lock(error), "frames": frames_of(error, root)}
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        for key, value in missing(error).items():
            found.setdefault(key, value)
        if isinstance(error, OSError) and error.errno in REFUSALS:
            found.setdefault("refusals", []).append(error.filename if isinstance(error.filename, str) else "")
        error = error.__cause__ or error.__context__
    return found


def text_of(error):
    try:
        return str(error)[: 10 * MESSAGE_LIMIT]  # Paths are shortened yet.
    except Exception as problem:
        return f"(its text is unavailable: {type(problem).__name__})"


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


def shared_lock(error):
    """What an error does not say that Python has where it can't make a lock for several processes: not even what it lacks.

    Source: https://aws.amazon.com/blogs/compute/parallel-processing-in-python-with-aws-lambda/.
    """
    trace = error.__traceback__ if isinstance(error, OSError) else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or not trace.tb_frame.f_code.co_filename.endswith("/multiprocessing/synchronize.py"):
        return ""
    return " (Lambda has no shared memory: multiprocessing's Lock, Queue and Pool do not work there; Process with Pipe, and threads, do)"


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
    # The second is what is said of an empty file, which stands for a library that the runtime lacks.
    match = re.search(r"([^\s:/]+\.so[^\s:/]*): (?:cannot open shared object file|file too short)", text)
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


if __name__ == "__main__":
    work_off(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
