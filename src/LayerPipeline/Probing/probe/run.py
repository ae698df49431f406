"""Children: started, listened to, ended, and replaced where they die."""

import json
import os
import py_compile
import re
import secrets
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from threading import Lock

from probe import child, confine
from probe.fresh import wait
from probe.remedies import Remedies
from probe.world import World

# A line of a child's report holds no more than the files of a tree; what is longer is a flood.
LINE_LIMIT = 64 << 20

# How many pieces of 64 KiB are taken before it is looked at the clock again.
SHARE = 64

# How often it is looked how much lies in a child's temporary folder.
LOOK_SECONDS = 1

# How long what a child left behind may take to end, once it is killed.
STRAY_SECONDS = 5


# The variable by which a child and all that it starts are known.
OWNER = "LAYER_PIPELINE_PROBE"


class Runner:
    """Does jobs in children, a few at a time. A child that dies or hangs is replaced after the item that did it."""

    def __init__(self, settings, tree):
        self.settings = settings
        self.tree = tree
        self.world = World(settings)
        self.remedies = Remedies.shipped()
        # What Python's open opened in all attempts, those whose results do not count among them.
        self.opened = set()
        # Python runs bytecode as it runs a script: the children need not compile this file again.
        self.program = os.path.join(settings.scratch, "child.pyc")
        py_compile.compile(os.path.realpath(child.__file__), cfile=self.program, doraise=True)

    def run(self, jobs):
        """Results with their items, in no order."""
        self.progress = Progress(sum(len(job.items) for job in jobs) if self.settings.progress else 0)
        with ThreadPoolExecutor(self.settings.processes) as pool:
            return [pair for pairs in pool.map(self.run_job, range(len(jobs)), jobs) for pair in pairs]

    def run_job(self, number, job):
        done = self.work_off(job, job.items)
        return SecondTry(self, job).of(done) if job.watch else done

    def work_off(self, job, items):
        done = []
        rest = items
        while rest:
            process = Child(self, job, rest)
            results = process.run()
            self.opened.update(path for result in results for path in result.get("opened", []))
            done.extend(zip(rest, results))
            rest = rest[len(results) :]
            if rest:
                culprit = {"id": rest[0]["id"], **process.verdict()}
                done.append((rest[0], culprit))
                done.extend((item, {"id": item["id"], **below(culprit)}) for item in rest[1:] if is_below(item, rest[0]))
                rest = [item for item in rest[1:] if not is_below(item, rest[0])]
        return done


class Progress:
    """Says how much is done, for who waits. What is tried again is counted again, so it never says more than all."""

    def __init__(self, total):
        self.total = total
        self.done = self.said = 0
        self.lock = Lock()

    def count(self):
        with self.lock:
            self.done = min(self.done + 1, self.total)
            hundredths = 100 * self.done // self.total if self.total else 0
            if hundredths > self.said:
                self.said = hundredths
                print(self.done, self.total, flush=True)


def is_below(item, package):
    return item["do"] == "module" and package["do"] == "module" and item["id"].startswith(package["id"] + ".")


def below(culprit):
    """To import a.b is to import a first: there is no need to wait for the same end again."""
    error = {**culprit["error"], "message": f"not tried: {culprit['id']}, which contains it: {culprit['error']['message']}"}
    return {"status": culprit["status"], "error": error, "seconds": 0.0}


