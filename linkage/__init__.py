"""HES-DID linkage engine: imaging events joined to the hospital history of the same patient."""

from importlib import import_module
from typing import TYPE_CHECKING

__all__ = ["__version__", "open_job", "open_release"]
__version__ = "0.1.0"

if TYPE_CHECKING:
    from linkage.api import open_job
    from linkage.reading.opened_release import open_release
else:

    def __getattr__(name: str) -> object:
        """`linkage.open_job` and `linkage.open_release`, fetched when asked for: the program has no need of them."""
        doors = {"open_job": "linkage.api", "open_release": "linkage.reading.opened_release"}
        if name in doors:
            return getattr(import_module(doors[name]), name)
        raise AttributeError(f"module 'linkage' has no attribute {name!r}")
