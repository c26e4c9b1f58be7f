"""What a delivery changes: files, events by month, people and their records, and which months are affected, and why."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from linkage.release.record.part import Count, ManifestPart

DONE = {
    "nothing": "nothing",
    "carried": "left as it is",
    "struck": "events taken out",
    "made again": "made again",
    "tried again": "people looked for again for events without a link",
    "linked": "linked anew",
}
"""What a run does to a month, with the words that are shown: nothing to do to it; left as it is although affected;
people or events taken out; linked in the context that it was published in, the whole or what had no link; linked in a
fresh one."""


def _known(done: str) -> str:
    if done not in DONE:
        raise ValueError("not a thing that is done to a month")
    return done


Done = Annotated[str, AfterValidator(_known)]
"""One of DONE."""


NOT_READ = "hospital files have changed: whom that concerns is known once the run has read them"
"""What is told of a month whose people could not be looked at before a run."""


class RowChanges(ManifestPart):
    """Events of a published month against the DID files of a later run."""

    new: Count = Field(0, description="Not there when the month was published.")
    corrected: Count = Field(0, description="Of another row now.")
    moved: Count = Field(0, description="Of another month now, by their row.")
    withdrawn: Count = Field(
        0, description="In no file any more, though the file they came in still holds the month."
    )
    held_back: Count = Field(
        0, description="As withdrawn, but too many of their file to be struck: left as they are."
    )
    not_supplied: Count = Field(
        0, description="In no file any more, nor any file with the month: left as they are."
    )

    @property
    def missing(self) -> int:
        """Published events that a month linked again would be without, though nobody has said that they are gone."""
        return self.held_back + self.not_supplied

    @property
    def to_link(self) -> int:
        """Events that only linking the month again brings in."""
        return self.new + self.corrected

    @property
    def to_strike(self) -> int:
        """Events that every run takes out."""
        return self.moved + self.withdrawn


class LinkChanges(ManifestPart):
    """Events of a month that was made again, by what became of their link."""

    gained: Count = 0
    lost: Count = 0
    other_person: Count = 0
    other_rank: Count = Field(0, description="Of the same person.")


class MonthChange(ManifestPart):
    """One published month against what a run found."""

    is_looked_at: bool = Field(
        default=True,
        description="False in a plan, where only the run can tell whom changed hospital files concern.",
    )
    is_known: bool = Field(
        default=True,
        description="False where an earlier version kept nothing to tell by: carried, and never affected.",
    )
    rows: RowChanges = RowChanges()
    identities: Count = Field(0, description="Event identities of whose possible people any has changed.")
    unlinked: Count = Field(0, description="Of these identities, those of events without a link.")
    people: Count = Field(0, description="Linked people whose hospital records have changed.")
    person_gone: Count = Field(
        0, description="Linked events whose person is in no hospital file: a key merged, or issued anew."
    )
    decisions: Count = Field(0, description="Events on which other decisions of reviewers bear.")
    settings: tuple[str, ...] = Field(
        (), description="Of job, rules, lists, model and method, what has changed."
    )
    done: Done = "nothing"
    links: LinkChanges | None = Field(
        None, description="Of a month that was made again: what became of its links."
    )

    @property
    def is_affected(self) -> bool:
        """Whether the month would come out otherwise, but for what is struck from it."""
        return bool(self.settings or self.rows.to_link or self.identities or self.people or self.decisions)

    @property
    def keeps_context(self) -> bool:
        """Whether it can be linked again in its context: other rules or another model have other numbers."""
        return self.is_known and not self.settings

    @property
    def can_be_tried(self) -> bool:
        """Whether people can be looked for again for its events without a link, and every link of it stays."""
        return self.keeps_context and self.unlinked > 0 and not self.rows.missing

    @property
    def is_linked(self) -> bool:
        """Whether the run links it, in its own context or in a fresh one."""
        return self.done in {"made again", "tried again", "linked"}

    @property
    def holds_back(self) -> bool:
        """Whether it is left with published events that their files do not hold any more: half a delivery, maybe."""
        return bool(self.rows.held_back) and not self.is_linked

    @property
    def is_left(self) -> bool:
        """Whether it would come out otherwise and is left as it is, but for what is struck or has had no link."""
        if self.done == "tried again":
            return self.identities > self.unlinked
        return self.is_affected and self.done in {"carried", "struck"}

    def reasons(self) -> Iterator[str]:
        """Why it is affected, or what is struck, each in words."""
        for name, count in (
            ("new event(s)", self.rows.new),
            ("corrected event(s)", self.rows.corrected),
            ("event(s) moved to another month", self.rows.moved),
            ("event(s) withdrawn", self.rows.withdrawn),
            ("identities whose possible people have changed", self.identities),
            ("linked people whose hospital records have changed", self.people),
            ("event(s) whose person is in no hospital file any more", self.person_gone),
            ("event(s) that reviewers have decided on since", self.decisions),
        ):
            if count:
                yield f"{count:,} {name}"
        if self.settings:
            yield f"other {', '.join(self.settings)}"


class Delivery(ManifestPart):
    """What a run found against the release before it; none is told of the first."""

    files_new: tuple[str, ...] = Field(
        (), description="Files by whose digest the release before was not made."
    )
    files_gone: tuple[str, ...] = Field((), description="Files by which it was made and that are not there.")
    people_before: Count | None = None
    people: Count | None = Field(None, description="People of the index, before and now.")
    records: dict[str, Count] = Field(
        default_factory=dict, description="Hospital records that count, by data set; of a plan none."
    )
    records_before: dict[str, Count] = Field(
        default_factory=dict, description="The same of the release before."
    )
    opt_outs: Count | None = Field(
        None, description="Numbers on the opt-out list; earlier versions do not tell."
    )
    opt_outs_before: Count | None = Field(
        None, description="The same of the release before, where that tells."
    )
    is_same_list: bool = Field(default=False, description="Whether both are of the same list.")
    months: dict[str, MonthChange] = Field(
        default_factory=dict, description="Every month that was published."
    )

    @property
    def affected(self) -> dict[str, MonthChange]:
        """The months that would come out otherwise and were left as they are."""
        return {month: change for month, change in self.months.items() if change.is_left}

    @property
    def made_again(self) -> tuple[str, ...]:
        """The months that are linked in the context that each was published in."""
        return tuple(
            month for month, change in self.months.items() if change.done in {"made again", "tried again"}
        )

    def with_done(self, done: Mapping[str, Done]) -> "Delivery":
        """The same with what is done to the months that are named; the others as they were."""
        months = {
            month: change.model_copy(update={"done": done[month]}) if month in done else change
            for month, change in self.months.items()
        }
        return self.model_copy(update={"months": months})
