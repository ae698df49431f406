"""Imports in processes of their own, as a function's start does them: how long they take together, and each module by itself."""

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile

# For one import, as long as one module may take in a probe.
TIMEOUT = 60

# Bytes of what a process prints that are read: a line for each module, and whatever the packages say.
TEXT_LIMIT = 16 << 20

# Characters of a line of -X importtime; no module has a longer name, and what a package prints may look like one.
LINE_LIMIT = 300


class FreshImports:
    """Imports modules in fresh processes, which see the tree and Python's standard library and nothing else of the machine."""

    def __init__(self, settings, world):
        self.settings = settings
        self.world = world
        self.script = os.path.join(os.path.dirname(os.path.realpath(__file__)), "start.py")

    def seconds(self, root, bytecode, modules):
        """How long they take together; None where the import fails."""
        code, printed, _ = self.run(root, bytecode, modules)
        try:
            return float(printed.split()[-1]) if code == 0 else None
        except (ValueError, IndexError):
            return None

    def own_times(self, root, bytecode, modules, timeout=TIMEOUT):
        """Milliseconds of each module by itself, without what it imports; measured with Python's own -X importtime."""
        _, _, told = self.run(root, bytecode, modules, "-X", "importtime", timeout=timeout)
        found = {}
        for line in told.splitlines():
            parts = line.removeprefix("import time:").split("|")
            if len(line) <= LINE_LIMIT and line.startswith("import time:") and len(parts) == 3 and parts[0].strip().isdigit():
                found[parts[2].strip()] = round(int(parts[0]) / 1000, 1)
        return {module: milliseconds for module, milliseconds in sorted(found.items()) if milliseconds}

    def run(self, root, bytecode, modules, *options, timeout=TIMEOUT):
        """The exit code, and what was printed on both streams. They go to files: a process that is left behind may hold a pipe open."""
        command = [sys.executable, "-S", "-s", "-B", *options, self.script, os.path.realpath(root), bytecode, *modules]
        temporary = tempfile.mkdtemp(dir=self.settings.scratch)
        try:
            with (
                self.world.of_child(temporary, stores_bytecode=False) as borders,
                tempfile.TemporaryFile(dir=self.settings.scratch) as output,
                tempfile.TemporaryFile(dir=self.settings.scratch) as errors,
            ):
                process = subprocess.Popen(
                    command,
                    cwd=self.settings.scratch,
                    env=self.settings.environment({}, temporary),
                    preexec_fn=borders.apply,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=errors,
                    start_new_session=True,
                )
                code = end_of(process, timeout)
                return code, text_of(output), text_of(errors)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def end_of(process, timeout):
    """Waits for a process, and ends what is left of it and of its group."""
    wait(process, timeout)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass  # Nobody is left.
    return process.wait()


def wait(process, timeout):
    """Until it ends or the time is up. The kernel says so at once; what Python has looks every 50 ms, which is as long as an import."""
    try:
        descriptor = os.pidfd_open(process.pid)
    except (AttributeError, OSError):
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            pass  # The caller ends it.
        return
    try:
        end = select.poll()
        end.register(descriptor, select.POLLIN)
        end.poll(1000 * timeout)
    finally:
        os.close(descriptor)


def text_of(file):
    """The end of what was printed."""
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - TEXT_LIMIT))
    return file.read(TEXT_LIMIT).decode("utf-8", "replace")


def slowest(times, count):
    """The names of the modules that take longest, the longest first."""
    return sorted(times, key=lambda module: (-times[module], module))[:count]