class SecondTry:
    """What failed after others had run in its process is tried once more alone, before it counts: others may have left the process in a
    state in which nothing works. One try a cause is enough where it fails again. So is what computed something else than the baseline did:
    with some kernels and processors that happens once in a hundred times. What failed on the baseline counts on no candidate."""

    def __init__(self, runner, job):
        self.runner = runner
        self.job = job
        self.settled = set()
        self.ending = set()
        self.mended = {}
        self.again = {}

    def of(self, done):
        judged = []
        for number, (item, result) in enumerate(done):
            failed = result["status"] != "ok" and item["id"] not in self.runner.settings.failed
            counts = self.again.get(item["id"]) or (self.judge(item, result, number) if failed else self.steady(item, result))
            if failed and counts["status"] == "ok" and item["id"] not in self.again:
                self.try_below(item, done[number + 1 :])
            judged.append((item, counts))
        return judged

    def try_below(self, package, rest):
        """What works alone gives what is below it another chance, all in one process."""
        failed = [item for item, result in rest if result["status"] != "ok" and is_below(item, package) and item["id"] not in self.again]
        results = self.runner.work_off(self.job, failed)
        self.again.update((item["id"], result) for item, result in results if result["status"] == "ok")

    def judge(self, item, result, before):
        """The result that counts of an item that failed after some others."""
        if any(item["id"].startswith(package + ".") for package in self.ending) or self.is_settled(result):
            return {**result, **self.mended.get(cause_of(result), {})}
        cause = cause_of(result)
        # A process may be killed by what the machine does, too: that alone is tried again although nothing ran before.
        if before or result["status"] == "crash":
            again = self.alone(item)
            if again["status"] == "ok":
                return again
            result = again
        self.settled.add(cause)
        self.settled.add(cause_of(result))
        if result["status"] != "error":
            self.ending.add(item["id"])
        if self.may_have_remedy(result):
            self.mended[cause] = self.mended[cause_of(result)] = self.with_remedies(item)
        return {**result, **self.mended.get(cause, {})}

    def steady(self, item, result):
        """The result that counts of an item that worked: a second try's where that alone computed what the baseline did."""
        if not self.is_other(item, result):
            return result
        again = self.alone(item)
        return result if again["status"] != "ok" or self.is_other(item, again) else again

    def is_other(self, item, result):
        return self.runner.settings.values.get(item["id"], result.get("value")) != result.get("value")

    def alone(self, item, variables=None):
        return self.runner.work_off(self.job.with_environment(variables or {}), [item])[0][1]

    def may_have_remedy(self, result):
        """Whether it may have failed because it was refused to write: not where it is known what it lacks."""
        refused = [path for path in result.get("refused", []) if not self.runner.world.is_named_as_in_function(path)]
        lacks = result["error"].get("missingModule") or result["error"].get("missingLibrary")
        return self.runner.settings.mode == "baseline" and bool(refused) and not lacks

    def with_remedies(self, item):
        """The first variable with which it works, for the report."""
        for variables in self.runner.remedies.variables():
            if self.alone(item, variables)["status"] == "ok":
                return {"remedy": variables}
        return {}

    def is_settled(self, result):
        missing = (result["error"].get("missingModule") or "").split(".")[0]
        if missing and missing not in self.runner.tree.modules and (missing not in sys.stdlib_module_names or not find_spec(missing)):
            return True  # It is nowhere, whatever ran before.
        return cause_of(result) in self.settled


def cause_of(result):
    """What two failures have in common that need not be tried twice; the end of a process is everyone's own."""
    error = result["error"]
    own = result["id"] if result["status"] == "crash" else None
    return own, error["type"], error["message"], tuple(error.get("frames", [])[:1])


