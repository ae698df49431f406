"""The arguments of a probe, and what its children get of this machine.

Arguments (JSON object; handler() takes the same as its event):
    root            the folder that holds the packages, itself or in lib/pythonX.Y/site-packages
    scratch         a folder that may be written to; no other is
    behaviours      folder of scripts, one a distribution; default: behaviours, in this folder
    mode            "baseline" (also reads every source for its imports), "static" (does nothing else) or "candidate"
    modules         only these modules, also if the tree lacks them; null: every public one
    only            only these behaviours; null: all
    values          digests of what behaviours returned on the baseline, by id: what differs is tried once more
    failed          ids of what failed on the baseline: it is not tried again
    requested       names of the distributions that were asked for: which sources their imports load is noted, in order
    environment     variables that the function will have; in their values, /tmp, /opt/python and /opt/lib are a function's
    providedModules  names of modules that packages may take from the folders where this process would find them, as on Lambda, where
                    the runtime has some of its own
    probes          code of the request itself, a list of strings
    coreTypes       processor names for OPENBLAS_CORETYPE under which numeric behaviours run once more
    lazyImports     whether behaviours run once more with every import lazy (PEP 810), which Python before 3.15 ignores
    processes       children at a time; default 2
    timeoutSeconds  for one module or behaviour; default 60
    pycache         folder for bytecode, laid out like the tree, or null; only ever for one set of sources. A baseline leaves
                    there what may go into the layer; a candidate uses its own bytecode, and this where it has none
    runtimeLibraries  names of the libraries that the runtime has: of what the packages need, nothing else of this machine may be
                    used; null: on Lambda itself, where there is nothing else
    hidden          names of libraries that the baseline saw opened by name: a candidate does without them from the start
    proposed        globs of files that rules propose to remove: of these alone it matters who names them; null: of all
    watchAfter      a file: opens are watched only once it is there, since who packs the tree at the same time opens all of it; null: at once
    progress        whether "DONE TOTAL" is printed, a line whenever another hundredth of a kind of work is done
    moduleTimes     how many figures the report has at most of what single modules take to import, the slowest; 0: it is not measured
    slice           {"index": 0, "count": 1}: this part of the work only; the caller merges the reports
"""

import os
import re
import sys
import sysconfig

from probe.child import MESSAGE_LIMIT
from probe.libraries import Absence, lib_folder
from probe.world import HOME, PATH, TASK


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
        self.values = args.get("values") or {}
        self.failed = frozenset(args.get("failed") or [])
        self.requested = args.get("requested") or []
        self.variables = args.get("environment") or {}
        self.provided_modules = args.get("providedModules") or []
        self.probes = args.get("probes") or []
        self.core_types = args.get("coreTypes") or []
        self.lazy_imports = args.get("lazyImports") or False
        self.processes = args.get("processes") or 2
        self.proposed = args.get("proposed")
        self.watch_after = args.get("watchAfter")
        self.progress = args.get("progress") or False
        self.module_times = args.get("moduleTimes") or 0
        self.timeout = args.get("timeoutSeconds") or 60
        self.slice = args.get("slice") or {"index": 0, "count": 1}
        self.pycache = os.path.realpath(args["pycache"]) if args.get("pycache") else None
        for folder in filter(None, (os.path.join(self.scratch, "jobs"), self.pycache)):
            os.makedirs(folder, exist_ok=True)
        runtime = args.get("runtimeLibraries")
        self.absence = None
        if runtime is not None and self.mode != "static":
            self.absence = Absence(self.root, runtime, os.path.join(self.scratch, "absent"), args.get("hidden") or [])

    def environment(self, extra, temporary):
        """The same for baseline and candidate, wherever they run: nothing is handed on but what finds libraries. A folder below the
        temporary one that TMPDIR names is made."""
        given = self.with_temporary({**self.variables, **self.provided(), **extra}, temporary)
        folders = self.library_folders(given.pop("LD_LIBRARY_PATH", ""))
        own = os.path.normpath(given.get("TMPDIR") or temporary)
        if own.startswith(temporary + "/"):
            os.makedirs(own, exist_ok=True)
        return {
            "PATH": PATH,
            "HOME": HOME,
            "TMPDIR": temporary,
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            # Lambda always has a region; without the metadata service nothing waits for one to answer.
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            **given,
            **({"LD_LIBRARY_PATH": ":".join(folders)} if folders else {}),
        }

    def provided(self):
        """The path on which children find what the runtime has of its own: they have no site-packages otherwise."""
        folders = [folder for folder in sys.path if folder != self.root and any(has_module(folder, name) for name in self.provided_modules)]
        own = self.variables.get("PYTHONPATH")
        return {"PYTHONPATH": ":".join(([own] if own else []) + folders)} if folders else {}

    def with_temporary(self, variables, temporary):
        """A function's /tmp is the child's temporary folder here, and a layer's folder is the tree."""
        here = {"/tmp": temporary, "/opt/python": self.root, "/opt/lib": lib_folder(self.root)}
        return {name: re.sub(r"(?:(?<=:)|^)(/tmp|/opt/python|/opt/lib)(?=[/:]|$)", lambda found: here[found[1]], value) for name, value in variables.items()}

    def library_folders(self, given):
        """Where the loader looks first: what hides this machine's libraries, then what the function's own variable names, then the layer's
        own folder, then what is usual here. Elsewhere than on Lambda that is for the interpreter alone."""
        usual = [folder for folder in os.environ.get("LD_LIBRARY_PATH", "").split(":") if folder and (not self.absence or has_python(folder))]
        own = lib_folder(self.root)
        first = [self.absence.folder] if self.absence else []
        folders = first + given.split(":") + ([own] if os.path.isdir(own) and own not in usual else []) + usual
        return list(dict.fromkeys(filter(None, folders)))

    def hide(self, text):
        """The text without what differs between two runs: paths and addresses."""
        text = self.absence.as_in_lambda(text) if self.absence else text
        for folder, name in (("tmp", "/tmp"), ("work", TASK)):
            text = re.sub(rf"{re.escape(self.scratch)}/jobs/[^/\s'\"]+/{folder}\b", name, text)
        names = {self.pycache or self.scratch: "<pycache>", self.scratch: "<scratch>", self.root: "<root>"}
        for path in sorted(names, key=len, reverse=True):  # One may be below another.
            text = text.replace(path, names[path])
        text = re.sub(r"\b0x[0-9a-f]{6,16}\b", "0x..", text)[:MESSAGE_LIMIT]
        return text.encode("utf-8", "replace").decode()  # Half of a surrogate pair is not JSON that others can read.


def has_module(folder, name):
    return os.path.isdir(os.path.join(folder, name)) or os.path.isfile(os.path.join(folder, f"{name}.py"))


def has_python(folder):
    """Whether the interpreter's own library lies in a folder."""
    name = sysconfig.get_config_var("INSTSONAME")
    return bool(name) and os.path.isfile(os.path.join(folder, name))
