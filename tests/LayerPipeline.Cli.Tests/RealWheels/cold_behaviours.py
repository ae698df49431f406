"""What programs do with real packages beside importing them: python cold_behaviours.py TREE NAME... prints what came of each on a line,
the same on every tree."""

import contextlib
import hashlib
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

MATRIX = [[1.0, 2.0], [3.0, 4.5]]


def values(_):
    import scipy.fft
    import scipy.optimize
    import scipy.sparse
    import scipy.special
    import scipy.stats

    return [
        scipy.special.gamma(4.5),
        scipy.optimize.brentq(lambda x: x * x - 2, 0, 2),
        list(scipy.fft.fft([1, 2, 3])),
        scipy.sparse.eye(3).sum(),
        scipy.stats.norm.cdf(1.5),
        list(scipy.stats.qmc.Sobol(2, scramble=False).random(4).ravel()),
    ]


def attributes(_):
    import scipy.linalg
    import scipy.linalg._flapack as compiled

    where = os.path.dirname(scipy.__file__)
    return [
        scipy.linalg.__name__,
        scipy.linalg.__spec__.name,
        type(scipy.linalg.__loader__).__name__,
        scipy.linalg.__spec__.origin == scipy.linalg.__file__,
        list(scipy.__path__) == [where] == list(scipy.__spec__.submodule_search_locations),
        os.path.relpath(compiled.__file__, where),
        compiled.__name__,
        type(compiled.__spec__.loader).__name__,
    ]


def spawn(root):
    return in_child("spawn", root)


def forkserver(root):
    return in_child("forkserver", root)


def fork(root):
    return in_child("fork", root)


def in_child(method, root):
    with multiprocessing.get_context(method).Pool(2) as pool:
        return pool.map(determinant, [root] * 4)


def determinant(root):
    if root not in sys.path:
        sys.path.insert(0, root)
    import scipy.linalg

    return float(scipy.linalg.det(MATRIX))


def child_process(root):
    code = f"import sys; sys.path.insert(0, {root!r}); import scipy.constants as c; print(c.pi)"
    by_path = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    by_variable = subprocess.run([sys.executable, "-c", "import scipy; print(scipy.__version__)"], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root})
    return [by_path.stdout, by_path.stderr, by_variable.stdout, by_variable.stderr]


def walks(root):
    top = sorted(module.name for module in pkgutil.iter_modules([root]) if module.name != "_layer_cold")
    import scipy.sparse

    inner = [(module.name, module.ispkg) for module in pkgutil.walk_packages(scipy.sparse.__path__, "scipy.sparse.")]
    return [top, sorted(module.name for module in pkgutil.iter_modules(scipy.__path__)), sorted(inner)]


def resources(_):
    folder = importlib.resources.files("scipy.stats")
    with importlib.resources.as_file(folder / "_sobol_direction_numbers.npz") as path:
        content = path.read_bytes()
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("__"))
    same = pkgutil.get_data("scipy.stats", "_sobol_direction_numbers.npz") == content
    return [hashlib.sha256(content).hexdigest(), names, same]


def metadata(_):
    return [importlib.metadata.version("scipy"), importlib.metadata.packages_distributions()["scipy"]]


def source(_):
    import scipy.linalg
    import scipy.stats

    return [inspect.getsource(scipy.linalg.det), hashlib.sha256(inspect.getsource(scipy.stats).encode()).hexdigest(), inspect.getdoc(scipy)[:80]]


def pickles(_):
    import scipy.optimize
    import scipy.stats

    frozen = pickle.loads(pickle.dumps(scipy.stats.norm(1, 2)))
    bounds = pickle.loads(pickle.dumps(scipy.optimize.Bounds([0], [1])))
    return [frozen.mean(), list(bounds.ub), type(bounds).__module__]


def reloads(_):
    import scipy.constants
    import scipy.constants._constants

    return [importlib.reload(scipy.constants._constants).pi, importlib.reload(scipy.constants).c]


def runs(_):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        made = runpy.run_module("scipy.constants._constants")
    return [out.getvalue(), made["pi"], made["__name__"], runpy.run_module("scipy.version", run_name="__main__")["version"]]


def tracebacks(_):
    import scipy.linalg

    try:
        scipy.linalg.inv([[1, 2, 3], [4, 5, 6]])
    except ValueError as error:
        frames = traceback.extract_tb(error.__traceback__)
        return [(frame.name, frame.line, frame.lineno, os.path.basename(frame.filename)) for frame in frames[1:]]


def threadpools(_):
    import scipy.linalg
    import threadpoolctl

    scipy.linalg.det(MATRIX)
    found = [(pool["user_api"], pool["internal_api"], os.path.basename(pool["filepath"]), pool["version"]) for pool in threadpoolctl.threadpool_info()]
    with threadpoolctl.threadpool_limits(1):
        limited = {pool["num_threads"] for pool in threadpoolctl.threadpool_info()}
    return [sorted(found, key=repr), limited]


def many_threads(_):
    names = ["scipy", "scipy.linalg", "scipy.sparse", "scipy.stats", "scipy.special", "scipy.optimize", "scipy.fft"] * 3
    return import_at_once(names)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    for behaviour in sys.argv[2:]:
        print(repr(globals()[behaviour](sys.argv[1])))
