"""Many threads that import at once."""

import importlib
import threading


def import_at_once(names):
    """What failed, where each name is imported by a thread of its own."""
    barrier, failed = threading.Barrier(len(names)), []

    def go(name):
        barrier.wait()
        try:
            importlib.import_module(name)
        except BaseException as error:
            failed.append(repr(error))

    threads = [threading.Thread(target=go, args=(name,)) for name in names]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return failed
