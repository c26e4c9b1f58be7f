"""What every settings file is made of: tables that refuse unknown keys, and kinds of values."""

import os
import unicodedata
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
)

from linkage.config.given.store_address import (
    path_of_file_address,
    refuse_address,
    store_address,
)
from linkage.config.given.variables import filled
from linkage.config.wording import unknown_text
from linkage.layouts.spelt.date_spelling import DECLARED

Share = Annotated[float, Field(ge=0, le=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_ ]{0,63}$")]
Delimiter = Annotated[
    Literal[",", "|", "\t"],
    BeforeValidator(
        lambda text: "\t" if text == "tab" else text, json_schema_input_type=Literal[",", "|", "\t", "tab"]
    ),
]


ENVIRONMENT = "environment"
"""Under this name a validation is given the variables of the environment."""
LONGEST_NAME, LONGEST_PATH = 255, 4_000
"""Bytes of a name, and of a path, that file systems take."""


def path_text(written: str, info: ValidationInfo) -> str:
    """
    A path or pattern that some file could have, with the variables of the environment it names; ValueError for others.

    The environment is that of the validation (see load); without one the text stands as it is.
    """
    return plain_path(with_variables(written, info))


def place_text(written: str, info: ValidationInfo) -> str:
    """The same, or the address of an object store."""
    written = with_variables(written, info)
    return store_address(written) or plain_path(written)


def with_variables(written: str, info: ValidationInfo) -> str:
    """A text with the variables of the environment of its validation, where that has one."""
    return written if info.context is None else filled(written, info.context[ENVIRONMENT])


def plain_path(written: str) -> str:
    """A path or pattern that some file could have, that of a file: address among them; ValueError for others."""
    written = path_of_file_address(written)
    refuse_address(written)
    if any(unicodedata.category(letter) == "Cc" for letter in written):
        raise ValueError("holds a NUL or another control character, which no path has")
    encoded = os.fsencode(written)
    if len(encoded) > LONGEST_PATH or any(len(name) > LONGEST_NAME for name in encoded.split(b"/")):
        raise ValueError(
            f"is too long: a path has {LONGEST_PATH:,} bytes at most, and each name in it {LONGEST_NAME}"
        )
    return written


def secret_text(written: str, info: ValidationInfo) -> str:
    """Where a secret is: file: and a path, which may have variables of the environment, or env: and a name."""
    kind, _, place = written.partition(":")
    return f"{kind}:{path_text(place, info)}" if kind == "file" else written


PathText = Annotated[str, AfterValidator(path_text)]
PlaceText = Annotated[str, AfterValidator(place_text)]
SecretText = Annotated[str, AfterValidator(secret_text), StringConstraints(pattern=r"^(file|env):.+$")]


class Strict(BaseModel):
    """Unknown keys are refused, values cannot change, and a message never repeats what was written."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def _known_spelling(written: object) -> object:
    """What was written; ValueError for no spelling that is known."""
    if isinstance(written, str) and written not in DECLARED:
        raise ValueError(unknown_text("spelling", written, DECLARED))
    return written


if TYPE_CHECKING:
    Spelling = str
else:
    Spelling = Annotated[Literal[DECLARED], BeforeValidator(_known_spelling)]


class ValuesTable(Strict):
    """What every table of files says of the values in them."""

    dates: dict[Name, Spelling] = Field(
        default_factory=dict,
        description="Column of dates -> how it is spelt, where its values and the file's other dates cannot tell.",
        examples=[{"MY_DATE": "DD/MM/YYYY"}],
    )
    max_contrary_date_share: Share = Field(
        0.05,
        description="Dates of a column that may contradict the order of day and month of its others; above it the file "
        "is refused.",
    )
    max_unreadable_date_share: Share = Field(
        0.5,
        description="Dates of a column that may be none in any spelling; above it the file is refused.",
    )
    tell_lost_share: Share = Field(
        0.01,
        description="Values of an identifier or a column of dates that may be lost to one reason, or be spelt unlike "
        "the others, before the run says so.",
    )


def _is_data_year(text: str) -> str:
    first, _, last = text.partition("/")
    if (int(first) + 1) % 100 != int(last):
        raise ValueError("must end in the year after it begins, such as 2018/19")
    return text


DataYear = Annotated[
    str, StringConstraints(pattern=r"^(19|20)[0-9]{2}/[0-9]{2}$"), AfterValidator(_is_data_year)
]
"""A data year, April to March: 2019/20."""
