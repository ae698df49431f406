"""What a source says without being run: what it imports, at once or later, and which files, folders and modules its strings name.

A child loads this file only to read sources, never where it imports packages.
"""

import ast
import json
import re

# Longer strings are texts, not names.
LONGEST = 200

# Calls that give back the path that they are given.
SAME = {"abspath", "realpath", "normpath", "fspath", "expanduser", "str", "resolve", "absolute", "as_posix", "Path", "PurePath", "PurePosixPath"}

# Calls that take a package and the name of a file in it.
OF_PACKAGE = {
    "resource_filename", "resource_string", "resource_stream", "resource_exists", "resource_listdir", "resource_isdir",
    "get_data", "open_text", "open_binary", "read_text", "read_binary", "is_resource", "contents", "path",
}  # fmt: skip

# Calls that ask for a folder.
ASKS = {"listdir", "scandir", "isdir", "is_dir", "exists", "walk", "iterdir", "glob", "iglob", "copytree"}

# Parts of a node that hold none with parts of its own: contexts, operators, names as plain text.
PLAIN = {"ctx", "op", "ops", "id", "attr", "names", "module", "level", "kind", "conversion", "is_async", "simple", "type_comment", "type_ignores"}

# Kinds of nodes with the parts that are looked at; those that have none are left out.
PARTS = {
    kind: parts
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST) and kind is not ast.Constant
    if (parts := tuple(part for part in kind._fields if part not in PLAIN))
}

# Kinds of nodes that give names their values, begin with a docstring, or load modules.
TELLING = {
    ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Call, ast.arg, ast.For, ast.AsyncFor, ast.comprehension,
    ast.AugAssign, ast.NamedExpr, ast.withitem, ast.Assign, ast.AnnAssign,
}  # fmt: skip

# Calls that read a whole file as it is.
READS = {"open", "ZipFile", "is_zipfile", "read_bytes", "fromfile", "memmap", "mmap"}


def read(content, tree, item):
    """What a source imports, and what its strings name."""
    imports = Imports(content).of(tree)
    result = {"imports": imports.found, "later": imports.later}
    wanted = interest(item["words"])
    try:
        if wanted.may_be_in(content):
            names = Names(item["id"], item["module"], item["package"], wanted).of(tree)
            result.update(names=sorted(names.found), reads=sorted(names.read), dynamic=names.is_dynamic)
    except RecursionError:
        pass  # Thousands of texts that are added up in one expression are tables, and name nothing.
    return result


def interest(path, known={}):
    """The words of a file, which is read once."""
    if path not in known:
        with open(path, encoding="utf-8") as file:
            known[path] = Interest(**json.load(file))
    return known[path]


