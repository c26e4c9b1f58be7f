"""
Where samples lie. A release is immutable, so nothing of a review is written into one.

    secure/review/SAMPLE/    what reviewers look at, with identifiers: never leaves
        manifest.json        what it was drawn from and how
        review.html review.xlsx    shown.json people.json    third.html third.json    received/
    state/review/SAMPLE.json       the design, without identifiers: strata, their sizes, whose turn it was
    state/review/SAMPLE.jsonl      every answer that was imported, in order, but those on people who opted out
"""

import re
from dataclasses import dataclass
from pathlib import Path

from linkage.release.layout import Layout

SAMPLE = re.compile(r"[0-9]{4,}-[0-9]{4}-[0-9]{2}-[0-9a-f]{8}")
FIRST, THIRD = "first", "third"


@dataclass(frozen=True)
class SampleFolders:
    """The paths of one sample."""

    layout: Layout
    sample: str

    @property
    def secure(self) -> Path:
        """What reviewers look at."""
        return self.layout.secure / "review" / self.sample

    @property
    def received(self) -> Path:
        """Every file that was imported, as it came."""
        return self.secure / "received"

    @property
    def design(self) -> Path:
        """What the sample is, without identifiers."""
        return state_folder(self.layout) / f"{self.sample}.json"

    @property
    def answers(self) -> Path:
        """What was imported."""
        return state_folder(self.layout) / f"{self.sample}.jsonl"

    def page(self, round_: str) -> Path:
        """The page of a round."""
        return self.secure / ("third.html" if round_ == THIRD else "review.html")

    def shown(self, round_: str) -> Path:
        """What that page shows, for it to be made again."""
        return self.secure / ("third.json" if round_ == THIRD else "shown.json")

    @property
    def people(self) -> Path:
        """Whom each column of each event stands for."""
        return self.secure / "people.json"


def state_folder(layout: Layout) -> Path:
    """What is to be backed up of reviews."""
    return layout.state / "review"


def samples(layout: Layout) -> tuple[str, ...]:
    """Every sample that was exported, by name."""
    folder = state_folder(layout)
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.stem for path in folder.glob("*.json") if SAMPLE.fullmatch(path.stem)))
