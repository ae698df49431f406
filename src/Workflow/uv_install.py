"""uv in pip's place: how the build container gets and runs it, and the report that pip would have written.

uv writes no report. What pip's would say is read from the tree that uv left and from the plan's pins, as UvReport.cs does it on one
machine; a test holds the two to the same answer. Standard library only, Python 3.10 or later.
"""

import importlib.metadata
import os
import platform
import re
import subprocess
import sys

# Where uv itself goes: beside the packages, never into the layer.
FOLDER = "uv-program"

# Settings of uv that would install something else than was asked for, or into another place. UvInstall.cs has the same.
LEFT_OUT = ("UV_NO_VERIFY_HASHES", "UV_SYSTEM_PYTHON", "UV_COMPILE_BYTECODE", "UV_WORKING_DIR")

# Where pip is told to look: uv does not read pip's settings, and what an index of one's own has must not come from the public one.
# Source: https://docs.astral.sh/uv/reference/environment/.
PLACES = {"PIP_INDEX_URL": "UV_DEFAULT_INDEX", "PIP_EXTRA_INDEX_URL": "UV_INDEX"}

PYTHON = "%d.%d" % sys.version_info[:2]
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
HASH, SHA256 = "--hash=", "--hash=sha256:"


def getting(requirement):
    """Arguments with which pip puts uv into its folder: one version, a wheel, from where the packages come from."""
    where = ["--target", FOLDER, "--log", "pip.log"]
    quiet = ["--no-input", "--disable-pip-version-check", "--no-warn-script-location", "--no-warn-conflicts", "--root-user-action=ignore"]
    return ["install", requirement, "--no-deps", "--only-binary=:all:", "--no-compile", *where, *quiet, "--progress-bar", "off"]


def program():
    return os.path.abspath(os.path.join(FOLDER, "bin", "uv"))


def command(plan):
    return [program(), *plan["uvArguments"], "--python", sys.executable]


def environment(variables):
    places = {own: variables[of_pip] for of_pip, own in PLACES.items() if of_pip in variables}
    if "PIP_FIND_LINKS" in variables:
        places["UV_FIND_LINKS"] = ",".join(variables["PIP_FIND_LINKS"].split())
    return {**places, **{name: value for name, value in variables.items() if name not in LEFT_OUT}, "NO_COLOR": "1"}


def warnings(error):
    """What uv warned of, with the level that pip's lines have."""
    lines = [line for line in error.splitlines() if line.startswith("warning: ")]
    return "".join("WARNING: " + line.removeprefix("warning: ") + "\n" for line in lines)


def report(plan, tree, variables):
    """What pip's report would say of a tree."""
    lock = os.path.join(tree, ".lock")
    if os.path.exists(lock):
        os.unlink(lock)  # uv's own, by which it keeps others out of the folder while it installs; of no distribution.
    pins = pinned(plan["requirementsText"])
    infos = sorted(name for name in os.listdir(tree) if name.endswith(".dist-info"))
    said = subprocess.run([program(), "--version"], env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout.split()
    return {
        "version": "1",
        "installer": "uv",
        "pip_version": said[1] if len(said) > 1 else "unknown",
        "environment": markers(),
        "install": [item(os.path.join(tree, name), pins) for name in infos],
    }


def pinned(requirements):
    """Normalised names of what was asked for, with the SHA-256 of the only file that fits, else None."""
    pins = {}
    for line in requirements.splitlines():
        words = line.split(" ")
        hashes = [word for word in words if word.startswith(HASH)]
        only = len(hashes) == 1 and hashes[0].startswith(SHA256)
        pins[normalise(NAME.match(words[0])[0])] = hashes[0].removeprefix(SHA256) if only else None
    return pins


def item(info, pins):
    found = importlib.metadata.Distribution.at(info)
    metadata = found.metadata
    name, version = metadata.get("Name"), metadata.get("Version")
    if not name or not version:
        sys.exit(f"{info}: its METADATA has no Name or no Version")
    digest = pins.get(normalise(name))
    return {
        "requested": normalise(name) in pins,
        "download_info": {
            "url": wheel_name(name, version, found.read_text("WHEEL") or ""),
            "archive_info": {"hashes": {"sha256": digest}} if digest else None,
        },
        "metadata": {
            "name": name,
            "version": version,
            "license": metadata.get("License"),
            "license_expression": metadata.get("License-Expression"),
            "classifier": metadata.get_all("Classifier") or [],
            "requires_dist": metadata.get_all("Requires-Dist") or [],
        },
    }


def wheel_name(name, version, wheel):
    """The name that a wheel with such tags has: of several for one interpreter, uv does not say which file it took."""
    headers = [line.partition(":")[::2] for line in wheel.splitlines()]
    tags = [value.strip().split("-") for key, value in headers if key == "Tag" and value.count("-") == 2]
    if not tags:
        return f"{name}-{version}"
    build = [f"-{value.strip()}" for key, value in headers if key == "Build"]
    parts = [".".join(dict.fromkeys(tag[part] for tag in tags)) for part in range(3)]
    return "-".join([normalise(name).replace("-", "_"), version + "".join(build[:1]), *parts]) + ".whl"


def markers():
    """The environment by which pip judges markers."""
    version = platform.python_version()
    return {
        "implementation_name": sys.implementation.name,
        "implementation_version": version,
        "os_name": os.name,
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "platform_release": "",
        "platform_system": platform.system(),
        "platform_version": "",
        "python_full_version": version,
        "python_version": PYTHON,
        "sys_platform": sys.platform,
    }


def normalise(name):
    """PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()
