"""Earlier publications of a month: what they shared, and so what a later one must not add to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from linkage.words.figure import Figure


@dataclass(frozen=True)
class Publication:
    """An earlier publication of the same month: the exact numbers behind it, what was shared, and of which release."""

    exact: Sequence[Figure]
    shared: Sequence[Figure]
    release: str = ""

    @cached_property
    def exact_by_key(self) -> Mapping[tuple[str, str, str, str], Figure]:
        """The exact numbers by what names them."""
        return {figure.key: figure for figure in self.exact}

    @cached_property
    def shared_by_key(self) -> Mapping[tuple[str, str, str, str], Figure]:
        """The shared numbers by what names them."""
        return {figure.key: figure for figure in self.shared}

    def hid(self, key: tuple[str, str, str, str]) -> bool:
        """Whether it had such a number, and hid or withheld it."""
        return key in self.exact_by_key and (
            key not in self.shared_by_key or self.shared_by_key[key].is_suppressed
        )
