"""A reviewer's file against its sample: is it one of this job's, whole, of this page, and somebody's who may answer?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from linkage.commands.review.answers import KeptAnswer, read_kept
from linkage.commands.review.design import Design, read_design
from linkage.commands.review.folders import SAMPLE, THIRD, SampleFolders
from linkage.commands.review.people import read_people
from linkage.errors import ConfigError, InputError, ResourceError
from linkage.release.layout import Layout
from linkage.review.answer_file import REVIEWER, GivenFile, read_answers
from linkage.review.answer_sheet import WORKBOOK, read_answer_sheet
from linkage.words.free_text import problem

MOST_BYTES = 64_000_000


@dataclass(frozen=True)
class TakenFile:
    """A file that can be used, with what is new in it."""

    name: str
    content: bytes
    given: GivenFile
    folders: SampleFolders
    design: Design
    new: tuple[KeptAnswer, ...]
    """Answers to events that the reviewer had not answered, or otherwise."""
    changed: int
    """Of these, those that take the place of another answer of theirs."""
    same: int

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return sha256(self.content).hexdigest()


def taken(layout: Layout, files: Sequence[Path], today: str) -> tuple[TakenFile, ...]:
    """
    Every file, checked; nothing is written. `today` is the day that is noted.

    Raises InputError or ConfigError, naming the file and what is wrong, where one of them cannot be used, or where two
    of them are one reviewer's and differ.
    """
    found: list[TakenFile] = []
    for path in files:
        one = taken_file(layout, path, today)
        for other in found:
            refuse_two_of_one(one, other)
        if any(other.given == one.given for other in found):
            one = replace(one, new=(), changed=0, same=len(one.given.answers))
        found.append(one)
    return tuple(found)


def refuse_two_of_one(one: TakenFile, other: TakenFile) -> None:
    """InputError where one reviewer answers in two files in two ways."""
    mine = (one.given.sample, one.given.round, one.given.reviewer)
    if mine != (other.given.sample, other.given.round, other.given.reviewer):
        return
    said, also = (
        {answer.event_id: (answer.answer, answer.person, answer.reach) for answer in each.given.answers}
        for each in (other, one)
    )
    differ = sum(said[event] != answer for event, answer in also.items() if event in said)
    if differ:
        raise InputError(
            f"{other.name} and {one.name} are of one reviewer and sample, and differ in {differ} answers: give the one "
            "that counts. Nothing was taken"
        )


def taken_file(layout: Layout, path: Path, today: str) -> TakenFile:
    """One file."""
    name = path.name
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    except FileNotFoundError:
        raise InputError(f"{path} is not there") from None
    except OSError as trouble:
        raise ResourceError(f"{path} cannot be read: {trouble.strerror}") from trouble
    is_book = content.startswith(WORKBOOK)
    given = read_answer_sheet(content, name) if is_book else read_answers(content, name)
    refuse_reviewer(given, name)
    folders = SampleFolders(layout, given.sample)
    if not SAMPLE.fullmatch(given.sample) or not folders.design.is_file():
        raise InputError(
            f"{name} is of a sample that this output does not know: give it to the job that exported it, or restore "
            "state/review from a backup"
        )
    design = read_design(folders.design)
    is_third = given.round == THIRD
    if not is_third and given.page != design.page:
        raise InputError(f"{name} is of another page of this sample than was exported; nothing was taken")
    people = read_people(folders)
    refuse_unknown(given, design, people, name)
    kept = read_kept(folders.answers)
    if is_third:
        refuse_same_reviewer(given, kept, name)
    before = {(one.event_id, one.reviewer): one for one in kept}
    answers = [
        KeptAnswer(
            one.event_id,
            given.reviewer,
            THIRD if is_third else "first",
            one.answer,
            people[one.event_id][one.person - 1].released if one.person else None,
            one.reach,
            sha256(content).hexdigest(),
            today,
        )
        for one in given.answers
    ]
    new = tuple(one for one in answers if not one.is_as(before.get((one.event_id, one.reviewer))))
    changed = sum((one.event_id, one.reviewer) in before for one in new)
    return TakenFile(name, content, given, folders, design, new, changed, len(answers) - len(new))


def refuse_reviewer(given: GivenFile, name: str) -> None:
    """ConfigError for a reviewer without a code, or whose code tells too much."""
    if not re.fullmatch(REVIEWER, given.reviewer):
        raise ConfigError(
            f"{name}: the reviewer is a code of a letter and up to 15 letters, digits, - or _, such as R1; nothing was "
            "taken"
        )
    if found := problem(given.reviewer):
        raise ConfigError(f"{name}: the reviewer's code {found}; nothing was taken")


def refuse_unknown(
    given: GivenFile, design: Design, people: Mapping[str, Sequence[object]], name: str
) -> None:
    """InputError for an event that is not in the sample or twice in the file, and for a person who was not shown."""
    events = [one.event_id for one in given.answers]
    if len(set(events)) != len(events):
        raise InputError(f"{name} has two answers to one event; keep one of them. Nothing was taken")
    if any(event not in design.events or event not in people for event in events):
        raise InputError(f"{name} has an answer to an event that its sample does not show; nothing was taken")
    if any(one.person and one.person > len(people[one.event_id]) for one in given.answers):
        raise InputError(f"{name} names a person who was not shown for the event; nothing was taken")


def refuse_same_reviewer(given: GivenFile, kept: Sequence[KeptAnswer], name: str) -> None:
    """InputError where a third reviewer is one of the two who differ."""
    first = {(one.event_id, one.reviewer) for one in kept if one.round != THIRD}
    if any((one.event_id, given.reviewer) in first for one in given.answers):
        raise InputError(
            f"{name}: the third reviewer is one of the first two; somebody else has to look. Nothing was taken"
        )
