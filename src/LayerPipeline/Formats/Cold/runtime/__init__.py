"""Leads to the distributions that a layer keeps compressed. A stub stands where each cold module stood: it calls enter(), which inflates
its distribution below LAYER_COLD_DIR, TMPDIR or /tmp, and executes in its place the module that it stands for. To find a module inflates
nothing, since Python looks for modules under a lock that all threads share. Before anything of a distribution is executed, it is compared
with what was written. Every process that imports a cold module compiles this half: it is short, and imports what Python has already."""

import os
import stat
import sys
from importlib import machinery
from operator import attrgetter

HERE = os.path.dirname(os.path.abspath(__file__))
HOT = os.path.realpath(os.path.dirname(HERE))
STORE = os.path.join(HERE, "store.bin")
MARK = ".whole"
LOADERS = (  # In the order in which Python looks for a module.
    (machinery.ExtensionFileLoader, machinery.EXTENSION_SUFFIXES),
    (machinery.SourceFileLoader, machinery.SOURCE_SUFFIXES),
    (machinery.SourcelessFileLoader, machinery.BYTECODE_SUFFIXES),
)
SEEN = attrgetter("st_mode", "st_uid", "st_ino", "st_size", "st_ctime_ns")  # Of a file or folder, what shows that it was not changed.
folders = {}  # Of distributions that this process has seen whole.


class ColdStoreError(RuntimeError):
    """A cold distribution can't be used. Not an ImportError: code that does without what is not installed must not take it for that."""


class Unit:  # What the store says of one distribution.
    def __init__(self, line):
        self.name, self.codec, *numbers, self.digest = line.split("\t")
        self.offset, self.length, self.bytes, self.files, self.list_offset, self.list_length = map(int, numbers)
        self.needs = self.bytes + 4096 * self.files  # A file system takes a block for a file beside its bytes, at most.


def enter(names, unit):
    """Executes in a stub's namespace the module that it stands for, as if that had been found in the first place."""
    stub = os.path.relpath(os.path.realpath(names["__file__"]), HOT)
    folder = inflated(unit)
    place, name = os.path.split(os.path.join(folder, stub).removesuffix(".py").removesuffix("/__init__"))
    found = machinery.FileFinder(place, *LOADERS).find_spec(name)
    if found is None:
        raise damage(f"it has nothing for {stub} in {unit}")
    spec = names.get("__spec__")
    name = spec.name if spec else names["__name__"]
    loader = type(found.loader)(name, found.origin)
    if isinstance(loader, machinery.ExtensionFileLoader):
        return load_extension(names, name, loader, found)
    code = loader.get_code(name)
    own = {"__file__": found.origin, "__loader__": loader, "__cached__": found.cached, "__path__": found.submodule_search_locations}
    names.update((key, value) for key, value in own.items() if key in names)
    if spec is not None:
        spec.loader, spec.origin, spec.cached = loader, found.origin, found.cached
        spec.submodule_search_locations = found.submodule_search_locations
    exec(code, names)


def load_extension(names, name, loader, found):
    """A compiled module makes its own object. Threads that were given the stub's while it was executed find everything there, too."""
    from importlib import util

    spec = util.spec_from_file_location(name, found.origin, loader=loader, submodule_search_locations=found.submodule_search_locations)
    module = util.module_from_spec(spec)
    if name in sys.modules and vars(sys.modules[name]) is names:
        sys.modules[name] = module
    spec._initializing = True  # As importlib says of a module to those who must wait for it.
    loader.exec_module(module)
    spec._initializing = False
    names.update((key, value) for key, value in vars(module).items() if key != "__spec__")


def inflated(name):
    """The folder of a distribution, inflated."""
    if name not in folders:
        identity, units = header()
        base, unit = base_folder(identity, units[name]), units[name]
        folder = os.path.join(base, name)
        if not is_whole(folder, unit):
            from . import inflate

            inflate.with_lock(base, folder, unit)
        folders[name] = folder
    return folders[name]


def header():
    """A number that tells this store from another layer's, and its units by name. What is in them is known by SHA-256."""
    start = read(0, 12)
    if not start.startswith(b"LPCOLD1\n"):
        raise damage("it does not begin as one")
    text = read(12, int.from_bytes(start[8:], "little"))
    return f"{int.from_bytes(text, 'big') % (2**64 - 59):016x}", {unit.name: unit for unit in map(Unit, text.decode().splitlines())}


def read(offset, length):
    with open(STORE, "rb") as file:
        file.seek(offset)
        found = file.read(length)
    if len(found) != length:
        raise damage("it ends too soon")
    return found


def base_folder(identity, unit):
    """The folder of this store's distributions: this user's alone, or what it holds may be anybody's code."""
    parent = os.environ.get("LAYER_COLD_DIR") or os.environ.get("TMPDIR") or "/tmp"
    base = os.path.join(os.path.abspath(parent), f"layer-cold-{identity}-{os.geteuid()}")
    try:
        os.makedirs(base, 0o700, exist_ok=True)
        own, above = os.lstat(base), os.stat(parent)
    except OSError as error:
        raise failure(unit, base, f"the folder can't be made ({error.strerror})") from error
    if not stat.S_ISDIR(own.st_mode) or own.st_uid != os.geteuid() or own.st_mode & 0o022:
        raise failure(unit, base, f"it is user {own.st_uid}'s with mode {stat.filemode(own.st_mode)}, and must be this user's ({os.geteuid()}) alone")
    if above.st_mode & 0o022 and not above.st_mode & stat.S_ISVTX:
        raise failure(unit, base, f"other users may replace what is in {parent} (mode {stat.filemode(above.st_mode)})")
    return base


def is_whole(folder, unit):
    """Whether a folder holds what was written there, and nothing else. No writer can set back the time of the last change, which the
    kernel keeps of each file, and of each folder for what is added to it or taken from it."""
    base = os.open(os.path.dirname(folder), os.O_RDONLY | os.O_DIRECTORY)
    try:
        return all(SEEN(os.stat(path, dir_fd=base, follow_symlinks=False)) == was for path, was in marked(folder, unit))
    except (OSError, TypeError, ValueError):
        return False
    finally:
        os.close(base)


def marked(folder, unit):
    """What was seen of each file and folder when the distribution was whole, by its path."""
    with open(folder + MARK, "rb") as file:
        digest, count, rest = file.read().split(b"\n", 2)
    end = 40 * int(count)
    paths, numbers = rest[end:].split(b"\0"), iter(memoryview(rest[:end]).cast("Q").tolist())
    if digest.decode() != unit.digest or len(paths) != int(count) or len(paths) <= unit.files:
        raise ValueError("it is another unit's, or not all of it")
    return zip(paths, zip(*[numbers] * 5))


def damage(what):
    return ColdStoreError(f"the cold store {STORE} is damaged: {what}. Publish the layer again.")


def failure(unit, base, why):
    import shutil

    above = base
    while not os.path.lexists(above):
        above = os.path.dirname(above)
    return ColdStoreError(
        f"{unit.name} is in this layer's cold store and can't be inflated to {base}: {why}. It needs {unit.needs:,} bytes there, and "
        f"{shutil.disk_usage(above).free:,} are free. Give the function more EphemeralStorage, or name a folder of its own in LAYER_COLD_DIR."
    )
