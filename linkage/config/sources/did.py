"""[did]: the imaging files, and how they are written."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from linkage.config.file_order import DEFAULT_ORDER, Order
from linkage.config.setting import Delimiter, Name, PathText, PlaceText, Share
from linkage.config.sources.keyed import ORDER, KeyedTable
from linkage.config.wording import unknown_text
from linkage.layouts import every

LINKAGE_FIELDS = every.USUAL["did"].named(links=True)
"""What events are linked by."""


def _known_fields(fields: tuple[str, ...]) -> tuple[str, ...]:
    for field in fields:
        if field not in LINKAGE_FIELDS:
            raise ValueError(unknown_text("field", field, LINKAGE_FIELDS))
    if set(fields) == set(LINKAGE_FIELDS):
        raise ValueError("leaves nothing to link by; take out what the delivery has")
    return fields


def _known_layout(written: object) -> object:
    """What was written; ValueError for a name that is none of several, which says more than that it is none."""
    known = every.names("did")
    if isinstance(written, str) and written not in known and len(known) > 1:
        raise ValueError(unknown_text("layout", written, known))
    return written


if TYPE_CHECKING:
    DidLayout = str
else:
    DidLayout = Annotated[Literal[every.names("did")], BeforeValidator(_known_layout)]


class DidTable(KeyedTable):
    """[did]: the imaging files, and how they are written."""

    layout: DidLayout = Field(every.USUAL["did"].name, description="Layout of the imaging files.")
    paths: tuple[PlaceText, ...] = Field(
        min_length=1, description="Files or globs; a later file replaces rows of an earlier one."
    )
    order: Order = Field(DEFAULT_ORDER, description=ORDER)
    delimiter: Delimiter = Field(",", description="Field separator: a comma, a pipe or 'tab'.")
    columns: dict[Name, Name] = Field(
        default_factory=dict, description="Name in your file -> name in the layout."
    )
    absent: Annotated[tuple[str, ...], AfterValidator(_known_fields)] = Field(
        (),
        description="Fields to link by that this delivery is known to lack: nhs_number, birth_date, sex, postcode.",
    )
    replace: Literal["rows", "month"] | None = Field(
        None,
        description="What a later file replaces: rows (those of the same site and accession number), or month (of the "
        "files that hold a provider's month of test dates, the last is all there is: what it no longer holds is "
        "withdrawn). Without it as the layout has it: rows in version 1, month in version 2.",
    )
    final_files: tuple[PathText, ...] = Field(
        (),
        description="With month: patterns of the files that are final submissions, which count before provisional ones "
        "whatever the order; without any, those with the word final in their names.",
    )
    max_withdrawn_share: Share = Field(
        0.1,
        description="Published events that a file sent again no longer has are struck up to this share of those it had "
        "of the month; beyond it they stay, as of half a delivery, and the run says so.",
    )

    @property
    def replaces(self) -> str:
        """What a later file replaces, said by the job or by the layout."""
        return self.replace or every.layout("did", self.layout).replace