class Imports:
    """Imports of one source as [level, module, names, line]: those that run when the module runs, and those that a call may run later.

    A lazy import (PEP 810) is an import like any other: it runs when its name is first used, which no probe may do. What only
    type checkers see is no import.
    """

    def __init__(self, content):
        self.by_call = b"import_module" in content or b"__import__" in content
        self.found = []
        self.later = []

    def of(self, tree):
        self.visit(tree.body, self.found)
        return self

    def visit(self, statements, found):
        for node in statements:
            if isinstance(node, ast.Import):
                found.extend([0, alias.name, [], node.lineno] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                found.append([node.level, node.module or "", [alias.name for alias in node.names], node.lineno])
            elif isinstance(node, ast.If):
                self.visit(node.orelse if for_type_checkers(node.test) else node.body + node.orelse, found)
                self.calls(node.test, self.later)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.visit(node.body, self.later)
                self.calls(node, self.later, inside=False)
            elif hasattr(node, "body"):
                for part in ("body", "orelse", "finalbody"):
                    self.visit(getattr(node, part, []), found)
                for handler in getattr(node, "handlers", []):
                    self.visit(handler.body, found)
                self.calls(node, self.later, inside=False)
            elif hasattr(node, "cases"):
                for case in node.cases:
                    self.visit(case.body, found)
            else:
                self.calls(node, found)

    def calls(self, node, found, inside=True):
        """import_module("a.b") and __import__("a.b") with the name written out; of a statement with a body, in what is beside it."""
        if not self.by_call:
            return
        nodes = [node] if inside else [child for child in ast.iter_child_nodes(node) if isinstance(child, (ast.expr, ast.withitem, ast.arguments))]
        for call in (each for start in nodes for each in ast.walk(start)):
            if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
                name = call.args[0].value
                if called(call) in ("import_module", "__import__") and isinstance(name, str) and name.strip("."):
                    level = len(name) - len(name.lstrip("."))
                    found.append([level, name[level:], [], call.lineno])


def for_type_checkers(test):
    return getattr(test, "id", getattr(test, "attr", None)) == "TYPE_CHECKING"


def called(call):
    return getattr(call.func, "id", getattr(call.func, "attr", None))


class Interest:
    """Which names are worth reporting: those of files that might go. Everything else would only make the report long."""

    # What may be a name or the end of one: it follows a quote, a slash, or a part that is put in.
    TOKEN = re.compile(rb"""["'/}]([\w.%*-]+)""")

    def __init__(self, words, endings):
        self.words = set(words)
        self.endings = set(endings)
        self.odd = [word.encode() for word in words if not re.fullmatch(r"[\w.%*-]+", word)]

    def may_be_in(self, content):
        """A quick look at the text of a source, before its expressions are looked at."""
        for token in set(self.TOKEN.findall(content)):
            text = token.decode("utf-8", "replace")
            dot = text.rfind(".")
            if text in self.words or (dot >= 0 and (text[dot:] in self.endings or text[dot:] == ".so")) or ends_like_test(text):
                return True
            if dot >= 0 and not self.words.isdisjoint(text.split(".")):
                return True
        return any(word in content for word in self.odd)

    def has(self, text):
        """Whether a part of a path or of a dotted name is one of the words, or whether its end is that of one."""
        if "*" not in text:
            return not self.words.isdisjoint(re.split(r"[/:]", text)) or not self.words.isdisjoint(re.split(r"[./:]", text))
        literal = [part for part in re.split(r"[./]", text) if part and "*" not in part]
        return not self.words.isdisjoint(literal) or any(text.endswith(ending) for ending in self.endings) or ends_like_test(text)


def ends_like_test(text):
    """Whether a text may be a part of the name of a file that test runners would find."""
    return re.search(r"(^|[._/*])test_|_tests?(\.py)?$", text) is not None


class Names:
    """Names that are written in one source, as texts with * for what only a run would tell.

    A text that begins with / is a path from the top of the tree; one that ends with / was joined or listed, as paths are; the others
    are strings that stand for themselves.
    """

    def __init__(self, path, module, package, interest):
        self.path = path
        self.module = module
        self.package = package
        self.interest = interest
        self.found = set()
        self.read = set()
        self.constants = {}
        self.unknown = []

    def of(self, tree):
        every = telling_nodes(tree)
        self.docstrings = {id(text) for node in every if (text := docstring(node)) is not None}
        self.is_dynamic = any(loads_by_name(node) for node in every)
        self.find_constants(every)
        self.visit(tree)
        return self

    def find_constants(self, every):
        """Names that are given one text in the whole source, and nothing else."""
        others, given = set(), []
        for node in every:
            if isinstance(node, ast.arg):
                others.add(node.arg)
            elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension, ast.AugAssign, ast.NamedExpr)):
                others.update(names_in(node.target))
            elif isinstance(node, ast.withitem) and node.optional_vars:
                others.update(names_in(node.optional_vars))
            elif isinstance(node, ast.Assign) and not (len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)):
                others.update(name for target in node.targets for name in names_in(target))
            elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                given.extend([(target.id, node.value)] if isinstance(target, ast.Name) else [])
        for name, expression in given:
            value = self.text(expression) if name not in others else None
            if value is None or self.constants.get(name, value) != value:
                others.add(name)
                self.constants.pop(name, None)
            else:
                self.constants[name] = value

    def visit(self, node):
        if isinstance(node, ast.expr):
            self.note_read(node)
            self.unknown = []
            text = self.text(node)
            if text is not None:
                unknown = self.unknown
                if not isinstance(node, ast.Name):
                    self.note(text, is_joined(node))
                for each in unknown:
                    self.visit(each)
                return
            if isinstance(node, ast.Call) and called(node) in ASKS and node.args:
                self.note(self.text(node.args[0]) or "", True)
        for child in inner_nodes(node, ast.Constant):
            if id(child) not in self.docstrings:
                self.visit(child)

    def note(self, text, joined):
        text = text.removeprefix("file:").partition("?")[0]
        text = re.sub(r"\*+", "*", text) if "**" in text else text
        joined = joined or "/" in text
        if 1 < len(text) <= LONGEST and "\n" not in text and text.strip("*/. ") and self.interest.has(text):
            self.found.add(text.rstrip("/") + ("/" if joined else ""))

    def note_read(self, node):
        """Files that a call reads as they are: a library of such a name must not change."""
        if isinstance(node, ast.Call) and called(node) in READS:
            for place in [*node.args[:1], *([node.func.value] if isinstance(node.func, ast.Attribute) else [])]:
                text = self.text(place)
                if text and ".so" in text.rpartition("/")[2]:
                    self.read.add(text)

    def text(self, node):
        """The text of an expression with * for its unknown parts, or None where nothing of it is known."""
        method = TEXT_OF.get(type(node))
        return method(self, node) if method else None

    def part(self, node):
        text = self.text(node)
        if text is None:
            self.unknown.append(node)
            return "*"
        return text

    def joined(self, nodes):
        """Parts joined as os.path.join does: an absolute one begins anew."""
        path = ""
        for part in map(self.part, nodes):
            path = part if part.startswith("/") or not path else path.rstrip("/") + "/" + part
        return path

    def of_Constant(self, node):
        if isinstance(node.value, bytes):
            return node.value.decode("ascii", "replace").rstrip("\0")
        return node.value if isinstance(node.value, str) else None

    def of_Name(self, node):
        own = {"__file__": "/" + self.path, "__name__": self.module, "__package__": self.package}
        return own.get(node.id, self.constants.get(node.id))

    def of_JoinedStr(self, node):
        return "".join(self.part(each.value if isinstance(each, ast.FormattedValue) else each) for each in node.values)

    def of_BinOp(self, node):
        if isinstance(node.op, ast.Mod):
            left = self.text(node.left)
            if left is None:
                return None
            self.unknown.append(node.right)
            return re.sub(r"%(\(\w*\))?[-#0-9. ]*[a-zA-Z]", "*", left)
        if not isinstance(node.op, (ast.Add, ast.Div)):
            return None
        before = len(self.unknown)
        text = self.part(node.left) + self.part(node.right) if isinstance(node.op, ast.Add) else self.joined([node.left, node.right])
        if text.strip("*/"):
            return text
        del self.unknown[before:]
        return None

    def of_Attribute(self, node):
        text = self.text(node.value) if node.attr == "parent" else None
        return text and parent(text)

    def of_Subscript(self, node):
        place, number = node.value, node.slice
        if isinstance(place, ast.Attribute) and place.attr == "parents" and isinstance(getattr(number, "value", None), int):
            text = self.text(place.value)
            for _ in range(min(number.value + 1, 9) if text else 0):
                text = parent(text)
            return text
        return None

    def of_Call(self, node):
        name = called(node)
        method = isinstance(node.func, ast.Attribute)
        base = node.func.value if method else None
        first = node.args[0] if node.args else None
        if name == "join" and isinstance(base, ast.Constant):
            parts = getattr(first, "elts", None)
            return base.value.join(map(self.part, parts)) if isinstance(base.value, str) and parts else None
        if name == "join" and node.args:
            return self.joined(node.args)
        if name in ("joinpath", "glob", "rglob") and method and node.args:
            return self.joined([base, *node.args])
        if name == "with_name" and method and first is not None:
            return parent(self.part(base)) + "/" + self.part(first)
        if name == "with_suffix" and method and first is not None:
            return re.sub(r"\.[^./]*$", "", self.part(base)) + self.part(first)
        if name == "format" and isinstance(base, ast.Constant) and isinstance(base.value, str):
            self.unknown.extend([*node.args, *(word.value for word in node.keywords)])
            return re.sub(r"\{[^{}]*\}", "*", base.value)
        if name == "dirname" and first is not None:
            text = self.text(first)
            return text and parent(text)
        if name in ("Path", "PurePath", "PurePosixPath") and len(node.args) > 1:
            return self.joined(node.args)
        if name in SAME and (first is not None or method):
            return self.text(first if first is not None else base)
        if name == "files" and first is not None:
            text = self.text(first)
            return text and "/" + text.replace(".", "/")
        if name in OF_PACKAGE and len(node.args) > 1:
            text = self.text(first)
            if text and re.fullmatch(r"[\w.]+", text):
                return "/" + text.replace(".", "/") + "/" + self.joined(node.args[1:])
            return None
        if name == "import_module" and len(node.args) + len(node.keywords) == 2:
            text, package = self.text(first), self.text(node.args[1] if len(node.args) > 1 else node.keywords[0].value)
            if text and package and text.startswith(".") and not text.startswith(".."):
                return package + text
        return None


