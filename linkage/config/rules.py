"""The rules file as a value: deterministic ranks, the probabilistic stage, windows of relations, contacts, CIPS."""

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field, model_validator

from linkage.config.cips import Cips, Spells, Unfinished
from linkage.config.contacts import Contacts
from linkage.config.precedence import Precedence
from linkage.config.rank_tests import GUARDS, Guard, Test
from linkage.config.setting import Share, Strict
from linkage.config.text import Words
from linkage.config.windows import Windows
from linkage.rank_tests.every import BY_NAME
from linkage.rank_tests.exact import TEST as EXACT
from linkage.relations.every import NAMES

RankName = Annotated[str, Field(pattern=r"^[0-9][A-Z]?$")]


class Rank(Strict):
    """One deterministic rank."""

    rank: RankName = Field(description="Name of the rank, as in the published table.")
    meaning: Words = Field(description="One line for the report.")
    source: str = Field(description="Where the rule comes from.")
    require: tuple[Test, ...] = Field(min_length=1)
    unless: tuple[Guard, ...] = Field((), description=GUARDS)
    after_p: bool = Field(False, description="Offered only to what the probabilistic stage did not link.")

    @model_validator(mode="after")
    def _joins_on_equality(self) -> "Rank":
        exact = {test.field for test in self.require if test.how == EXACT.name}
        if "nhs_number" not in exact and not {"birth_date", "sex", "postcode"} <= exact:
            raise ValueError(
                f"rank {self.rank}: require an exact nhs_number, or exact birth_date, sex and postcode; "
                "anything looser would compare every event with every person"
            )
        return self

    @property
    def words(self) -> str:
        """What it requires, in the words of the file, and the tests that keep a pair from it."""
        unless = ", ".join(BY_NAME[name].words for name in self.unless)
        return f"{self.meaning}, unless {unless}" if unless else self.meaning

    @property
    def by_number(self) -> bool:
        """Whether the rank is reached by the join on NHS number (else by birth date, sex and postcode)."""
        return any((test.how, test.field) == (EXACT.name, "nhs_number") for test in self.require)


BlockField = Literal[
    "nhs_number", "birth_date", "sex", "postcode", "district", "day", "month", "year", "letters"
]

PLACES_AND_NUMBERS = frozenset({"nhs_number", "postcode", "district", "letters"})
"""Fields whose values few people share, however many the index holds: a postcode of 15 people is one of any index."""


class RankP(Strict):
    """The probabilistic stage."""

    minimum_probability: Share = Field(
        0.5, ge=0.5, description="No link below this posterior, whatever the target."
    )
    prudence: float = Field(
        1.25,
        ge=1,
        le=10,
        description="The threshold is set as if links went wrong this many times as often as expected.",
    )
    review_probability: Share = Field(0.1, description="Below the threshold and down to this: review.")
    blocks: tuple[tuple[BlockField, ...], ...] = Field(
        min_length=1, description="A pair is scored when it shares every field of one block."
    )
    max_block_people: int = Field(20_000, ge=1, description="Larger blocks are left out and counted.")
    max_block_people_without_place: int = Field(
        200,
        ge=1,
        description="The same for blocks that have no part of the postcode and no number, such as birth date and sex: "
        "they grow with the index, and such a block alone finds whose postcode is near and in another district.",
    )
    holdout_identities: int = Field(
        50_000,
        ge=0,
        description="Event identities whose proved number is hidden in each run to measure recall; 0: not measured.",
    )
    synthetic_identities: int = Field(
        20_000,
        ge=0,
        description="Made-up event identities that belong to nobody, scored in each run to see how many are linked; "
        "0: not measured.",
    )
    month_m: bool = Field(
        False,
        description="Adapt the trained share of errors in each field to the month's events without a number.",
    )
    copied_share: Share = Field(
        0.0035,
        description="Training: share of events expected to bear the data of somebody else at the address.",
    )
    relatives_share: Share = Field(
        0.25,
        description="Training: of wrong NHS numbers, the share expected to be of somebody at the address. Both count "
        "where no hospital record tells a copied record from a relative's number.",
    )
    random_pairs: int | None = Field(
        None,
        description="Of version 0.1: strangers are counted now, and none drawn. Without effect; delete the line.",
    )
    seed: int = Field(1, ge=0, description="Seed of whatever is chosen by chance: the hold-out, and samples.")

    def cap(self, block: Collection[str]) -> tuple[str, int]:
        """The setting that bounds a block, and the most people who may share a value of it."""
        caps = {"max_block_people": self.max_block_people}
        if self.grows_with_index(block):
            caps["max_block_people_without_place"] = self.max_block_people_without_place
        return min(caps.items(), key=lambda named: named[1])

    def grows_with_index(self, block: Collection[str]) -> bool:
        """Whether a block has neither a part of the postcode nor the number: twice the people, twice the pairs."""
        return not PLACES_AND_NUMBERS.intersection(block)


class Rules(Strict):
    """A whole rules file."""

    name: Words
    meaning: Words
    partial_birth_date_stage_3: bool = Field(
        False,
        description="Also accept day and month switched with a year that differs by 100 or has its last two digits "
        "reversed.",
    )
    ignore_postcodes_percentile: float = Field(
        0.99,
        gt=0,
        le=1,
        description="Postcodes with more people than this percentile (nearest rank) are ignored.",
    )
    ignore_postcodes_min_people: int = Field(10, ge=1, description="And at least this many people.")
    rank: tuple[Rank, ...] = Field(min_length=1)
    p: RankP | None = None
    windows: Windows = Windows()
    contacts: Contacts = Contacts()
    precedence: Precedence = Field(
        NAMES, description="Relations, strongest first: the first that an event has is its primary one."
    )
    cips: Cips = Cips()
    spells: Spells = Spells()
    unfinished: Unfinished = Unfinished()

    @model_validator(mode="after")
    def _ranks_are_distinct(self) -> "Rules":
        names = [rank.rank for rank in self.rank]
        if len(names) != len(set(names)):
            raise ValueError("two [[rank]] entries bear the same name")
        if self.p is None and any(rank.after_p for rank in self.rank):
            raise ValueError("a rank says after_p, but the file has no [p] table")
        return self
