"""The context of a month in a manifest: what its links rest on besides its own rows and people, in numbers."""

from pydantic import Field

from linkage.release.record.part import Count, ManifestPart


class MonthContext(ManifestPart):
    """One month; the values by which it is linked again in its context lie in state/kept/."""

    release: str = Field(description="The release whose run linked the month.")
    index: str = Field(
        description="Digest of what the person index was made from when the month was last looked at."
    )
    people: Count = Field(description="N: people of the index.")
    crowded_postcodes: Count = Field(description="Postcodes too crowded to settle who somebody is.")
    model_id: str | None = None
    threshold: float | None = Field(
        None, description="Lowest probability that was linked; null where none was."
    )
    phi: dict[str, float] = Field(default_factory=dict, description="By stratum of the pool.")
    near_miss_share: float | None = None
    blocks_left_out: dict[str, Count] = Field(
        default_factory=dict, description="Values of each block that too many people share."
    )
    link_draws: Count = Field(
        0, description="Plausible sets of links in the release; earlier versions had none."
    )
    held_out: Count | None = Field(
        None, description="Event identities by which the run looked whether its probabilities are true."
    )
    links_gained: Count | None = Field(
        None,
        description="Links gained since the month was published first, by linking it again; null: not counted.",
    )
    decisions: dict[str, Count] = Field(
        default_factory=dict,
        description="Events of the month on which reviewers' decisions bear, by what became of it: linked, apart, "
        "confirmed; contradictory, identity_changed, person_gone, opted_out were not gone by.",
    )
    is_kept_from: str | None = Field(
        None, description="The release whose context it was linked in; null for a fresh one."
    )
