"""A sign-off of what a restatement replaced."""

from linkage.release.record.part import ManifestPart


class SignedOff(ManifestPart):
    """Which release held the month as it was, and on which day that was signed off; not by whom."""

    release: str
    at: str
