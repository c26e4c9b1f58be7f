"""The home of releases at an address, with the client that the extra `store` brings."""

from functools import cache

from linkage.release.homes.home import Home
from linkage.release.homes.store import StoreHome
from linkage.release.store import client

Settings = tuple[tuple[str, str], ...]
LIFE = 60.0
"""Seconds of a lock, where nobody says otherwise."""


@cache
def home_at(address: str, config: Settings = (), *, allow_http: bool = False, life: float = LIFE) -> Home:
    """One and the same for all of a process; its client is made when it is first needed."""
    return StoreHome(address, lambda: client.Client(address, dict(config), allow_http=allow_http), life)
