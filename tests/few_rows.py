"""One thread for slow tests of a few rows: they are slow for the runs they make, and threads would only wait."""

import pytest


@pytest.fixture(autouse=True)
def _every_thread_if_slow() -> None:
    """In place of that of tests/conftest.py, where a conftest names this; who tests threads asks for `every_thread`."""
