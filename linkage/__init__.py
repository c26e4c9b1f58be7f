"""HES-DID linkage engine: imaging events joined to the hospital history of the same patient."""

from importlib import import_module
from typing import TYPE_CHECKING

__all__ = ["__version__", "open_release"]
__version__ = "0.1.0"

if TYPE_CHECKING:
    from linkage.opened_release import open_release
else:

    def __getattr__(name: str) -> object:
        """`linkage.open_release`, fetched when it is asked for: the program itself has no need of it."""
        if name == "open_release":
            return import_module("linkage.opened_release").open_release
        raise AttributeError(f"module 'linkage' has no attribute {name!r}")
