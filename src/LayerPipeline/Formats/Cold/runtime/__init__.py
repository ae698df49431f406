"""Inflates the distributions that a layer keeps compressed, each when one of its modules is executed for the first time.

A stub stands where each cold module stood. It calls enter(), which inflates its distribution below LAYER_COLD_DIR, TMPDIR or /tmp, and
executes in its place the module that it stands for. To find a module inflates nothing, since Python looks for modules under a lock that
all threads share. A distribution is written aside, under a lock that other processes wait for, and renamed when it is whole; before
anything of it is executed, it is compared with what was written.
"""

import contextlib
import fcntl
import functools  # But not hashlib, which takes as long as to look whether all is there: who writes imports it.
import os
import stat
import struct
import sys
import zlib
from importlib import machinery, util

HERE = os.path.dirname(os.path.abspath(__file__))
HOT = os.path.realpath(os.path.dirname(HERE))
STORE = os.path.join(HERE, "store.bin")
MAGIC = b"LPCOLD1\n"
MARK = ".inflated"
CHUNK = 1 << 20
BLOCK = 4096  # What a file system takes for a file beside its bytes, at most.
LOADERS = (  # In the order in which Python looks for a module.
    (machinery.ExtensionFileLoader, machinery.EXTENSION_SUFFIXES),
    (machinery.SourceFileLoader, machinery.SOURCE_SUFFIXES),
    (machinery.SourcelessFileLoader, machinery.BYTECODE_SUFFIXES),
)

_locks = set()


class ColdStoreError(RuntimeError):
    """A cold distribution can't be used. Not an ImportError: code that does without what is not installed must not take it for that."""


class Unit:
    """What the store says of one distribution."""

    def __init__(self, line):
        self.name, self.codec, *numbers, self.digest = line.split("\t")
        self.offset, self.length, self.bytes, self.files, self.list_offset, self.list_length = map(int, numbers)
        self.needs = self.bytes + self.files * BLOCK

    def listing(self):
        """Its files in the order of the frame: (path, mode, size, SHA-256)."""
        raw = read(self.list_offset, self.list_length)
        if __import__("hashlib").sha256(raw).hexdigest() != self.digest:
            raise damage(f"the list of files of {self.name} is not the one that was written")
        (length,) = struct.unpack_from("<I", raw)
        digests = raw[4 + length :]
        for i, line in enumerate(zlib.decompress(raw[4 : 4 + length]).decode("utf-8", "surrogateescape").split("\0")[:-1]):
            mode, size, path = line.split(" ", 2)
            yield path, int(mode, 8), int(size), digests[32 * i : 32 * i + 32]


def read(offset, length):
    with open(STORE, "rb") as file:
        file.seek(offset)
        found = file.read(length)
    if len(found) != length:
        raise damage("it ends too soon")
    return found


@functools.cache
def header():
    """A number that tells this store from another layer's, and its units by name. What is in them is known by SHA-256."""
    start = read(0, len(MAGIC) + 4)
    if not start.startswith(MAGIC):
        raise damage("it does not begin as one")
    text = read(len(start), struct.unpack_from("<I", start, len(MAGIC))[0])
    return f"{zlib.crc32(text):08x}{zlib.adler32(text):08x}", {unit.name: unit for unit in map(Unit, text.decode().splitlines())}


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
    spec = util.spec_from_file_location(name, found.origin, loader=loader, submodule_search_locations=found.submodule_search_locations)
    module = util.module_from_spec(spec)
    if name in sys.modules and vars(sys.modules[name]) is names:
        sys.modules[name] = module
    spec._initializing = True  # As importlib says of a module to those who must wait for it.
    try:
        loader.exec_module(module)
    finally:
        spec._initializing = False
    names.update((key, value) for key, value in vars(module).items() if key != "__spec__")


@functools.cache
def inflated(name):
    """The folder of a distribution, inflated."""
    identity, unit = header()[0], header()[1][name]
    base = base_folder(identity, unit)
    folder = os.path.join(base, name)
    if not is_whole(folder, unit):
        with_lock(base, folder, unit)
    return folder


def base_folder(identity, unit):
    """The folder of this store's distributions: this user's alone, or what it holds may be anybody's code."""
    parent = os.environ.get("LAYER_COLD_DIR") or os.environ.get("TMPDIR") or "/tmp"
    base = os.path.join(os.path.abspath(parent), f"layer-cold-{identity}-{os.geteuid()}")
    try:
        if not os.path.lexists(base):
            os.makedirs(base, 0o700, exist_ok=True)
        own, above = os.lstat(base), os.stat(parent)
    except OSError as error:
        raise failure(unit, base, f"the folder can't be made ({error.strerror})") from error
    if not stat.S_ISDIR(own.st_mode) or own.st_uid != os.geteuid() or own.st_mode & 0o022:
        raise failure(unit, base, f"it is user {own.st_uid}'s with mode {stat.filemode(own.st_mode)}, and must be this user's ({os.geteuid()}) alone")
    if above.st_mode & 0o022 and not above.st_mode & stat.S_ISVTX:
        raise failure(unit, base, f"other users may replace what is in {parent} (mode {stat.filemode(above.st_mode)})")
    return base


