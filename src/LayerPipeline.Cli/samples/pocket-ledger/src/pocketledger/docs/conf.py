"""Sphinx configuration."""

project = "pocket-ledger"
author = "The pocket-ledger authors"
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "myst_parser"]
html_theme = "alabaster"