class Child:
    """One process and what it reports."""

    def __init__(self, runner, job, items):
        self.settings = runner.settings
        self.runner = runner
        self.job = job
        self.items = items
        self.folder = tempfile.mkdtemp(dir=os.path.join(self.settings.scratch, "jobs"))
        self.temporary = os.path.join(self.folder, "tmp")
        self.mark = secrets.token_hex(8)
        self.own = secrets.token_hex(8)
        self.results = []
        self.intruded = False
        self.tail = bytearray()
        self.broken = None
        self.timed_out = False
        self.code = None
        self.since = 0.0

    def run(self):
        """Results in the items' order; fewer than there are items when the process did not live to report the next."""
        work = os.path.join(self.folder, "work")
        os.mkdir(work)
        os.mkdir(self.temporary)
        reading, writing = os.pipe()
        lifeline, held = os.pipe()
        try:
            borders = self.runner.world.of_child(self.temporary, stores_bytecode=not self.job.watch)
            with borders, open(os.path.join(self.folder, "crash.txt"), "w+b") as crash:
                process = subprocess.Popen(
                    self.command(crash.fileno(), writing, lifeline),
                    cwd=work,
                    env={**self.settings.environment(self.job.environment, self.temporary), OWNER: self.own},
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(writing, lifeline, crash.fileno()),
                    start_new_session=True,
                    preexec_fn=borders.apply,
                )
                os.close(writing)
                os.close(lifeline)
                self.listen(process, reading)
                self.code = process.returncode
                crash.seek(0)
                self.crash = crash.read(1 << 16).decode("utf-8", "replace")
        finally:
            os.close(reading)
            os.close(held)
        shutil.rmtree(self.folder, ignore_errors=True)
        return self.results[: len(self.items)]

    def command(self, crash, writing, lifeline):
        """No site-packages of the machine or the user; the environment is ours, so Python may read it."""
        job = {
            "root": self.settings.root,
            "temporary": self.temporary,
            "pycache": self.settings.pycache,
            "ships": self.settings.mode == "candidate",
            "landlock": self.runner.world.version,
            "crash": crash,
            "mark": self.mark,
            "items": self.items,
            "watch": self.job.watch,
        }
        path = os.path.join(self.folder, "job.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(job, file)
        return [sys.executable, "-S", "-s", self.runner.program, path, str(writing), str(lifeline)]

    def listen(self, process, reading):
        """Until the process ends: a process that it left behind may hold the pipe open."""
        os.set_blocking(reading, False)
        self.since = looked = time.monotonic()
        ended = False
        while not ended:
            ended = process.poll() is not None
            now = time.monotonic()
            left = self.since + self.settings.timeout - now
            if not ended and now - looked > LOOK_SECONDS:
                looked = now
                self.look()
            if not ended and (left <= 0 or self.broken):
                self.timed_out = not self.broken
                ended = True
            elif not ended:
                select.select([reading], [], [], min(left, 0.1))
            if not self.read(reading) and not ended:
                wait(process, 0.1)  # The pipe is closed: the process is about to end, or works on without it.
        self.end(process)

    def look(self):
        """A function's temporary folder is no larger, and nobody else's room is used up."""
        if folder_bytes(self.temporary) > confine.TEMPORARY:
            self.broken = f"it wrote more than {confine.TEMPORARY >> 20} MB into the temporary folder, which is what a function has unless it asks for more"

    def read(self, reading):
        """Takes what is there, a share at a time; False at the end of the pipe."""
        for _ in range(SHARE):
            try:
                chunk = os.read(reading, 1 << 16)
            except BlockingIOError:
                return True
            if not chunk:
                return False
            first, *others = chunk.split(b"\n")
            self.tail += first
            for part in others:
                self.take(bytes(self.tail))
                self.tail = bytearray(part)
            if len(self.tail) > LINE_LIMIT:
                self.tail = bytearray()
                self.broken = "it flooded the descriptor that the probe's results go to"
                return True
        return True

    def take(self, line):
        """A result; what has not this child's mark, or tells of another item than the one that is due, is a package's doing."""
        if not line or len(self.results) == len(self.items):
            return
        due = self.items[len(self.results)]
        result = json.loads(line[len(self.mark) :]) if line.startswith(self.mark.encode()) else None
        if result is None or result["id"] != due["id"]:
            self.intruded = True
            return
        if self.intruded:
            error = {"type": "Intrusion", "message": "it wrote to the descriptor that the probe's results go to", "frames": []}
            result = {**result, "status": "crash", "error": error}
            self.intruded = False
        self.results.append(result)
        self.runner.progress.count()
        self.since = time.monotonic()

    def end(self, process):
        """Ends the process and all that it started. SIGABRT first: the fault handler then says where it was."""
        if process.poll() is None:
            process.send_signal(signal.SIGABRT)
            wait(process, 1)
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass  # Nobody is left.
        process.wait()
        self.end_strays()

    def end_strays(self):
        """Ends processes that left the group, and looks again until none is there: one may start another meanwhile, and a process that is
        killed takes a moment to end."""
        until = time.monotonic() + STRAY_SECONDS
        while self.kill_strays() and time.monotonic() < until:
            time.sleep(0.005)

    def kill_strays(self):
        """Whether there were any: their environment says whose they are."""
        own = f"{OWNER}={self.own}".encode()
        found = False
        for number in filter(str.isdigit, os.listdir("/proc")) if os.path.isdir("/proc/self") else []:
            try:
                with open(f"/proc/{number}/environ", "rb") as file:
                    if own in file.read().split(b"\0"):
                        found = True
                        os.kill(int(number), signal.SIGKILL)
            except OSError:
                pass  # It is another user's, or has ended.
        return found

    def verdict(self):
        """What became of the item that was not reported."""
        frames, place = self.crash_frames()
        seconds = time.monotonic() - self.since
        if self.broken:
            return {"status": "crash", "seconds": seconds, "error": {"type": "Excess", "message": f"{self.broken}{place}", "frames": frames}}
        if self.timed_out:
            message = f"no result within {self.settings.timeout} seconds{place}"
            return {"status": "timeout", "seconds": seconds, "error": {"type": "Timeout", "message": message, "frames": frames}}
        if self.code < 0:
            kind, message = "Signal", f"the process was killed by {signal_name(-self.code)}{place}"
        else:
            kind, message = "Exit", f"the process exited with code {self.code}{place}"
        return {"status": "crash", "seconds": seconds, "error": {"type": kind, "message": message, "frames": frames}}

    def crash_frames(self):
        """From the fault handler's text: the running thread's frames inside the tree, innermost first, and that of a script."""
        current = self.crash.partition("Current thread")[2].partition("\n\n")[0]
        found = re.findall(r'File "(.+?)", line (\d+)', current)
        prefix = self.settings.root + "/"
        frames = [f"{name[len(prefix) :]}:{line}" for name, line in found if name.startswith(prefix)]
        scripts = (self.settings.behaviours + "/", "<request/")
        places = [f" [{name if name[0] == '<' else os.path.basename(name)}:{line}]" for name, line in found if name.startswith(scripts)]
        return frames[: child.FRAME_LIMIT], "".join(places[:1])


def folder_bytes(folder):
    """Bytes on disk below a folder, as far as they can be read while others write there."""
    total = 0
    for parent, _, files in os.walk(folder):
        for file in files:
            try:
                total += os.lstat(os.path.join(parent, file)).st_blocks * 512
            except OSError:
                pass  # It is gone.
    return total


def signal_name(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
