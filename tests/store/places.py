"""Outputs in a store of the tests' own, each seen from a local folder."""

from pathlib import Path

from linkage.release.homes.store import StoreHome
from linkage.release.layout import Layout
from linkage.release.store.lease import Clock
from linkage.release.store.store import Store

ADDRESS = "s3://bucket/prefix"
LIFE = 60.0


class Ticking:
    """A clock that goes forward when somebody waits."""

    def __init__(self) -> None:
        """At nought."""
        self.now = 0.0

    def clock(self) -> Clock:
        """As a lease takes it."""
        return Clock(lambda: self.now, self.pause)

    def pause(self, seconds: float) -> None:
        """Some time goes by."""
        self.now += seconds


def layout_in(store: Store, folder: Path, ticking: Ticking | None = None) -> Layout:
    """An output in `store`, with its copy in `folder`, as another machine would have it in another folder."""
    return Layout(folder, StoreHome(ADDRESS, lambda: store, LIFE, (ticking or Ticking()).clock()))
