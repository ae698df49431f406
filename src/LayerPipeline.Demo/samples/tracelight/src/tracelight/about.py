"""What is installed: for bug reports."""

from importlib.metadata import files, metadata, packages_distributions


def about() -> dict[str, object]:
    """Name, version, licence and number of modules, from the distribution's own records."""
    described = metadata("tracelight")
    return {
        "name": described["Name"],
        "version": described["Version"],
        "license": described["License-Expression"],
        "modules": sum(1 for path in files("tracelight") or () if path.suffix == ".py" and path.locate().is_file()),
        "distribution": packages_distributions()["tracelight"],
    }
