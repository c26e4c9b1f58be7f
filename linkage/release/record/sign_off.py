"""Sign-offs of a release: who approved or refused it, as what, for what use, until when, and what of it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from linkage.errors import ConfigError
from linkage.release import journal
from linkage.release.history import line_of, show
from linkage.release.homes import noted
from linkage.release.layout import Layout

STANDS, REPLACED, WITHDRAWN, EXPIRED = "stands", "replaced", "withdrawn", "expired"
WORD = {
    journal.APPROVED: "signed off",
    journal.REFUSED: "refused",
    journal.SIGN_OFF_WITHDRAWN: "sign-off withdrawn",
}
"""What was done, as it is shown."""


@dataclass(frozen=True)
class SignOff:
    """One act: an approval, a refusal, or the withdrawal of what the same person said before."""

    act: str
    """Of the journal: approved, refused or sign_off_withdrawn."""
    at: str
    by: str
    note: str = ""
    """For those who may see the data."""
    public_note: str = ""
    """For everybody, with the name."""
    role: str = ""
    """As what they sign, such as Caldicott guardian."""
    scope: str = ""
    """For what use, such as the monthly extract; empty for any."""
    until: str = ""
    """The last day on which an approval holds, YYYY-MM-DD; empty for ever."""

    def overrides(self, earlier: "SignOff") -> str | None:
        """What this later act makes of an earlier one by the same person: replaced, withdrawn, or None for nothing."""
        same_person = self.by.casefold() == earlier.by.casefold()
        same_scope = self.scope.casefold() == earlier.scope.casefold()
        if self.act == journal.SIGN_OFF_WITHDRAWN:
            return WITHDRAWN if same_person and (same_scope or not self.scope) else None
        return REPLACED if same_person and same_scope else None


def sign_offs(entries: Sequence[dict[str, str]], number: str) -> tuple[SignOff, ...]:
    """Every act about a release, oldest first."""
    names = [one.name for one in fields(SignOff) if one.name != "act"]
    return tuple(
        SignOff(entry["action"], **{name: entry[name] for name in names if name in entry})
        for entry in entries
        if entry["action"] in WORD and entry["release"] == number
    )


def states(acts: Sequence[SignOff], on: date | None) -> list[tuple[SignOff, str]]:
    """
    Every approval and refusal with what has become of it by day `on`; without a day, none has expired.

    Of one person and one scope the last word counts; a withdrawal without a scope takes all that they said.
    """
    found = []
    for place, act in enumerate(acts):
        if act.act == journal.SIGN_OFF_WITHDRAWN:
            continue
        later = (other.overrides(act) for other in acts[place + 1 :])
        state = next(filter(None, later), STANDS)
        if state == STANDS and on is not None and act.until and on.isoformat() > act.until:
            state = EXPIRED
        found.append((act, state))
    return found


def standing(acts: Sequence[SignOff], on: date | None = None) -> tuple[SignOff, ...]:
    """The approvals that stand on a day; none while somebody's refusal stands."""
    there = [act for act, state in states(acts, on) if state == STANDS]
    return () if any(act.act == journal.REFUSED for act in there) else tuple(there)


@dataclass(frozen=True)
class Said:
    """What somebody says of a release, as typed."""

    by: str
    note: str | None = None
    public_note: str | None = None
    role: str | None = None
    scope: str | None = None
    until: str | None = None


def sign(layout: Layout, number: str, act: str, said: Said, at: datetime) -> dict[str, str]:
    """
    Write an act down for ever, and give what was written. The caller holds the lock.

    One of the two notes is needed. ConfigError when there is no such release, a text is empty, long, of several lines,
    or holds what may not be shown (see `free_text`), the last day is none or is past, or a person withdraws who has
    nothing that stands.
    """
    day = show(layout, number).finished.date()
    if said.note is None and said.public_note is None:
        raise ConfigError(
            "say on what grounds: --note TEXT for those who may see the data, or --public-note TEXT"
        )
    given = {
        name.name: line_of(text, f"--{name.name.replace('_', '-')}", day)
        for name in fields(Said)
        if name.name != "until" and (text := getattr(said, name.name)) is not None
    }
    if said.until is not None:
        given["until"] = last_day(said.until, at.date())
    written = SignOff(act, at.isoformat(), **given)
    before = sign_offs(journal.entries(layout.journal), number)
    if act == journal.SIGN_OFF_WITHDRAWN and not any(
        state in (STANDS, EXPIRED) and written.overrides(one) for one, state in states(before, at.date())
    ):
        raise ConfigError(
            f"nobody of that name has said anything of release {number} that could be withdrawn; "
            f"`linkage releases show JOB {number}` lists who signed"
        )
    facts = {name: value for name, value in vars(written).items() if value and name != "act"}
    noted.note(layout, act, number, **facts)
    return {"release": number, **facts}


def last_day(text: str, today: date) -> str:
    """The last day of an approval, YYYY-MM-DD; ConfigError for what is no day, or one that is past."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ConfigError("--until needs a day, YYYY-MM-DD") from None
    if day < today:
        raise ConfigError(
            "--until names a day that is past; `linkage releases refuse` says that it is not fit"
        )
    return day.isoformat()
