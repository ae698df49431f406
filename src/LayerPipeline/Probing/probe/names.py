"""Which files, folders and modules of the tree the strings of its sources and libraries name."""

import fnmatch
import os
import re

# Files named so are found by test runners; a name that is put together from unknown parts does not mean them.
TEST_FILE = re.compile(r"(test_.*|.*_test|conftest)\.py")

# Folders named so may go as a whole; whoever names one needs what is in it.
SETS_ASIDE = {"tests", "test", "docs", "doc", "examples", "example", "demos", "benchmarks"}

# For compiling against a package: a library that is built of them holds their names for its messages.
TO_COMPILE = (".h", ".hh", ".hpp", ".hxx", ".inl", ".cuh", ".inc", ".c", ".cc", ".cpp", ".cxx", ".cu", ".f", ".f90", ".pyx", ".pxd", ".pxi")

# Texts that programs read to find other files and modules by: settings, tables, templates.
TEXTS = (".json", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".conf", ".properties", ".xml", ".xsd", ".wsdl", ".sql")
TEMPLATES = (".html", ".htm", ".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".mako")

# Bytes of such a file, and of those of a distribution: longer ones are tables of something else.
LONGEST_TEXT = 1 << 18
MOST_TEXTS = 1 << 23

# For linking against a package.
TO_LINK = (".a", ".o", ".lib", ".pc", ".cmake")

# More files of one name than this, and the nearest are meant.
MANY = 8


class NameIndex:
    """Finds what is named, of that which might go.

    patterns    globs of files that rules propose to remove; None: everything but public modules and libraries
    """

    def __init__(self, tree, patterns=None):
        self.tree = tree
        self.proposed = re.compile("|".join(map(translated, patterns))) if patterns else None
        modules = {path: name for name, path in tree.modules.items()}
        self.candidates = sorted(path for path in tree.files if self.might_go(path, modules))
        self.names = modules
        self.modules = {modules[path]: path for path in self.candidates if path in modules}
        self.by_name, self.by_ending, self.by_folder, self.folders = {}, {}, {}, {}
        self.suites, self.filled, self.packages, self.compiled = set(), set(), set(), set()
        for path in tree.files:
            self.look_at(path)
        for path in self.candidates:
            folder, _, name = path.rpartition("/")
            self.by_name.setdefault(name, []).append(path)
            self.by_ending.setdefault(os.path.splitext(name)[1], []).append(path)
            for part in set(folder.split("/")):
                self.by_folder.setdefault(part, []).append(path)
            for above in folders_above(path):
                self.folders.setdefault(above.rpartition("/")[2], {}).setdefault(above, set()).add(self.owner(path))
        self.known = {}

    def might_go(self, path, modules):
        name = path.rpartition("/")[2]
        if path.split("/", 1)[0].endswith("-info") or name.endswith(".pyc"):
            return False
        if self.proposed:
            return self.proposed.fullmatch(path) is not None
        if ".so" in name:
            return False
        return path not in modules or not self.tree.is_public(modules[path]) or TEST_FILE.fullmatch(name) is not None

    def look_at(self, path):
        """What a file says of the folders above it."""
        name = path.rpartition("/")[2]
        above = list(folders_above(path))
        if TEST_FILE.fullmatch(name):
            self.suites.update(above)
        if not name.endswith((".py", ".pyc", ".pyi")):
            self.filled.update(above)
        if name == "__init__.py":
            self.packages.add(above[-1] if above else "")
        if ".so" in name:
            self.compiled.add(self.owner(path))

    def owner(self, path):
        return self.tree.owners.get(path) or path.split("/", 1)[0]

    def words(self):
        """What a name must have in it, or must end with, to be looked for: names of files, of modules, and of folders. What is deep in
        a suite of tests is named with the suite's folder."""
        free = [path for path in self.candidates if not self.in_suite(path)]
        stems = {self.names[path].rpartition(".")[2] for path in free if path in self.names}
        folders = {above.rpartition("/")[2] for path in free for above in folders_above(path)[1:] if above not in self.packages}
        tops = {path.split("/", 1)[0] for path in self.tree.files}
        words = (set(self.by_name) | stems | folders | (SETS_ASIDE & set(self.folders))) - tops - {"__init__.py", "__init__"}
        endings = {os.path.splitext(path)[1] for path in free} - {"", ".py"}
        return {"words": sorted(words), "endings": sorted(endings)}

    def folders_of_data(self):
        """Folders that hold a file which is no module and might go."""
        return sorted({path.rpartition("/")[0] for path in self.candidates if not path.endswith((".py", ".pyi"))})

    def endings(self):
        """Endings of files that a library may open by name."""
        found = {ending for ending in self.by_ending if 1 < len(ending) < 12}
        return sorted(found.difference(TO_COMPILE, {".py", ".pyi"}))

    def named(self, source, texts, dynamic, imported=()):
        """Paths that a source names; folders end with a slash, and with /** where all that is in them is meant.

        imported    files that it imports: it may name what lies beside them
        """
        hosts = frozenset(map(self.owner, imported)) - {self.owner(source)}
        found = set(self.around(source))
        for text in texts:
            found.update(self.of_text(source, text, dynamic, hosts))
        found.discard(source)
        return sorted(found)

    def around(self, source):
        """The folder of code that lies among documentation or examples: what lies with it is its data."""
        folder = source.rpartition("/")[0]
        aside = SETS_ASIDE.intersection(folder.split("/")) - {"tests", "test"}
        if aside and self.tree.files[source] and folder in self.filled and folder not in self.suites:
            yield folder + "/**"

    def data(self):
        """Texts among the packages that may name what might go."""
        left = dict.fromkeys(map(self.owner, self.candidates), MOST_TEXTS)
        for path in sorted(self.tree.files):
            size, owner = self.tree.files[path], self.owner(path)
            if path.endswith(TEXTS + TEMPLATES) and size <= min(LONGEST_TEXT, left.get(owner, 0)) and "-info/" not in path:
                left[owner] -= size
                yield path

    def in_data(self, source, text):
        """Paths that a text among the packages names: by a path, by the name of a file beside it, by a module's dotted name."""
        found = set()
        folder = source.rpartition("/")[0]
        for word in set(re.findall(r"[\w./-]*[./][\w./-]*", text)):
            path = re.sub(r"^(\.\.?/)+|^/", "", word).rstrip("./")
            if path.rpartition("/")[2] in self.by_name:
                found.update(each for each in self.files(source, path) if "/" in path or each.startswith(folder + "/"))
            if "/" not in path and "." in path:
                found.update(self.modules_like(path))
        found.discard(source)
        return sorted(found)

    def in_library(self, source, texts):
        """Paths that a compiled file names: whole names only."""
        found = set()
        for text in texts:
            name = text.rpartition("/")[2]
            if name in self.by_name:
                found.update(path for path in self.files(source, text.removeprefix("./")) if not is_test(path))
        return sorted(found)

    def libraries(self, source, texts):
        """Libraries that a source reads as files."""
        found = set()
        for text in texts:
            pattern = re.compile("(.*/)?" + "[^/]*".join(map(re.escape, re.sub(r"^(\*?/)+", "", text).split("*"))))
            found.update(path for path in self.tree.files if ".so" in path and pattern.fullmatch(path) and self.owner(path) == self.owner(source))
        return sorted(found)

    def expanded(self, named):
        """What is named, with the files of folders of which all is meant."""
        for path in named:
            if path.endswith("/**"):
                yield from (each for each in self.by_folder.get(path[:-3].rpartition("/")[2], []) if each.startswith(path[:-2]))
            else:
                yield path

    def of_text(self, source, text, dynamic, hosts):
        joined = text.endswith("/")
        exact = text.startswith("/")
        path = re.sub(r"^(\*?/|\.\.?/)+", "", text.rstrip("/"))
        if "/../" in path or "/./" in path:
            path = os.path.normpath(path)
        if path.endswith("/*"):
            path, joined = path[:-2], True
        path = re.sub(r"^(.*\*[^/]*/)(?=[^*]+$)", "", path) if path.startswith("*") else path
        if not path.strip("*./ "):
            return
        if path.startswith("*.") and path.count("*") == 1:
            # What is called as the source is, but for the ending.
            beside = os.path.splitext(source)[0] + path[1:]
            yield from (each for each in self.by_name.get(beside.rpartition("/")[2], ()) if each == beside)
        found = list(self.files(source, path, exact, hosts))
        yield from found
        if not found and "*" not in path:
            yield from self.folder(source, path, joined, exact)
        if not joined and "/" not in path and re.fullmatch(r"\.*[\w*]+(\.[\w*]+)*(:[\w.]*)?", path):
            yield from self.of_module(source, path.partition(":")[0], dynamic)

    def files(self, source, path, exact=False, hosts=frozenset()):
        """Files whose path is this one or ends with it: those of the source's own distribution, or by a path from the top. Where there
        is none, a path with a folder may mean a file of the hosts: distributions that the source imports."""
        owner = self.owner(source)
        key = (owner, path, exact, hosts if "/" in path else None)
        key = key if len(self.by_name.get(path, ())) <= MANY else (*key, source)
        if key not in self.known:
            self.known[key] = self.find_files(source, owner, path, exact, hosts)
        return self.known[key]

    def find_files(self, source, owner, path, exact, hosts):
        if "*" not in path:
            if exact and path in self.by_name.get(path.rpartition("/")[2], ()):
                return [path]
            found = [each for each in self.by_name.get(path.rpartition("/")[2], []) if each == path or each.endswith("/" + path)]
            own = [each for each in found if each == path or self.owner(each) == owner]
            if "/" in path:
                return own or [each for each in found if self.owner(each) in hosts]
            return [] if path == "__init__.py" else nearest(source, own) if len(own) > MANY else own
        found = self.find_alike(owner, path)
        name = path.rpartition("/")[2]
        # Of a path with an unknown part in its middle, which may be several, the file's own name is known all the same.
        return found or ([] if "*" in name else self.find_files(source, owner, name, False, hosts))

    def find_alike(self, owner, path):
        folder, _, name = path.rpartition("/")
        literal = [part for part in folder.split("/") if part and "*" not in part]
        ending = os.path.splitext(name)[1]
        if literal:
            pool = min((self.by_folder.get(part, []) for part in literal), key=len)
        elif ending and "*" not in ending:
            pool = self.by_ending.get(ending, [])
        else:
            return []
        loose = not literal and len(name.replace("*", "").removesuffix(ending)) < 3
        if loose and owner in self.compiled:
            return []
        top = path.partition("/")[0] + "/"
        pattern = re.compile("(.*/)?" + "[^/]*".join(map(re.escape, path.split("*"))))
        found = [each for each in pool if (self.owner(each) == owner or each.startswith(top)) and pattern.fullmatch(each)]
        if "test" not in name:
            found = [each for each in found if not is_test(each)]
        if not set(literal) & SETS_ASIDE:
            found = [each for each in found if not self.in_suite(each)]
        return found

    def in_suite(self, path):
        return any(above in self.suites and above.rpartition("/")[2] in ("tests", "test") for above in folders_above(path))

    def folder(self, source, path, joined, exact):
        """A folder that is named: it must be there, and where it is no suite of tests, what is in it must be, too."""
        owner = self.owner(source)
        owners = self.folders.get(path.rpartition("/")[2], {})
        if exact and path in owners:
            found = [path]
        else:
            found = [each for each in owners if each == path or owner in owners[each] and each.endswith("/" + path)]
        found = [each for each in found if "/" in each]
        if not SETS_ASIDE.intersection(path.split("/")):
            found = [each for each in found if not self.in_suite(each + "/")]
        beside = f"{source.rpartition('/')[0]}/{path}"
        if "/" not in path:
            found = nearest(source, found)
        elif beside in found:
            found = [beside]  # Others of that name have sources beside them, too.
        for each in sorted(found):
            whole = each not in self.suites and (each in self.filled or joined)
            if each in self.packages and each.rpartition("/")[2] not in SETS_ASIDE:
                continue  # Its modules are imported, which is told elsewhere.
            if joined and not SETS_ASIDE.intersection(each.split("/")):
                yield from self.copied(each)
            if whole:
                yield each + "/**"
            elif joined:
                yield each + "/"

    def copied(self, folder):
        """All files of a folder that is no package: a template, which is copied or walked, has tests and recipes of its own. What a
        compiler would read of a distribution that is compiled is no part of one."""
        for path in self.by_folder.get(folder.rpartition("/")[2], []):
            if path.startswith(folder + "/") and not (self.owner(path) in self.compiled and path.endswith((*TO_COMPILE, *TO_LINK))):
                yield path

    def of_module(self, source, name, dynamic):
        """Modules of a dotted name; relative ones where it begins with a dot, or where the source loads modules by name."""
        package = self.package_of(source)
        names = []
        if name.startswith("."):
            level = len(name) - len(name.lstrip("."))
            parts = package.split(".") if package else []
            if level <= len(parts):
                names.append(".".join(parts[: len(parts) - level + 1] + [name.lstrip(".")]))
        else:
            names.extend([name] if "." in name else [])
            names.extend([f"{package}.{name}"] if dynamic and package else [])
        for each in names:
            yield from self.modules_like(each)

    def modules_like(self, name):
        if "*" in name:
            last = name.rpartition(".")[2]
            start = name.partition("*")[0]
            if start.count(".") < 1 or last == "*" and start.count(".") < 2:
                return
            found = [each for each in self.modules if each.startswith(start) and fnmatch.fnmatchcase(each, name) and each.count(".") == name.count(".")]
            found = [each for each in found if "test" in last or not is_test(self.modules[each])]
        else:
            # The last part, or the last two, may be something in the module.
            ways = [name.rsplit(".", cut)[0] for cut in range(3) if name.count(".") > cut]
            found = [way for way in ways if way in self.modules][:1]
        for each in found:
            parts = each.split(".")
            for length in range(2, len(parts) + 1):
                path = self.modules.get(".".join(parts[:length]))
                if path:
                    yield path

    def package_of(self, source):
        folder = source.rpartition("/")[0]
        site = next((site for site in self.tree.sites if source.startswith(site)), "")
        return folder[len(site) :].replace("/", ".") if len(folder) >= len(site) else ""


def translated(glob):
    """A regular expression for a glob: ** across parts of a path, * and ? within one, [abc], [a-c] and [!abc]. What ends with a slash,
    and what has no such mark, means all that is below it as well."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[!?[^\]/]+\])", glob + "**" if glob.endswith("/") else glob)
    below = "(?:/.*)?" if len(parts) == 1 else ""
    return "".join(map(translated_part, parts)) + below


def translated_part(part):
    marks = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if part.startswith("[") and part.endswith("]"):
        inside = part[1:-1].replace("\\", "\\\\").replace("^", "\\^")
        return f"[^/{inside[1:]}]" if inside.startswith("!") else f"[{inside}]"
    return marks.get(part, re.escape(part))


def is_test(path):
    return TEST_FILE.fullmatch(path.rpartition("/")[2]) is not None


def folders_above(path):
    """Those above a path, highest first, without a slash at their end."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def nearest(source, found):
    """Those in the source's own folder, or else in the first one above it that has some, or else all if they are few."""
    folder = source.rpartition("/")[0]
    while True:
        here = [each for each in found if each.rpartition("/")[0] == folder]
        if here or not folder:
            return here or (found if len(found) <= MANY else [])
        folder = folder.rpartition("/")[0]
