"""What a rank test is: what a rank may require of a pair or be kept from by, with all that is said of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from linkage.engine.dialect import Dialect

IdentityField = Literal["nhs_number", "birth_date", "sex", "postcode"]
FIELDS: tuple[IdentityField, ...] = get_args(IdentityField)
NUMBERS_HELD = """
        join person on person.person_id = held.person_id
        left join person_number as own
          on own.person_id = held.person_id and own.nhs_number = event.nhs_number"""
"""Joins to `person`, with how many numbers that person has (nhs_numbers), and to `own`, the event's where it is one."""


@dataclass(frozen=True)
class PairColumn:
    """
    A column of rank_pair that a test stands on; where several name it, it is made once.

    It is true or false, never null. It may read `event`, the identity to be linked; `held`, one identity of the
    index; `crowded`, what is known of the event's postcode (ignored); and what it joins, such as NUMBERS_HELD.
    """

    name: str
    sql: Callable[[Dialect], str]
    joins: str = ""
    """
    Joins to what else it reads, by which no row comes or goes.

    No rank that asks for the test: none is made, and the column is false.
    """


@dataclass(frozen=True)
class RankTest:
    """
    One test. A module of this folder that has one, as TEST, makes it one of the program.

    Its condition is on a row of rank_pair: number_is_held, whether this identity of the person's has the event's
    number; nhs_number_agreement, birth_date_agreement, sex_agreement and postcode_agreement, which are exact, partial,
    missing or conflict; and the columns of tests.
    """

    name: str
    place: int
    """In the order in which tests are told, the smallest first."""
    meaning: str
    """What it says of a pair, as a sentence."""
    condition: str | Mapping[IdentityField, str]
    """By field: `require` asks for it, of one of these fields. One for the whole pair: `unless` names it."""
    column: PairColumn | None = None
    word: str = ""
    """Of a test that is required: how the table of ranks in a report calls it."""

    @property
    def fields(self) -> tuple[IdentityField, ...]:
        """The fields that it may be asked of; none where it is of the whole pair."""
        return () if isinstance(self.condition, str) else tuple(self.condition)

    @property
    def words(self) -> str:
        """Its name, for somebody who reads what a rank asks for."""
        return self.name.replace("_", " ")

    @property
    def asked_by(self) -> Literal["require", "unless"]:
        """The key of a rank that names it."""
        return "require" if self.fields else "unless"

    def condition_on(self, field: IdentityField | None) -> str:
        """The condition, asked of one of its fields, or of the pair; ValueError where it cannot be asked so."""
        if isinstance(self.condition, str):
            found = self.condition if field is None else None
        else:
            found = None if field is None else self.condition.get(field)
        if found is None:
            raise ValueError(f"{self.name} cannot be asked of {field or 'the whole pair'}")
        return found
