"""The reader's version is raised when what reading yields changes: parts of the cache are found by it."""

import json

from tests.cache.awkward import GOLDEN, golden


def test_reading_yields_what_its_version_yields() -> None:
    """Else raise READER_VERSION in linkage/steps/inputs/version.py, and run `python -m tests.cache.awkward`."""
    known, found = json.loads(GOLDEN.read_text("utf-8")), golden()

    assert found["reader_version"] == known["reader_version"], "run `python -m tests.cache.awkward`"
    assert found["yields"] == known["yields"], "reading yields something else: raise READER_VERSION"
