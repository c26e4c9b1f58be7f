"""The two months of the tests of releases."""

from tests.release.conftest import april, may

__all__ = ["april", "may"]
