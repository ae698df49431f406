"""Finds out what works in a tree of installed packages, and which files that takes.

    python probe ARGS.json RESULT.json

Public modules are imported and behaviours are run in child processes, so that a crash or a hang costs one of
them. A child sees the tree and Python's standard library, and nothing else of the machine. For each module and
behaviour the report says ok, error, crash or timeout, why, how long it took, and which files of the tree it was
the first to open. On the baseline the report also says which file imports which.

    settings    the arguments
    tree        what there is
    early       what is loaded before the packages are
    edges       which file imports which
    names       which files the strings of sources and libraries name
    reading     what a source says without being run
    watch       what is opened by code that does not ask Python
    processor   what numbers depend on beside the packages
    libraries   what the packages need of the machine, and what of it the runtime lacks
    jobs        the work
    run         the processes that do it
    fresh       imports in processes of their own, for the clock
    world       what such a process may do, write, read, and find in its environment
    confine     the borders of a process
    remedies    variables that mend what would be written outside of it
    child       what such a process does; the only file that runs among the packages
    report      what came of it

Standard library only, Python 3.10 to 3.14.
"""

import platform
import time

from probe.edges import Edges
from probe.fresh import TIMEOUT, FreshImports, slowest
from probe.jobs import Jobs, Reading
from probe.processor import Processor
from probe.report import Report
from probe.run import Runner
from probe.settings import Settings
from probe.tree import Tree
from probe.watch import Watch, wait_for
from probe.world import Stamps

SCHEMA = 1


def probe(args):
    """The report on a tree."""
    start = time.perf_counter()
    settings = Settings(args)
    tree = Tree(settings.root)
    runner = Runner(settings, tree)
    edges = Edges(tree, settings.proposed) if settings.mode != "candidate" else None
    stamps = Stamps(tree)
    processor = Processor.of_this_machine()
    jobs = Jobs(settings, tree, processor)
    static = settings.mode == "static"
    for item, result in runner.run([] if static else list(jobs.choice_jobs())):
        if "choices" in result:
            processor.learn(item["distribution"], result["choices"])
    # Sources go first: they leave bytecode behind, from which the imports profit.
    with_edges = edges is not None and settings.slice["index"] == 0
    reading = Reading(settings, tree, edges.index) if with_edges else None
    read = runner.run(reading.sources(edges.first_sources()) + reading.library_jobs()) if with_edges else []
    folders = edges.index.folders_of_data() if settings.mode == "baseline" else []
    if settings.watch_after and folders:
        wait_for(settings.watch_after)
    watch = Watch(tree.root, folders)
    pairs = [] if static else run_watched(settings, runner, jobs, watch)
    if with_edges:
        add_edges(edges, read)
        edges.add_starts()
        edges.add_data()
        import_edges(reading, runner, edges, pairs)
    report = Report(settings, tree, runner.world)
    modules, behaviours = report.results(pairs)
    return {
        "schema": SCHEMA,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processor": processor.report(),
        "world": runner.world.report(),
        "modules": modules,
        "behaviours": behaviours,
        "texts": report.texts(pairs),
        "libraries": settings.absence and settings.absence.report(),
        "starts": with_own_times(report.starts(pairs), settings, runner.world),
        "hot": report.hot(pairs) if with_edges else None,
        "hides": tree.hidden(),
        "pathFolders": tree.path_folders(),
        **(edges.report() if edges else {}),
        "openedOutside": report.opened_outside(runner.opened, watch.seen),
        "unwatched": watch.problem,
        "changed": stamps.changed(),
        "seconds": round(time.perf_counter() - start, 3),
    }


def machines_libraries(pairs):
    """What each item loaded of this machine, in the report's order."""
    return sorted((item["id"], result.get("outside", [])) for item, result in pairs if item["do"] != "start")


def run_watched(settings, runner, jobs, watch):
    """Imports and runs everything, again where a library of the machine was used that Lambda lacks."""
    with watch:
        pairs = runner.run(jobs.of_slice())
        while settings.absence and settings.absence.hide_opened(machines_libraries(pairs)):
            pairs = runner.run(jobs.of_slice())
    return pairs


def add_edges(edges, pairs):
    for item, result in pairs:
        if item["do"] == "source":
            edges.add(item["id"], result)
        else:
            edges.add_library(item["id"], result)


def import_edges(reading, runner, edges, pairs):
    """Adds what was read, then what that leads to, until nothing new is reached."""
    opened = {path for _, result in pairs for path in result.get("opened", [])}
    while True:
        paths = edges.unread(opened)
        if not paths:
            return
        add_edges(edges, runner.run(reading.sources(paths)))


def with_own_times(starts, settings, world):
    """Adds what each module takes by itself, as far as that is wanted and TIMEOUT seconds last for all of them together."""
    imports = FreshImports(settings, world)
    end = time.monotonic() + TIMEOUT
    measured = {}
    for start in starts if settings.module_times else []:
        left = end - time.monotonic()
        for module, milliseconds in (imports.own_times(settings.root, "own", start["modules"], left) if left > 0 else {}).items():
            measured[start["id"], module] = milliseconds
    kept = {key: measured[key] for key in sorted(slowest(measured, settings.module_times))}
    for start in starts:
        times = {module: milliseconds for (name, module), milliseconds in kept.items() if name == start["id"]}
        start.update({"times": times} if times else {})
    return starts


def handler(event, context):
    """For AWS Lambda: the layer is at /opt/python, and only /tmp can be written to."""
    return probe({"root": "/opt/python", "scratch": "/tmp/probe", "mode": "candidate", **event})
