"""Shared libraries: what a file needs, what this machine has, and what of it the runtime would not have.

A function has the runtime's libraries and those of its layers. Another machine has more, and packages that load these work there and
fail in Lambda. Which libraries a tree needs is read from its ELF files, whatever they are called.
"""

import mmap
import os
import re
import struct
import subprocess
import sys
import sysconfig

MAGIC = b"\x7fELF"

# ELF64, little-endian: what both architectures of Lambda are. Source: elf(5).
CLASS_AND_DATA = b"\x02\x01"
LOADED = (2, 3)  # ET_EXEC, which a program may be, and ET_DYN.
PT_LOAD, PT_DYNAMIC = 1, 2
DT_NEEDED, DT_STRTAB, DT_SONAME = 1, 5, 14

# What a library may be called. Packages write the names, and these become names of files, and of packages for an installer that runs
# as root: one that leads into another folder, is an option or an address, or is too long for a file, names no library.
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]{0,200}\Z")

# e_phentsize of ELF64, in bytes. Source: elf(5).
PROGRAM_HEADER = 56

# Libraries have some dozen entries, and the largest some hundred; who has more than these is damaged.
DYNAMIC_LIMIT = 1 << 16

LDCONFIG = ("ldconfig", "/sbin/ldconfig", "/usr/sbin/ldconfig")


class Library:
    """What the loader reads of one file."""

    def __init__(self, machine, soname, needed):
        self.machine = machine
        self.soname = soname
        self.needed = needed


def read(path):
    """The library, or None for a file that is none, or is damaged: those are other checks' concern."""
    try:
        with open(path, "rb") as file:
            if file.read(6) != MAGIC + CLASS_AND_DATA:
                return None
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return parse(content)
    except (OSError, ValueError, OverflowError, struct.error):
        return None


def parse(content):
    kind, machine = struct.unpack_from("<HH", content, 16)
    start = struct.unpack_from("<Q", content, 32)[0]
    size, count = struct.unpack_from("<HH", content, 54)
    if size != PROGRAM_HEADER:
        return None
    headers = [struct.unpack_from("<IIQQQQ", content, start + number * size) for number in range(count)]
    dynamic = next((header for header in headers if header[0] == PT_DYNAMIC), None)
    if kind not in LOADED:
        return None
    if dynamic is None:
        return Library(machine, None, [])
    entries = []
    for offset in range(dynamic[2], dynamic[2] + min(dynamic[5], 16 * DYNAMIC_LIMIT), 16):
        tag, value = struct.unpack_from("<QQ", content, offset)
        if tag == 0:
            break
        entries.append((tag, value))
    table = next((value for tag, value in entries if tag == DT_STRTAB), 0)
    segment = next((each for each in headers if each[0] == PT_LOAD and each[3] <= table < each[3] + each[5]), None)
    if segment is None:
        return Library(machine, None, [])
    strings = table - segment[3] + segment[2]

    def name(at):
        end = content.find(b"\0", strings + at, strings + at + 256)
        text = content[strings + at : end].decode("utf-8", "replace") if end >= 0 else ""
        return text if NAME.match(text) else None

    named = [(tag, name(value)) for tag, value in entries if tag in (DT_NEEDED, DT_SONAME)]
    soname = next((text for tag, text in named if tag == DT_SONAME), None)
    return Library(machine, soname, [text for tag, text in named if tag == DT_NEEDED and text])


class TreeLibraries:
    """The libraries for one processor in a tree and in the layer's lib folder beside it. A loader passes over those for another one."""

    def __init__(self, root, machine):
        self.machine = machine
        self.needs = {}
        self.has = set()
        for folder in (root, lib_folder(root)):
            for parent, _, files in os.walk(folder):
                for file in files:
                    self.add(folder, os.path.join(parent, file))

    def add(self, folder, path):
        library = read(path)
        if library is None or library.machine != self.machine:
            return
        self.has.update(filter(None, (os.path.basename(path), library.soname)))
        for name in library.needed:
            self.needs.setdefault(name, []).append(os.path.relpath(path, folder))

    def missing(self, runtime):
        """Names that something needs and that neither the tree nor the runtime has, each with the files that need it."""
        return {name: sorted(paths) for name, paths in sorted(self.needs.items()) if name not in self.has and name not in runtime}


def lib_folder(root):
    """The layer's folder that is on the loader's path: /opt/lib beside /opt/python.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html."""
    return os.path.join(os.path.dirname(root), "lib")


