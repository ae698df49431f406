"""What is opened in the tree by whatever program: compiled code opens files without asking Python.

Linux alone has inotify(7), and not everywhere it may be used; where it can't, the report says so.
"""

import ctypes
import os
import struct
import threading
import time

IN_OPEN = 0x20
IN_ISDIR = 0x40000000
IN_Q_OVERFLOW = 0x4000
IN_ONLYDIR = 0x01000000

# wd, mask, cookie and the length of the name that follows.
HEAD = struct.Struct("iIII")


# Seconds between two looks whether a file is there.
LOOK_SECONDS = 0.02


# Taken when the probe starts: later it may be gone already.
PARENT = os.getppid()


def wait_for(path):
    """Waits until a file is there, or until the process is gone that would have made it."""
    while not os.path.exists(path) and os.getppid() == PARENT:
        time.sleep(LOOK_SECONDS)


class Watch:
    """Notes which files of some folders are opened while it is entered."""

    def __init__(self, root, folders):
        self.root = root
        self.folders = folders
        self.seen = set()
        self.problem = None
        self.watched = {}
        self.reader = None

    def __enter__(self):
        self.descriptor, self.end = None, None
        try:
            self.begin()
        except (OSError, AttributeError) as error:
            self.problem = f"{type(error).__name__}: {error}"
        return self

    def begin(self):
        library = ctypes.CDLL(None, use_errno=True)
        self.descriptor = library.inotify_init1(os.O_CLOEXEC)
        if self.descriptor < 0:
            self.descriptor = None
            raise OSError(ctypes.get_errno(), "inotify_init1: " + os.strerror(ctypes.get_errno()))
        for folder in self.folders:
            place = library.inotify_add_watch(self.descriptor, os.fsencode(os.path.join(self.root, folder)), IN_OPEN | IN_ONLYDIR)
            if place < 0:
                raise OSError(ctypes.get_errno(), "inotify_add_watch: " + os.strerror(ctypes.get_errno()))
            self.watched[place] = folder
        reading, self.end = os.pipe()
        self.reader = threading.Thread(target=self.read, args=(reading,), daemon=True)
        self.reader.start()

    def read(self, ended):
        """Until the other end of the pipe is closed and nothing is left."""
        import select

        try:
            while True:
                ready, _, _ = select.select([self.descriptor, ended], [], [])
                if self.descriptor in ready:
                    self.take(os.read(self.descriptor, 1 << 16))
                elif ended in ready:
                    return
        except OSError as error:
            self.problem = f"{type(error).__name__}: {error}"
        finally:
            os.close(ended)

    def take(self, events):
        at = 0
        while at < len(events):
            place, mask, _, length = HEAD.unpack_from(events, at)
            name = events[at + HEAD.size : at + HEAD.size + length].rstrip(b"\0")
            at += HEAD.size + length
            if mask & IN_Q_OVERFLOW:
                self.problem = "more files were opened than the kernel could tell"
            elif name and not mask & IN_ISDIR and place in self.watched:
                folder = self.watched[place]
                self.seen.add(f"{folder}/{os.fsdecode(name)}" if folder else os.fsdecode(name))

    def __exit__(self, *_):
        if self.end is not None:
            os.close(self.end)
            self.reader.join()
        if self.descriptor is not None:
            os.close(self.descriptor)
