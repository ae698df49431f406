"""The world that children live in: a function's, as far as this machine can give it."""

import os
import sys

from probe import confine
from probe.libraries import lib_folder

# What a function's processes find programs by. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html.
PATH = "/usr/local/bin:/usr/bin:/bin:/opt/bin"

# The home of the user that functions run as: Python finds it in the runtime's list of users, and it is not there.
HOME = "/home/sbx_user1051"

# A function's working folder. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, LAMBDA_TASK_ROOT.
TASK = "/var/task"

# A function's temporary folder. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html.
TEMPORARY = "/tmp"

# What a program needs to read of a system to run at all, where Linux keeps it. Not among them: homes, and with them keys of a user.
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc", "/proc", "/sys", "/dev", "/opt", "/var/lang", "/var/runtime", "/run/systemd/resolve", "/nix/store")

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty")


class Stamps:
    """When each file of the tree was changed last. The kernel keeps that time, and no call sets it."""

    def __init__(self, tree):
        self.tree = tree
        self.times = self.read()

    def read(self):
        times = {}
        for path in self.tree.files:
            try:
                times[path] = os.lstat(os.path.join(self.tree.root, path)).st_ctime_ns
            except OSError:
                times[path] = None
        return times

    def changed(self):
        """Files that were changed since: what was packed, and what was seen to work, may not be the same."""
        return sorted(path for path, time in self.read().items() if time != self.times[path])


class World:
    """Where children may write and read, and with what environment they start."""

    def __init__(self, settings, more=()):
        self.settings = settings
        self.version = confine.landlock_version()
        folders = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, os.path.dirname(os.path.realpath(sys.executable))}
        own = [os.path.dirname(os.path.realpath(__file__)), settings.root, lib_folder(settings.root), settings.scratch, settings.behaviours, settings.pycache]
        self.readable = [*SYSTEM, *sorted(folders), *more, *(path for path in own if path)]

    def of_child(self, temporary, stores_bytecode):
        """A child's borders. Only what reads sources, and runs nothing of them, leaves bytecode behind."""
        stores = [self.settings.pycache] if stores_bytecode and self.settings.pycache else []
        return confine.Confinement(self.version, self.readable, [temporary, *stores], DEVICES)

    def is_named_as_in_function(self, path):
        """Whether a path is below a function's temporary folder by that name, rather than of the probe, which may lie there as well."""
        return is_below(path, TEMPORARY) and not any(is_below(path, folder) for folder in self.readable)

    def report(self):
        """How the world was made: by the kernel, which sees everything, or by Python, which sees what Python does."""
        return {"landlock": self.version}


def is_below(path, folder):
    return (path + "/").startswith(folder + "/")
