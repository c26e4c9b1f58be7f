"""Brief plans are for queries of small tables alone, and end with them; nothing here needs Spark."""

import pytest

from linkage.engine.spark.brief import BRIEF, BRIEF_BYTES, TINY, TINY_BYTES, brief

PARTS = "spark.sql.shuffle.partitions"


class Settings:
    """A session, as far as its settings go."""

    def __init__(self) -> None:
        """With one of its own."""
        self.set_to = {PARTS: "200"}

    @property
    def conf(self) -> "Settings":
        """Itself."""
        return self

    def get(self, name: str, default: str | None) -> str | None:
        """See RuntimeConfig."""
        return self.set_to.get(name, default)

    def set(self, name: str, value: str) -> None:
        """See RuntimeConfig."""
        self.set_to[name] = value

    def unset(self, name: str) -> None:
        """See RuntimeConfig."""
        self.set_to.pop(name, None)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, TINY),
        (TINY_BYTES, TINY),
        (TINY_BYTES + 1, BRIEF),
        (BRIEF_BYTES, BRIEF),
        (BRIEF_BYTES + 1, {PARTS: "200"}),
        (None, {PARTS: "200"}),
    ],
)
def test_what_is_planned_briefly(size: int | None, expected: dict[str, str]) -> None:
    """All that a query reads together, by the bytes of its files; what nobody knows may be large."""
    session = Settings()
    with brief(session, size):
        assert session.set_to == expected
    assert session.set_to == {PARTS: "200"}


def test_the_settings_are_back_after_an_error() -> None:
    """Whatever a query ends with."""
    session = Settings()
    with pytest.raises(ZeroDivisionError), brief(session, 0):
        raise ZeroDivisionError
    assert session.set_to == {PARTS: "200"}
