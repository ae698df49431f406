"""Inflates distributions: aside, under a lock that other processes wait for. A mark then says what is_whole() compares them with."""

import fcntl
import hashlib
import importlib
import os
import shutil
import stat
import sys
import time
import zlib

from . import MARK, SEEN, damage, failure, is_whole, marked, read

CHUNK = 1 << 20
ZSTD = "compression.zstd" if sys.version_info >= (3, 14) else "._zstd"  # Python's own, or what the layer brings.
_locks = set()


def with_lock(base, folder, unit):
    """One process or thread writes; the others wait, and find it whole."""
    try:
        _locks.add(lock := os.open(f"{folder}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not is_whole(folder, unit) and not is_mended(folder, unit):
                write(base, folder, unit)
        finally:
            _locks.discard(lock)
            fcntl.flock(lock, fcntl.LOCK_UN)  # A child that was forked meanwhile has it open, too.
            os.close(lock)
    except OSError as error:
        raise failure(unit, base, f"writing failed ({error.strerror})") from error


def close_locks():  # In a forked child: what it has open would hold locks of a parent that is killed.
    while _locks:
        os.close(_locks.pop())


os.register_at_fork(after_in_child=close_locks)


def is_mended(folder, unit):
    """Whether all is there that was written. What else is in it goes: Python's own bytecode, or what somebody laid there."""
    try:
        kept, found = dict(marked(folder, unit)), look(folder)
        for path in sorted(found.keys() - kept.keys(), reverse=True):
            remove(os.path.join(os.fsencode(os.path.dirname(folder)), path))
        whole = all(found[path] == was or (stat.S_ISDIR(was[0]) and found[path][:3] == was[:3]) for path, was in kept.items())
        if whole:
            mark(folder, unit)
        return whole
    except (OSError, LookupError, TypeError, ValueError):
        return False


def look(folder):
    """What is seen of each file and folder, and of the folder itself, by the path from the one above."""
    top, base = os.fsencode(folder), len(os.path.dirname(os.fsencode(folder))) + 1
    paths = [os.path.join(parent, name) for parent, folders, files in os.walk(top) for name in folders + files]
    return {path[base:]: SEEN(os.lstat(path)) for path in [top, *paths]}


def mark(folder, unit):
    """Writes down what a folder holds, unless somebody laid a file there just now: then it is mended before it is used again."""
    time.sleep(0.01)  # The longest tick of a file system's clock: what is changed after this look then has another time.
    found = look(folder)
    if sum(not stat.S_ISDIR(was[0]) for was in found.values()) == unit.files:
        with open(f"{folder}{MARK}.new", "wb") as file:
            numbers = b"".join(number.to_bytes(8, sys.byteorder) for was in found.values() for number in was)
            file.write(b"%b\n%d\n%b%b" % (unit.digest.encode(), len(found), numbers, b"\0".join(found)))
        os.rename(f"{folder}{MARK}.new", folder + MARK)


def write(base, folder, unit):
    """Inflates a distribution. What a killed process left is removed first, and what a failure leaves is removed, too."""
    aside = f"{folder}.new"
    remove(aside)
    remove(folder)
    if shutil.disk_usage(base).free < unit.needs:
        raise failure(unit, base, "there is not enough room")
    try:
        os.mkdir(aside, 0o700)
        inflate(aside, unit)
        os.rename(aside, folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    mark(folder, unit)


def inflate(aside, unit):
    chunks, chunk = content(unit), b""
    for path, mode, size, digest in listing(unit):
        to, found = os.path.join(aside, path), hashlib.sha256()
        if not os.path.isdir(above := os.path.dirname(to)):
            os.makedirs(above, 0o700)
        with open(to, "x+b", opener=lambda name, flags, mode=mode: os.open(name, flags, mode & 0o755)) as file:
            while size:
                chunk = chunk or memoryview(next(chunks))
                found.update(chunk[:size])
                size, chunk = size - file.write(chunk[:size]), chunk[size:]
            target = stat.S_ISLNK(mode) and not file.seek(0) and file.read()
        if found.digest() != digest:
            raise damage(f"{path} of {unit.name} is not what was stored")
        if target:
            os.unlink(to)
            os.symlink(target, to)


def listing(unit):
    """A distribution's files in the order of the frame: (path, mode, size, SHA-256)."""
    raw = read(unit.list_offset, unit.list_length)
    if hashlib.sha256(raw).hexdigest() != unit.digest:
        raise damage(f"the list of files of {unit.name} is not the one that was written")
    length = 4 + int.from_bytes(raw[:4], "little")
    for i, line in enumerate(zlib.decompress(raw[4:length]).decode("utf-8", "surrogateescape").split("\0")[:-1]):
        mode, size, path = line.split(" ", 2)
        yield path, int(mode, 8), int(size), raw[length + 32 * i : length + 32 * i + 32]


def content(unit):
    """The contents of all files, inflated, a piece at a time."""
    decoder = zlib.decompressobj() if unit.codec == "zlib" else importlib.import_module(ZSTD, __package__).ZstdDecompressor()
    packed, at, end = b"", unit.offset, unit.offset + unit.length
    while not decoder.eof:
        if not packed and at < end and getattr(decoder, "needs_input", True):
            packed = read(at, min(CHUNK, end - at))
            at += len(packed)
        found = decoder.decompress(packed, CHUNK)
        if not found and not packed and at == end:
            break
        packed = getattr(decoder, "unconsumed_tail", b"")  # What zlib did not take yet; zstd keeps that itself.
        yield found
    raise damage(f"what it has of {unit.name} ends too soon")


def remove(path):
    """Removes a file or link, or a folder with all that is in it, if it is there."""
    if os.path.lexists(path):
        (shutil.rmtree if os.path.isdir(path) and not os.path.islink(path) else os.unlink)(path)
