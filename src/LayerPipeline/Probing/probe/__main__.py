"""python probe ARGS.json RESULT.json: Python puts this folder on its path, where the package's own modules would be anyone's."""

import json
import os
import sys

sys.path[0] = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))

from probe import probe  # noqa: E402


def main(arguments):
    if len(arguments) != 2:
        sys.exit("usage: python probe ARGS.json RESULT.json")
    with open(arguments[0], encoding="utf-8") as file:
        args = json.load(file)
    report = probe(args)
    part = f"{arguments[1]}.{os.getpid()}"
    with open(part, "w", encoding="utf-8") as file:
        json.dump(report, file)
    os.replace(part, arguments[1])


if __name__ == "__main__":
    main(sys.argv[1:])
