"""What a report says beside the statistics: the cover, the method, who signed it off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linkage.disclosure.profile import Profile
from linkage.report.chapters.rank_table import RankDescription
from linkage.review.measured import ReviewMeasured


@dataclass(frozen=True)
class GateShown:
    """One gate that was judged: its limit, what was found, and whether it held."""

    name: str
    limit: float
    found: float
    held: bool
    mode: str = "refuse"
    """Whether it warns or refuses when it does not hold."""
    told: str = ""
    """What was found, with codes and exact counts: internal."""
    accepted: str | None = None
    """Why it was let pass: internal."""


@dataclass(frozen=True)
class Approval:
    """One sign-off of a release, or refusal; `at` is a day. A report has no clock: `until` is shown, not judged."""

    release: str
    at: str
    by: str
    note: str
    """For those who may see the data; empty if there is none."""
    public_note: str = ""
    """For everybody; empty if there is none."""
    role: str = ""
    scope: str = ""
    until: str = ""
    is_refusal: bool = False
    ended: str = ""
    """What has become of it: replaced by what the same person said later, or withdrawn; empty while it stands."""

    def words(self, *, is_shared: bool) -> str:
        """The sign-off in words: outside, who signed and why is said only where a public note was given."""
        notes = [self.public_note] if is_shared else [self.note, self.public_note]
        why = "; ".join(text for text in notes if text)
        who = f" by {self.by}" if why or not is_shared else ""
        named = (self.role, f"for {self.scope}" if self.scope else "") if who else ()
        about = ", ".join(filter(None, (*named, f"until {self.until}" if self.until else "")))
        return (
            f"{'refused: ' if self.is_refusal else ''}release {self.release}{who}{f' ({about})' if about else ''} "
            f"on {self.at}{f', since {self.ended}' if self.ended else ''}{f': {why}' if why else ''}"
        )


def is_signed_off(approvals: Sequence[Approval], release: str) -> bool:
    """Whether somebody's approval of a release stands, and nobody's refusal does."""
    there = [one for one in approvals if one.release == release and not one.ended]
    return bool(there) and not any(one.is_refusal for one in there)


@dataclass(frozen=True)
class MonthDelivered:
    """What a delivery changed of one month that was published before."""

    month: str
    done: str
    """What the run did to it, in words."""
    why: str
    gained: int | None
    """Events that got a link; None of a month that was not linked again, as for the next two."""
    lost: int | None
    other_person: int | None
    events_out: int
    """Taken out: of people who opted out, moved to another month, or withdrawn."""
    people_out: int
    held_back: int
    """Events in no file any more that stay, because they are too many of one file."""
    is_left: bool
    """Whether it would come out otherwise and was left as it is."""


@dataclass(frozen=True)
class Delivered:
    """What a delivery changed of the months that were published before."""

    months: tuple[MonthDelivered, ...]
    """Those that are not as they were, or would not be."""
    not_known: tuple[str, ...] = ()
    """Those that an earlier version published, of which nothing can be told."""
    brought: str = ""
    """Files, people, hospital records and the opt-out list against those before, in words."""
    not_supplied: tuple[tuple[str, int], ...] = ()
    """Months with events that no file holds, nor any file with the month; how many."""


@dataclass(frozen=True)
class SinceFirst:
    """A month that was linked again: its links now, and those gained since its first publication, if counted."""

    month: str
    linked: int
    gained: int | None


@dataclass(frozen=True)
class CarriedRate:
    """A headline rate: the share of the links by care, plain and with linkage error carried, from 0 to 1."""

    care: str
    plain: float
    adjusted: float
    low: float
    high: float
    """Ends of the 95% interval of the adjusted rate."""


@dataclass(frozen=True)
class ReportFacts:
    """Everything is as it is to be shown; dates and versions come from the manifest, never from a clock."""

    job_name: str
    release: str
    month: str
    months: tuple[str, ...]
    finished: str
    hospital_until: str | None
    """Latest hospital activity that was supplied: the cut-off."""
    status: str | None
    contact: str | None
    marking: str | None
    next_date: str | None
    profile: str
    profile_meaning: str
    ranks: tuple[RankDescription, ...]
    model_id: str | None
    versions: Mapping[str, str]
    gates: tuple[GateShown, ...]
    other_months: Mapping[str, int]
    columns_absent: Mapping[str, tuple[str, ...]]
    input_files: int
    has_opt_outs: bool
    """Whether a list of opt-outs was supplied."""
    changes: tuple[tuple[str, str], ...]
    """Month, and what about the method was different from then on, in words; latest first."""
    rebased: Mapping[str, str]
    """First month of new limits on the charts, and the reason."""
    names: Mapping[str, str]
    """Names of providers and sites by code."""
    approvals: tuple[Approval, ...]
    compared: str | None
    """What the change is against, such as "release 0003 (2019-10)"; None for the first."""
    disclosure: Profile | None
    """The rule the numbers of this report were controlled by; None for exact numbers."""

    volume: str | None = None
    """How much was delivered, in exact numbers: internal. None where the release does not say."""
    scope: str = ""
    """Which scope the month has, and why."""
    stands: str | None = None
    """The release that the numbers of this report were shared with before; None where they are made of this one's."""
    revises: str | None = None
    """The release that the month was shared with first, where it is shared in other numbers now."""
    struck: tuple[tuple[str, int, int], ...] = ()
    """Months that people on the opt-out list were struck from by the run: month, people, events."""
    signed_before: tuple[tuple[str, str], ...] = ()
    signed_and_linked: tuple[str, ...] = ()
    """Internal: months signed off until the run linked them again or struck from them, in words; those linked again."""
    files_aside: tuple[str, ...] = ()
    """Internal: paths of the files that the month was linked without, since they could not be used."""
    compared_month: str | None = None
    """The month of the publication that the change is against: an earlier one, or the month itself, restated."""
    delivered: Delivered | None = None
    """What the delivery changed of earlier months: internal. None where there were none, or nobody looked."""
    since_first: tuple[SinceFirst, ...] = ()
    """The months that the run linked again: internal."""
    carried: tuple[CarriedRate, ...] | str = ""
    """Headline rates with linkage error carried, or why there are none: internal. Empty where nobody asked."""
    review: ReviewMeasured | None = None
    """What reviewers say of the month: internal. None where nobody has answered."""
    is_reviewed: bool = False
    """Whether anybody has, for a report that does not tell what."""
    followed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By code of a provider, those that took its place, by the lookup of sites: whether they send or not."""
    finished_on: str = ""
    """The day the release was made, YYYY-MM-DD."""
    has_dictionary: bool = False
    """Whether the data dictionary lies beside the page."""

    @property
    def has_p(self) -> bool:
        """Whether rank P is one of the ranks, whatever is shown of it."""
        return any(rank.rank == "P" for rank in self.ranks)

    def named(self, code: str) -> str:
        """A provider's or site's code with its name, if there is one; a site may stand after its provider."""
        name = self.names.get(code) or self.names.get(code.rpartition(" ")[2])
        return f"{code} ({name})" if name else code
