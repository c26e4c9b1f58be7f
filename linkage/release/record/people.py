"""Where the people of a release come from, as the manifest has it: supplied by key, or made, with what that came to."""

from typing import Literal

from pydantic import Field

from linkage.release.record.part import Count, ManifestPart


class PeopleChanges(ManifestPart):
    """Made people against those of the release before: secure/NNNN, people_changes, lists them."""

    release: str = Field(description="The release before.")
    merged: Count = Field(description="People who hold records of several people of that release.")
    split: Count = Field(description="People of that release whose records are of several people now.")
    renewed: Count = Field(description="People who are the same and have another key.")


class People(ManifestPart):
    """Whose the hospital records are."""

    source: Literal["supplied", "made"]
    people: Count = Field(description="People of the index.")
    rules: str | None = Field(None, description="Rules by which they were made.")
    counts: dict[str, Count] = Field(
        default_factory=dict,
        description="What making them came to: identities, largest (identities of one person), unplaced_records; "
        "and by pass (`1 joined`): groups joined, and what kept others apart.",
    )
    edition: str | None = Field(None, description="Name under which they lie in cache/, while that is kept.")
    changes: PeopleChanges | None = Field(
        None,
        description="Null for the first release, and where cache/ no longer held those of the release before.",
    )
