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
    processor   what numbers depend on beside the packages
    libraries   what the packages need of the machine, and what of it the runtime lacks
    jobs        the work
    run         the processes that do it
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
from probe.jobs import Jobs, source_jobs
from probe.processor import Processor
from probe.report import Report
from probe.run import Runner
from probe.settings import Settings
from probe.tree import Tree
from probe.world import Stamps

SCHEMA = 1


def probe(args):
    """The report on a tree."""
    start = time.perf_counter()
    settings = Settings(args)
    tree = Tree(settings.root)
    runner = Runner(settings, tree)
    edges = Edges(tree)
    stamps = Stamps(tree)
    processor = Processor.of_this_machine()
    jobs = Jobs(settings, tree, processor)
    static = settings.mode == "static"
    for item, result in runner.run([] if static else list(jobs.choice_jobs())):
        if "choices" in result:
            processor.learn(item["distribution"], result["choices"])
    # Sources go first: they leave bytecode behind, from which the imports profit.
    with_edges = settings.mode != "candidate" and settings.slice["index"] == 0
    reading = source_jobs(settings, tree, edges.first_sources()) if with_edges else []
    pairs = runner.run(reading if static else reading + jobs.of_slice())
    while settings.absence and settings.absence.hide_opened(machines_libraries(pairs)):
        pairs = [pair for pair in pairs if pair[0]["do"] == "source"] + runner.run(jobs.of_slice())
    probed = [pair for pair in pairs if pair[0]["do"] != "source"]
    if with_edges:
        for item, result in pairs:
            if item["do"] == "source":
                edges.add(item["id"], result.get("imports", []))
        edges.add_starts()
        import_edges(settings, tree, runner, edges, probed)
    stamps.check()
    report = Report(settings, tree)
    modules, behaviours = report.results(probed)
    return {
        "schema": SCHEMA,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processor": processor.report(),
        "world": runner.world.report(),
        "modules": modules,
        "behaviours": behaviours,
        "texts": report.texts(probed),
        "libraries": settings.absence and settings.absence.report(),
        "starts": report.starts(probed),
        "hot": report.hot(probed) if with_edges else None,
        "hides": tree.hidden(),
        "pathFolders": tree.path_folders(),
        "imports": {path: targets for path, targets in sorted(edges.edges.items()) if targets},
        "seconds": round(time.perf_counter() - start, 3),
    }


def machines_libraries(pairs):
    """What each item loaded of this machine, in the report's order."""
    return sorted((item["id"], result.get("outside", [])) for item, result in pairs if item["do"] not in ("source", "start"))


def import_edges(settings, tree, runner, edges, pairs):
    """Adds what was read, then what that leads to, until nothing new is reached."""
    opened = {path for _, result in pairs for path in result.get("opened", [])}
    while True:
        paths = edges.unread(opened)
        if not paths:
            return
        for item, result in runner.run(source_jobs(settings, tree, paths)):
            edges.add(item["id"], result.get("imports", []))


def handler(event, context):
    """For AWS Lambda: the layer is at /opt/python, and only /tmp can be written to."""
    return probe({"root": "/opt/python", "scratch": "/tmp/probe", "mode": "candidate", **event})
