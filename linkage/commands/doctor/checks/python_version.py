"""Python: a version that the program runs on."""

import sys

from linkage.commands.doctor.check import Check, Subject
from linkage.errors import ConfigError

LEAST_PYTHON = (3, 11)


def python_version(_: Subject) -> str:
    """Its version."""
    if sys.version_info < LEAST_PYTHON:
        raise ConfigError(f"Python {sys.version.split()[0]} is too old: install 3.11 or later")
    return sys.version.split()[0]


CHECK = Check(name="Python", place=100, meaning="Python 3.11 or later.", look=python_version)