def with_lock(base, folder, unit):
    """One process or thread writes; the others wait, and find it whole."""
    try:
        lock = os.open(f"{folder}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise failure(unit, base, f"it can't be written to ({error.strerror})") from error
    _locks.add(lock)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_whole(folder, unit):
            write(base, folder, unit)
    finally:
        _locks.discard(lock)
        fcntl.flock(lock, fcntl.LOCK_UN)  # A child that was forked meanwhile has it open, too.
        os.close(lock)


def close_locks():
    """In a forked child: what it has open would hold locks of a parent that is killed."""
    while _locks:
        os.close(_locks.pop())


os.register_at_fork(after_in_child=close_locks)


def is_whole(folder, unit):
    """Whether a folder holds what was written there. What else is in it goes: Python's own bytecode, or what somebody laid there."""
    try:
        with open(os.path.join(folder, MARK), encoding="utf-8", errors="surrogateescape") as file:
            written = file.read()
        seen = [unit.digest, *look(folder)]
        if written == "\0".join(seen):
            return True
        lines = set(written.split("\0"))
        for line in set(seen[1:]) - lines:
            os.unlink(os.path.join(folder, line.split(" ", 5)[5]))
    except OSError:
        return False
    return unit.digest in lines and lines <= set(seen)


def look(folder):
    """A line for each file below a folder. No writer can set back the time of its last change, which the kernel keeps."""
    left = [""]
    while left:
        below = left.pop()
        with os.scandir(os.path.join(folder, below)) as entries:
            for entry in entries:
                path = below + entry.name
                if entry.is_dir(follow_symlinks=False):
                    left.append(path + "/")
                elif path != MARK:
                    seen = entry.stat(follow_symlinks=False)
                    yield f"{seen.st_mode:o} {seen.st_uid} {seen.st_size} {seen.st_ino} {seen.st_ctime_ns} {path}"


def write(base, folder, unit):
    """Inflates a distribution. What a killed process left is removed first, and what a failure leaves is removed, too."""
    aside = f"{folder}.new"
    try:
        remove(aside)
        remove(folder)
        if room(base) < unit.needs:
            raise failure(unit, base, "there is not enough room")
        os.mkdir(aside, 0o700)
        inflate(aside, unit)
        with open(os.path.join(aside, MARK), "x", encoding="utf-8", errors="surrogateescape") as file:
            file.write("\0".join([unit.digest, *look(aside)]))
        os.rename(aside, folder)
    except BaseException as error:
        with contextlib.suppress(OSError):
            remove(aside)
        if isinstance(error, OSError):
            raise failure(unit, base, f"writing failed ({error.strerror})") from error
        raise


def inflate(aside, unit):
    more = reader(unit)
    for path, mode, size, digest in unit.listing():
        to = os.path.join(aside, path)
        os.makedirs(os.path.dirname(to), 0o700, exist_ok=True)
        found = __import__("hashlib").sha256()
        if stat.S_ISLNK(mode):
            os.symlink(b"".join(parts(more, size, found)), to)
        else:
            with open(to, "xb", buffering=0, opener=lambda name, flags, mode=mode: os.open(name, flags, mode & 0o755)) as file:
                for part in parts(more, size, found):
                    while part:
                        part = part[file.write(part) :]
        if found.digest() != digest:
            raise damage(f"{path} of {unit.name} is not what was stored")


def parts(more, size, digest):
    while size:
        part = memoryview(more(min(size, CHUNK)))
        digest.update(part)
        size -= len(part)
        yield part


def reader(unit):
    """A function that returns some further bytes of a frame, inflated, at most as many as asked for."""
    decoder = zlib.decompressobj() if unit.codec == "zlib" else zstd()
    at, end = unit.offset, unit.offset + unit.length

    def more(count):
        nonlocal at
        found = b""
        while not found:
            packed = getattr(decoder, "unconsumed_tail", b"")  # zlib's way to say that it needs no input; zstd has a property for it.
            if not packed and at < end and getattr(decoder, "needs_input", True):
                packed = read(at, min(CHUNK, end - at))
                at += len(packed)
            found = decoder.decompress(packed, count) if not decoder.eof else b""
            if not found and (decoder.eof or (at == end and not packed)):
                raise damage(f"what it has of {unit.name} ends too soon")
        return found

    return more


def zstd():
    try:
        from compression.zstd import ZstdDecompressor  # Python 3.14 and later.
    except ImportError:
        from ._zstd import ZstdDecompressor
    return ZstdDecompressor()


def remove(folder):
    """Removes a folder with all that is in it."""
    below = [os.path.join(parent, name) for parent, folders, files in os.walk(folder, topdown=False) for name in folders + files]
    for path in [*below, folder] if os.path.lexists(folder) else []:
        os.rmdir(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)


def room(folder):
    space = os.statvfs(folder)
    return space.f_bavail * space.f_frsize


def damage(what):
    return ColdStoreError(f"the cold store {STORE} is damaged: {what}. Publish the layer again.")


def failure(unit, base, why):
    free = "how many are free is not known"
    with contextlib.suppress(OSError):
        free = f"{room(base if os.path.isdir(base) else os.path.dirname(base)):,} are free"
    return ColdStoreError(
        f"{unit.name} is in this layer's cold store and can't be inflated to {base}: {why}. It needs {unit.needs:,} bytes there, and {free}. "
        "Give the function more EphemeralStorage, or name a folder of its own in LAYER_COLD_DIR."
    )
