"""What a process may write, read, and take of the machine, set between fork and exec: it holds for all that the process starts, and
nothing can lift it.

The child can't do that itself: it would have to import ctypes, and must load nothing that the packages may lack or shadow.
"""

import ctypes
import os
import resource
import struct
import sys

# landlock(7) and include/uapi/linux/landlock.h: numbers of the system calls, alike on both architectures of Lambda.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG = 1
PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38

WRITE_FILE, READ_FILE, TRUNCATE, REFER = 1 << 1, 1 << 2, 1 << 14, 1 << 13
# To remove and to make entries of a folder, of each kind: REMOVE_DIR to MAKE_SYM.
ENTRIES = sum(1 << bit for bit in range(4, 13))
OF_FILES = WRITE_FILE | READ_FILE | TRUNCATE
SCOPE_ABSTRACT_SOCKETS, SCOPE_SIGNALS = 1 << 0, 1 << 1

# Before version 2 no file can be moved from folder to folder, not even where everything is allowed.
FIRST_VERSION = 2
WITH_TRUNCATE, WITH_SCOPES = 3, 6

# capabilities(7). The tree may lie in a folder of another user's, which root may enter.
PR_CAPBSET_DROP = 24
CAPABILITY_VERSION = 0x20080522
LAST_CAPABILITY = 63
CAP_DAC_READ_SEARCH = 2

# What a function has: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. Of memory the most that can be set,
# of /tmp what it has unless more is asked for.
MEMORY = 10_240 << 20
TEMPORARY = 512 << 20
FILES = 1024
LIMITS = ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_FSIZE, TEMPORARY), (resource.RLIMIT_NOFILE, FILES), (resource.RLIMIT_CORE, 0))

LIBC = ctypes.CDLL(None, use_errno=True)


def call(function, *arguments):
    result = function(*arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def landlock_version():
    """The version that the kernel has; 0 where there is none that will do."""
    if sys.platform != "linux":
        return 0
    version = LIBC.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION_FLAG)
    return version if version >= FIRST_VERSION else 0


class Confinement:
    """The borders of one process: it writes below some folders and to some devices only, and reads below some more; from version 6 on
    it signals nobody outside. Without Landlock the limits alone."""

    def __init__(self, version, readable, writable, devices):
        self.rules = self.ruleset(version, readable, writable, devices) if version else None
        self.is_root = sys.platform == "linux" and os.geteuid() == 0
        self.limits = [(kind, self.at_most(kind, most)) for kind, most in LIMITS]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.rules is not None:
            os.close(self.rules)

    @staticmethod
    def at_most(kind, most):
        hard = resource.getrlimit(kind)[1]
        return most if hard == resource.RLIM_INFINITY else min(most, hard)

    @staticmethod
    def ruleset(version, readable, writable, devices):
        writing = WRITE_FILE | ENTRIES | REFER | (TRUNCATE if version >= WITH_TRUNCATE else 0)
        handled = writing | READ_FILE
        scopes = SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS if version >= WITH_SCOPES else 0
        attributes = struct.pack("=QQQ", handled, 0, scopes)[: 24 if scopes else 8]
        rules = call(LIBC.syscall, CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
        for paths, access in ((readable, READ_FILE), (writable, handled), (devices, OF_FILES)):
            for path in paths:
                allow(rules, path, access & handled)
        return rules

    def apply(self):
        """Between fork and exec: nothing here may take a lock that another thread may hold."""
        for kind, most in self.limits:
            resource.setrlimit(kind, (most, most))
        if self.is_root:
            give_up_privileges()
        if self.rules is not None:
            call(LIBC.prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
            call(LIBC.syscall, RESTRICT_SELF, self.rules, 0)


def allow(rules, path, access):
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # It is not there.
    try:
        access = access if os.path.isdir(path) else access & OF_FILES
        call(LIBC.syscall, ADD_RULE, rules, PATH_BENEATH, struct.pack("=Qi", access, descriptor), 0)
    finally:
        os.close(descriptor)


def give_up_privileges():
    """Root may look into other processes' memory, and with it into their environment; a function's user may not."""
    for capability in range(LAST_CAPABILITY + 1):
        if capability != CAP_DAC_READ_SEARCH:
            LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # Those that the kernel does not know are refused.
    header = struct.pack("=Ii", CAPABILITY_VERSION, 0)
    kept = 1 << CAP_DAC_READ_SEARCH
    if LIBC.capset(header, struct.pack("=IIIIII", kept, kept, 0, 0, 0, 0)) < 0:
        LIBC.capset(header, bytes(24))  # What it has not, it can't keep.
