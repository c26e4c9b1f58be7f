"""The rules by which people are made of hospital records without a person key: passes, each with what it requires."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from linkage.config.setting import Strict
from linkage.config.text import Words

PersonField = Literal["nhs_number", "birth_date", "sex", "postcode", "local_patient"]
"""What records may agree on; local_patient is the provider together with its own identifier of the patient."""

MOST_PASSES = 9


class Agreement(Strict):
    """A field on which records have to agree."""

    how: Literal["exact", "partial"] = Field(
        description="exact, or (birth_date alone) partial: any two of day, month and year, or day and month switched."
    )
    field: PersonField

    @model_validator(mode="after")
    def _partial_is_of_dates(self) -> "Agreement":
        if self.how == "partial" and self.field != "birth_date":
            raise ValueError(
                f"{self.field} agrees exactly or not at all; only birth_date has how = 'partial'"
            )
        return self


class Pass(Strict):
    """One pass: records that share all it requires are of one person."""

    name: Annotated[str, Field(pattern=r"^[0-9A-Z]{1,3}$")] = Field(description="Name of the pass.")
    meaning: Words = Field(description="One line for the manifest and the documentation.")
    source: str = Field(description="Where the rule comes from.")
    require: tuple[Agreement, ...] = Field(min_length=1)
    unless: tuple[Literal["numbers_contradict"], ...] = Field(
        (),
        description="What keeps records apart. numbers_contradict: those who share the values hold several NHS numbers "
        "between them, so nobody can say whose the others are.",
    )

    @model_validator(mode="after")
    def _joins_few(self) -> "Pass":
        fields = [one.field for one in self.require]
        if len(fields) != len(set(fields)):
            raise ValueError(f"pass {self.name}: one field is required twice")
        names_somebody = {"nhs_number", "local_patient"} & set(fields)
        if not names_somebody and not {"birth_date", "sex", "postcode"} <= set(fields):
            raise ValueError(
                f"pass {self.name}: require nhs_number, local_patient, or birth_date, sex and postcode; "
                "anything looser would make strangers one person"
            )
        if self.is_partial and "nhs_number" not in fields:
            raise ValueError(f"pass {self.name}: a birth date may agree in part only beside an NHS number")
        return self

    @property
    def is_partial(self) -> bool:
        """Whether its birth dates may agree in part."""
        return any(one.how == "partial" for one in self.require)

    @property
    def fields(self) -> tuple[PersonField, ...]:
        """The fields that it requires, in the order of the file."""
        return tuple(one.field for one in self.require)

    @property
    def is_guarded(self) -> bool:
        """Whether contradicting numbers keep records apart."""
        return "numbers_contradict" in self.unless


class PersonRules(Strict):
    """A whole file of such rules."""

    name: Words
    meaning: Words
    max_birth_dates: int = Field(
        8,
        ge=1,
        description="A number with more birth dates of one sex is of many people: it joins on the whole date alone.",
    )
    no_local_patient_id: tuple[str, ...] = Field(
        (),
        description="What stands, in upper case, in the place of a local patient identifier where there is none.",
    )
    passes: tuple[Pass, ...] = Field(alias="pass", min_length=1, max_length=MOST_PASSES)

    @model_validator(mode="after")
    def _passes_are_distinct(self) -> "PersonRules":
        names = [one.name for one in self.passes]
        if len(names) != len(set(names)):
            raise ValueError("two [[pass]] entries bear the same name")
        return self
