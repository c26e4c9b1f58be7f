"""One decision of a reviewer: of which event, what it says, how far it reaches, and what it takes the place of."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date

from linkage.errors import ConfigError, InputError
from linkage.session.keys import Key
from linkage.words.free_text import problem

MATCH, NONE, CANNOT_TELL = "match", "none", "cannot_tell"
ANSWERS = {
    MATCH: "the event is that person's",
    NONE: "the event is not that person's, or nobody's where no person is named",
    CANNOT_TELL: "the reviewer could not tell: nothing is bound",
}
EVENT, IDENTITY = "event", "identity"
REACHES = {
    EVENT: "that event alone",
    IDENTITY: "every event with the same NHS number, birth date, sex and postcode",
}
PURPOSE = "decision"
"""Of the key under which decisions have their ids: nobody without the secret can try reviewers or notes on one."""
ID_DIGITS = 32
LONGEST = 500
"""Characters of a note or of a reviewer's name."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One line of the store; ids are those of a release, and no identifier is among them."""

    event_id: str
    """Pseudonymous id of the event, as in `links`."""
    identity_id: str
    """Pseudonymous id of its NHS number, birth date, sex and postcode as they were judged: identity_key as text."""
    answer: str
    """One of ANSWERS."""
    reach: str
    """One of REACHES."""
    reviewer: str
    decided_on: str
    """Date as YYYY-MM-DD, by the clock of whoever wrote it down."""
    release_id: str
    """The release that was judged."""
    person_id: str | None = None
    """The person as the release has them: whose the event is, or is not; null with `none` is anybody."""
    model_id: str | None = None
    """The model of the month that was judged; null without rank P."""
    sample_id: str | None = None
    """The review sample; null for a single decision."""
    note: str | None = None
    """For those who may see the data: it is in no release."""
    supersedes: tuple[str, ...] = ()
    """Ids of the decisions that are out of force by this one."""
    withdrawn: bool = False
    """Whether it only takes back what it supersedes, and binds nothing itself."""
    decision_id: str = ""
    """Keyed digest of all the rest; blank until it is written down."""
    purged: bool = False
    """Whether it spoke of somebody who has opted out since: whom it named and why is gone from it, see `purge`."""

    def identified(self, key: Key) -> "Decision":
        """The same with its id."""
        said = {name: value for name, value in asdict(self).items() if name not in ("decision_id", "purged")}
        text = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return replace(self, decision_id=key.digest(PURPOSE, text)[:ID_DIGITS])

    def words(self) -> str:
        """What it says, in words and without the person."""
        if self.purged:
            return "of somebody who has opted out"
        if self.withdrawn:
            return "taken back"
        if self.answer == NONE:
            return (
                "the event is nobody's in HES" if self.person_id is None else "the event is not that person's"
            )
        return ANSWERS[self.answer]

    def says(self) -> tuple[str, str | None]:
        """What it binds: answer and person."""
        return self.answer, self.person_id


def refuse_unfit(decision: Decision) -> None:
    """InputError for a decision that says nothing, or more than it may; ConfigError for a text that may not be kept."""
    if decision.answer not in ANSWERS or decision.reach not in REACHES:
        raise InputError("a decision has an answer or a reach that there is not; nothing was written down")
    if decision.answer == MATCH and not decision.person_id:
        raise InputError("a decision says `match` and names no person; nothing was written down")
    if not (decision.event_id and decision.identity_id.lstrip("-").isdigit()):
        raise InputError("a decision does not name its event and identity; nothing was written down")
    if decision.withdrawn and not decision.supersedes:
        raise InputError("a decision is taken back, and it is not said which; nothing was written down")
    near = (date.fromisoformat(decision.decided_on),)
    for name, text in (("reviewer", decision.reviewer), ("note", decision.note)):
        refuse_text(name, text, near)


def refuse_text(name: str, text: str | None, near: Sequence[date]) -> None:
    """
    ConfigError for a text of a decision that is empty, long, of several lines, or holds what may not be shown.

    A date more than two years from `near`, the day it is written down, may be somebody's birthday.
    """
    if text is None:
        return
    if not text.strip() or len(text) > LONGEST or not text.isprintable():
        raise ConfigError(f"{name}: one line of text, {LONGEST} characters at most; nothing was written down")
    if found := problem(text, near=near):
        raise ConfigError(f"{name} {found}; nothing was written down")


def decision_of(said: dict[str, object]) -> Decision:
    """A decision from what a line says; TypeError or ValueError where that is none."""
    known = {one.name for one in fields(Decision)}
    if set(said) - known:
        raise ValueError("a decision has names that this program does not know")
    supersedes = said.get("supersedes") or ()
    if not isinstance(supersedes, list | tuple):
        raise TypeError("what a decision supersedes is a list")
    return Decision(**{**said, "supersedes": tuple(map(str, supersedes))})  # type: ignore[arg-type]
