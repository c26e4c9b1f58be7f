"""The home of releases at an address, with the client that the extra `store` brings."""

from functools import cache

from linkage.release.homes.home import Home
from linkage.release.homes.store import StoreHome
from linkage.release.store import client
from linkage.release.store.store import Store

Settings = tuple[tuple[str, str], ...]
LIFE = 60.0
"""Seconds of a lock, where nobody says otherwise."""


@cache
def home_at(address: str, config: Settings = (), *, allow_http: bool = False, life: float = LIFE) -> Home:
    """One and the same for all of a process; its client is made when it is first needed."""
    return StoreHome(address, lambda: store_at(address, config, allow_http=allow_http), life)


@cache
def store_at(address: str, config: Settings = (), *, allow_http: bool = False) -> Store:
    """The objects below an address; ConfigError without the client, or where it can make nothing of these."""
    return client.Client(address, dict(config), allow_http=allow_http)
