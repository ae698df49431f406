"""Children: started, listened to, ended, and replaced where they die."""

import json
import os
import py_compile
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from probe import child


class Runner:
    """Does jobs in children, a few at a time. A child that dies or hangs is replaced after the item that did it."""

    def __init__(self, settings):
        self.settings = settings
        # Python runs bytecode as it runs a script: the children need not compile this file again.
        self.program = os.path.join(settings.scratch, "child.pyc")
        py_compile.compile(os.path.realpath(child.__file__), cfile=self.program, doraise=True)

    def run(self, jobs):
        """Results with their items, in no order."""
        with ThreadPoolExecutor(self.settings.processes) as pool:
            return [pair for pairs in pool.map(self.run_job, range(len(jobs)), jobs) for pair in pairs]

    def run_job(self, number, job):
        done = []
        rest = job.items
        while rest:
            process = Child(self.settings, self.program, job, rest)
            results = process.run()
            done.extend(zip(rest, results))
            rest = rest[len(results) :]
            if rest:
                culprit = {"id": rest[0]["id"], **process.verdict()}
                done.append((rest[0], culprit))
                done.extend((item, below(culprit)) for item in rest[1:] if is_below(item, rest[0]))
                rest = [item for item in rest[1:] if not is_below(item, rest[0])]
        return done


def is_below(item, package):
    return item["do"] == "module" and package["do"] == "module" and item["id"].startswith(package["id"] + ".")


def below(culprit):
    """To import a.b is to import a first: there is no need to wait for the same end again."""
    error = {**culprit["error"], "message": f"not tried: {culprit['id']}, which contains it: {culprit['error']['message']}"}
    return {"status": culprit["status"], "error": error, "seconds": 0.0}


class Child:
    """One process and what it reports."""

    def __init__(self, settings, program, job, items):
        self.settings = settings
        self.program = program
        self.job = job
        self.items = items
        self.folder = tempfile.mkdtemp(dir=os.path.join(settings.scratch, "jobs"))
        self.crash_file = os.path.join(self.folder, "crash.txt")
        self.lines = []
        self.tail = b""
        self.timed_out = False
        self.code = None
        self.since = 0.0

    def run(self):
        """Results in the items' order; fewer than there are items when the process did not live to report the next."""
        job_file = os.path.join(self.folder, "job.json")
        work = os.path.join(self.folder, "work")
        os.mkdir(work)
        with open(job_file, "w", encoding="utf-8") as file:
            settings = {"root": self.settings.root, "pycache": self.settings.pycache, "ships": self.settings.mode == "candidate", "crash": self.crash_file}
            json.dump({**settings, "items": self.items, "watch": self.job.watch}, file)
        reading, writing = os.pipe()
        lifeline, held = os.pipe()
        try:
            process = subprocess.Popen(
                # No site-packages of the machine or the user; the environment is ours, so Python may read it.
                [sys.executable, "-S", "-s", self.program, job_file, str(writing), str(lifeline)],
                cwd=work,
                env=self.settings.environment(self.job.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(writing, lifeline),
                start_new_session=True,
            )
            os.close(writing)
            os.close(lifeline)
            self.listen(process, reading)
        finally:
            os.close(reading)
            os.close(held)
        self.code = process.returncode
        self.crash = self.read_crash()
        shutil.rmtree(self.folder, ignore_errors=True)
        return [json.loads(line) for line in self.lines[: len(self.items)]]

    def listen(self, process, reading):
        """Until the process ends: a process that it left behind may hold the pipe open."""
        os.set_blocking(reading, False)
        self.since = time.monotonic()
        ended = False
        while not ended:
            ended = process.poll() is not None
            left = self.since + self.settings.timeout - time.monotonic()
            if left <= 0 and not ended:
                self.timed_out = True
                ended = True
            elif not ended:
                select.select([reading], [], [], min(left, 0.1))
            if not self.read(reading) and not ended:
                wait(process, 0.1)  # The pipe is closed: the process is about to end, or works on without it.
        self.end(process)

    def read(self, reading):
        """Takes what is there; False at the end of the pipe."""
        while True:
            try:
                chunk = os.read(reading, 1 << 16)
            except BlockingIOError:
                return True
            if not chunk:
                return False
            *lines, self.tail = (self.tail + chunk).split(b"\n")
            if lines:
                self.lines.extend(lines)
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

    def read_crash(self):
        try:
            with open(self.crash_file, encoding="utf-8", errors="replace") as file:
                return file.read(1 << 16)
        except OSError:
            return ""

    def verdict(self):
        """What became of the item that was not reported."""
        frames, place = self.crash_frames()
        seconds = time.monotonic() - self.since
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


def wait(process, seconds):
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass  # The caller looks again.


def signal_name(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