class Machine:
    """The libraries of this machine, as its loader finds them."""

    def __init__(self):
        self.cache = {}
        for line in self.listing().splitlines():
            match = re.match(r"\s+(\S+) \(.*\) => (/\S+)", line)
            if match:
                self.cache.setdefault(match[1], []).append(match[2])

    def listing(self):
        for program in LDCONFIG:
            try:
                return subprocess.run([program, "-p"], stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace").stdout
            except OSError:
                continue
        return ""

    def find(self, name, machine):
        """The path of a library by the name that others need it by, for a processor (its e_machine); or None."""
        searched = [os.path.join(folder, name) for folder in os.environ.get("LD_LIBRARY_PATH", "").split(":") if folder]
        for path in searched + self.cache.get(name, []):
            library = read(path)
            if library and library.machine == machine:
                return path
        return None

    def closure(self, paths):
        """Names of everything that files need, and that needs in turn."""
        names = set()
        rest = list(paths)
        while rest:
            library = read(rest.pop())
            for name in library.needed if library else []:
                if name not in names:
                    names.add(name)
                    rest.extend(path for path in [self.find(name, library.machine)] if path)
        return names

    def own(self, runtime, machine):
        """Names of the libraries without which this interpreter, its own library, or a library that the runtime has would not work here."""
        kept = [self.find(name, machine) for name in runtime]
        return self.closure([*paths_of_python(), *filter(None, kept)])


def paths_of_python():
    """The files of this interpreter, of its own library, and of the extension modules of its standard library."""
    variable = sysconfig.get_config_var
    paths = [os.path.realpath(sys.executable), os.path.join(variable("LIBDIR") or "", variable("INSTSONAME") or "")]
    modules = os.path.join(sysconfig.get_path("platstdlib"), "lib-dynload")
    if os.path.isdir(modules):
        paths.extend(os.path.join(modules, name) for name in os.listdir(modules))
    return [path for path in paths if os.path.isfile(path)]


def machine_of_python():
    """e_machine of this interpreter, whose children load the packages; None where it is no ELF file."""
    library = read(os.path.realpath(sys.executable))
    return library and library.machine


class Absence:
    """What the packages must do without, because the runtime lacks it: hidden by files of the same names that are no libraries.

    The loader takes the first file of a name that it finds on LD_LIBRARY_PATH, and an empty one ends the search with an error.
    Source: open_verify in elf/dl-load.c of glibc.
    """

    def __init__(self, root, runtime, folder, known=()):
        """Known are names that an earlier probe saw opened by name: without them this one need not find out anew."""
        number = machine_of_python()
        self.folder = folder
        self.runtime = set(runtime)
        self.libraries = TreeLibraries(root, number)
        self.machine = Machine()
        self.own = self.machine.own(self.runtime, number)
        self.missing = sorted({*self.libraries.missing(self.runtime), *known})
        self.here = [name for name in self.missing if self.machine.find(name, number)]
        self.opened = {}
        os.makedirs(folder, exist_ok=True)
        for name in self.missing:
            self.hide(name)

    def hide(self, name):
        if name not in self.own and NAME.match(name):
            open(os.path.join(self.folder, name), "wb").close()

    def hide_opened(self, loaded):
        """Hides what was loaded of this machine all the same, by name; whether there was anything. Takes pairs of id and paths."""
        found = {}
        for id, paths in loaded:
            for path in paths:
                library = read(path)
                name = (library and library.soname) or os.path.basename(path)
                if library and self.is_foreign(name):
                    found.setdefault(name, id)
        for name in found:
            self.hide(name)
        self.opened.update(found)
        return bool(found)

    def is_foreign(self, name):
        known = name in self.runtime or name in self.own or name in self.libraries.has or name in self.opened
        # glibc opens these itself, by /etc/nsswitch.conf, and does without.
        return not known and name in self.machine.cache and not name.startswith("libnss_")

    def as_in_lambda(self, text):
        """What the loader says where there is no such file, for what it says of an empty one."""
        return re.sub(re.escape(self.folder) + r"/([^\s:/]+): file too short", r"\1: cannot open shared object file: No such file or directory", text)

    def report(self):
        """Names that are missing, those of them that this machine has, those that could not be hidden, and those that nobody's DT_NEEDED
        names, each with what opened it first."""
        return {
            "missing": sorted({*self.missing, *self.opened}),
            "here": sorted({*self.here, *self.opened}),
            "shown": [name for name in self.here if name in self.own],
            "opened": dict(sorted(self.opened.items())),
        }
