"""A terminal of a test."""

import io


class Screen(io.StringIO):
    """A terminal that remembers what was written."""

    def isatty(self) -> bool:
        """Yes."""
        return True