TEXT_OF = {getattr(ast, name.removeprefix("of_")): method for name, method in vars(Names).items() if name.startswith("of_")}


def is_joined(node):
    """Whether an expression makes a path, rather than a text that may be one."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Div)
    return isinstance(node, ast.Call) and called(node) not in ("import_module", "format", "str")


def parent(text):
    return text.rstrip("/").rpartition("/")[0]


def docstring(node):
    """The node of a docstring, which is for readers."""
    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.body:
        first = node.body[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            return first.value
    return None


def telling_nodes(tree):
    """All nodes of the kinds TELLING, in the order of the text. The half of all nodes, names and texts, is not even looked at."""
    found, rest = [], [tree]
    while rest:
        node = rest.pop()
        if type(node) in TELLING:
            found.append(node)
        rest.extend(reversed(inner_nodes(node)))
    return found


def inner_nodes(node, *more):
    """The nodes in a node, in the order of the text: those that have parts themselves, and those of some kinds more."""
    found = []
    for part in PARTS.get(type(node), ()):
        value = getattr(node, part, None)
        for each in value if isinstance(value, list) else [value]:
            kind = type(each)
            if kind in PARTS or kind in more:
                found.append(each)
    return found


def names_in(target):
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]


def loads_by_name(node):
    """Whether a source loads modules whose names it puts together or looks up, as PEP 562 has it."""
    if isinstance(node, ast.FunctionDef):
        return node.name == "__getattr__"
    return isinstance(node, ast.Call) and called(node) in ("import_module", "__import__", "attach", "LazyLoader")


def texts_of_library(content, endings):
    """Texts in a compiled file that end with one of some endings and a zero byte."""
    found = set()
    for match in re.finditer(rb"(?:" + b"|".join(re.escape(ending.encode()) for ending in endings) + rb")\0", content):
        start = match.end() - 1
        while start > 0 and match.end() - start < LONGEST and 0x20 <= content[start - 1] < 0x7F:
            start -= 1
        found.add(content[start : match.end() - 1].decode("ascii"))
    return found
