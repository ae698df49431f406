"""Imports modules in a fresh process and says how long that took, in seconds.

    python start.py ROOT BYTECODE MODULE...

BYTECODE is "own" for what the tree has, "none" to compile everything, or a folder that is laid out like the tree. Like a child of the
probe it imports at its top only what Python has loaded anyway.
"""

import sys
import time


def main(root, bytecode, names):
    if bytecode != "own":
        use_bytecode(root + "/", None if bytecode == "none" else bytecode)
    site = "{}/lib/python{}.{}/site-packages".format(root, *sys.version_info)
    sys.path[0:1] = [site, root]
    start = time.perf_counter()
    for name in names:
        __import__(name)
    print(time.perf_counter() - start)


def use_bytecode(root, folder):
    """Python asks this function where a source's bytecode is; that of its own library stays where it is."""
    import importlib._bootstrap_external as external

    usual = external.cache_from_source

    def cache_from_source(path, *args, **options):
        beside = usual(path, *args, **options)
        if not path.startswith(root):
            return beside
        if folder is None:
            raise NotImplementedError  # As interpreters without bytecode do.
        return f"{folder}/{beside[len(root) :]}"

    external.cache_from_source = cache_from_source


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
