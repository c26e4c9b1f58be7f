"""
What was imported of a sample: a line an answer, in order. Of a reviewer's two the later counts.

None is taken out, but those on somebody who has opted out since (see `opted_out`).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from linkage.commands.review.folders import THIRD
from linkage.errors import IntegrityError
from linkage.release import disk
from linkage.review.verdict import Answer


@dataclass(frozen=True)
class KeptAnswer:
    """One answer, without a name and without a note: ids are those of the release."""

    event_id: str
    reviewer: str
    round: str
    answer: str
    person: str | None
    """Whom a match names, as the release has them."""
    reach: str
    file: str
    """SHA-256 of the file that it came in, a copy of which is in the secure area."""
    imported_on: str

    def says(self) -> Answer:
        """What it says, for a verdict."""
        return Answer(self.answer, self.person)

    def is_as(self, other: "KeptAnswer | None") -> bool:
        """Whether another says the same of the same event."""
        return other is not None and (self.says(), self.reach) == (other.says(), other.reach)


def read_kept(path: Path) -> tuple[KeptAnswer, ...]:
    """Every line; none where there is no file yet. IntegrityError where one is not as it was written."""
    if not path.is_file():
        return ()
    try:
        return tuple(KeptAnswer(**json.loads(line)) for line in path.read_text("utf-8").splitlines())
    except (ValueError, TypeError) as problem:
        raise IntegrityError(
            f"{path} cannot be read as the answers of a sample; restore it from your latest backup of state/"
        ) from problem


def keep(path: Path, answers: Iterable[KeptAnswer]) -> None:
    """Add the answers, all or none."""
    before = path.read_bytes() if path.is_file() else b""
    disk.replace(path, before + lines_of(answers), draft=path.with_suffix(".draft"))


def write_kept(path: Path, answers: Iterable[KeptAnswer]) -> None:
    """The answers in the place of those that are there."""
    disk.replace(path, lines_of(answers), draft=path.with_suffix(".draft"))


def lines_of(answers: Iterable[KeptAnswer]) -> bytes:
    """A line an answer."""
    return "".join(json.dumps(asdict(one), sort_keys=True) + "\n" for one in answers).encode()


def standing(kept: Iterable[KeptAnswer]) -> dict[str, list[KeptAnswer]]:
    """By event the answers that count: the last of each reviewer; those of the first round first, in their order."""
    latest: dict[tuple[str, str], KeptAnswer] = {}
    for one in kept:
        latest[one.event_id, one.reviewer] = one
    found: dict[str, list[KeptAnswer]] = {}
    for one in sorted(latest.values(), key=lambda one: one.round == THIRD):
        found.setdefault(one.event_id, []).append(one)
    return found
