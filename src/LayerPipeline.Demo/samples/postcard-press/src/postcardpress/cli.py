"""The ``postcard`` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from postcardpress.layout import Card
from postcardpress.svg import to_svg


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes a postcard."""
    parser = argparse.ArgumentParser(prog="postcard", description="Sets a short text on a postcard.")
    parser.add_argument("text")
    parser.add_argument("output", type=Path, help="a file that ends in .svg or, with the extra pdf, in .pdf")
    options = parser.parse_args(arguments)

    card = Card(options.text)
    if options.output.suffix == ".pdf":
        # Only here, so that the command works without the extra.
        from postcardpress.pdf import to_pdf

        options.output.write_bytes(to_pdf(card))
    else:
        options.output.write_text(to_svg(card), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
