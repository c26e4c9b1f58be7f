"""An error rule: one named way in which an identifier goes wrong, with its rates and their source."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorRule:
    """One way in which an identifier goes wrong."""

    name: str
    rates: Mapping[str, float]
    """Share of records it strikes, by the part of the records that the key names, or by outcome."""
    source: str
    by_person: bool = False
    """Whether the rate is multiplied by `times` of record_quality.py, whose mean is about 1."""


DMQ = "HES-DID data matching quality report of April 2015"
