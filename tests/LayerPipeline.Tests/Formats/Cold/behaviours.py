"""What programs do with packages beside importing them: python behaviours.py NAME TREE prints what came of it, the same on every tree."""

import contextlib
import importlib
import importlib.metadata
import importlib.resources
import inspect
import io
import multiprocessing
import os
import pickle
import pkgutil
import runpy
import subprocess
import sys
import traceback

from many_threads import import_at_once


def values(_):
    import native_like
    import parcel
    import parcel.inner.deep
    import shelf.left.book

    return [parcel.NAME, parcel.inner.deep.Y, shelf.left.book.TITLE, native_like.A, sorted(name for name in vars(parcel) if name != "inner")]


def attributes(root):
    import parcel.inner

    spec, where = parcel.inner.__spec__, os.path.dirname(parcel.__file__)
    return [
        parcel.__name__,
        parcel.__doc__,
        parcel.__spec__.name,
        type(parcel.__loader__).__name__,
        parcel.__spec__.origin == parcel.__file__,
        list(parcel.__path__) == [where] == list(parcel.__spec__.submodule_search_locations),
        os.path.relpath(spec.origin, where),
        type(spec.loader).__name__,
    ]


def spawn(root):
    return in_child("spawn", root)


def forkserver(root):
    return in_child("forkserver", root)


def fork(root):
    return in_child("fork", root)


def in_child(method, root):
    context = multiprocessing.get_context(method)
    with context.Pool(2) as pool:
        return pool.map(of_child, [root] * 4)


def of_child(root):
    if root not in sys.path:
        sys.path.insert(0, root)
    import parcel.base

    return parcel.base.X


def child_process(root):
    code = f"import sys; sys.path.insert(0, {root!r}); import parcel.inner.deep as deep; print(deep.Y)"
    by_path = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    by_variable = subprocess.run([sys.executable, "-c", "import parcel; print(parcel.NAME)"], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root})
    return [by_path.stdout, by_path.stderr, by_variable.stdout, by_variable.stderr]


def as_program(root):
    ran = subprocess.run([sys.executable, "-m", "parcel", "x"], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root})
    single = subprocess.run([sys.executable, "-m", "native_like"], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root})
    return [ran.stdout, ran.stderr, single.stdout, single.stderr]


def walks(root):
    top = sorted(module.name for module in pkgutil.iter_modules([root]) if not module.name.startswith("_"))
    import parcel

    return [top, sorted((module.name, module.ispkg) for module in pkgutil.walk_packages(parcel.__path__, "parcel."))]


def finds(root):
    before = set(os.listdir(os.environ["TMPDIR"]))
    found = [importlib.util.find_spec(name) is not None for name in ("parcel", "native_like", "shelf", "missing_from_all")]
    return [found, sorted(set(os.listdir(os.environ["TMPDIR"])) - before)]


def resources(_):
    folder = importlib.resources.files("parcel.inner")
    with importlib.resources.as_file(folder / "text.txt") as path:
        text = path.read_text()
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("__"))
    return [text, names, pkgutil.get_data("parcel", "inner/text.txt").decode()]


def metadata(_):
    # Of what is not there, Python 3.12 and later list nothing: of a cold distribution, data. docs/cold-store.md says so.
    modules = sorted(str(file) for file in importlib.metadata.files("parcel") if file.suffix == ".py")
    return [importlib.metadata.version("parcel"), modules]


def source(_):
    import parcel.base

    return [inspect.getsource(parcel.base.fail), inspect.getsource(parcel), inspect.getdoc(parcel)]


def pickles(_):
    import parcel.base

    return pickle.loads(pickle.dumps(parcel.base.Point(3))) == parcel.base.Point(3)


def reloads(_):
    import native_like
    import parcel.inner

    return [importlib.reload(parcel).NAME, importlib.reload(parcel.inner).X, importlib.reload(native_like).A, parcel.inner.deep.Y if hasattr(parcel.inner, "deep") else None]


def runs(_):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        made = runpy.run_module("native_like", run_name="__main__")
        package = runpy.run_module("parcel", run_name="__main__")
    return [out.getvalue().replace(sys.argv[0], ""), made["A"], package["__name__"]]


def tracebacks(_):
    import parcel.base

    try:
        parcel.base.fail()
    except ValueError as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return [last.name, last.line, last.lineno, os.path.basename(last.filename)]


def failing_import(_):
    try:
        import parcel.broken
    except ImportError as error:
        return [type(error).__name__, str(error), "parcel.broken" in sys.modules]


def many_threads(_):
    names = ["parcel", "parcel.inner", "parcel.inner.deep", "parcel.base", "native_like", "shelf.left.book", "shelf.left"] * 3
    return import_at_once(names)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[2])
    print(repr(globals()[sys.argv[1]](sys.argv[2])))
