"""What a job may say of the values in its files: how dates are spelt, and how much may be wrong."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from linkage.config.setting import Name, Share, Strict
from linkage.config.wording import unknown_text
from linkage.layouts.date_spelling import DECLARED


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
