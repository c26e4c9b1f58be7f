"""A sign-off of what a restatement replaced, or of a month as it was before events were taken out."""

from linkage.release.record.part import ManifestPart


class SignedOff(ManifestPart):
    """Which release held the month as it was, and on which day that was signed off, as what; not by whom."""

    release: str
    at: str
    role: str = ""
    """As what somebody signed, such as Caldicott guardian; empty where it was not said."""

    def words(self) -> str:
        """In a few words, such as signed off by Caldicott guardian on 2026-05-11 (release 0003)."""
        by = f" by {self.role}" if self.role else ""
        return f"signed off{by} on {self.at} (release {self.release})"
