"""The two months of hand-made tables that tests of releases have, as readers open them."""

from tests.release.conftest import april, may, two_months

__all__ = ["april", "may", "two_months"]
