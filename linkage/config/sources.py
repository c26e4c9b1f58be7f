"""The tables of a job file that name its files: imaging, hospital records, deaths and lookups."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from linkage.config.file_order import DEFAULT_ORDER, Order
from linkage.config.setting import Delimiter, Name, PathText, Share, Strict, ValuesTable
from linkage.config.wording import unknown_choice, unknown_text
from linkage.layouts import every

ORDER = (
    "Which of the files of one glob is the later: natural (the date of submission in the name if all have one, else "
    "the name with its numbers as numbers), or paths (the name as text)."
)
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
        raise ValueError(unknown_choice("did.layout", "layout", written, known))
    return written


if TYPE_CHECKING:
    DidLayout = str
else:
    DidLayout = Annotated[Literal[every.names("did")], BeforeValidator(_known_layout)]


class KeyedTable(ValuesTable):
    """What every table of files says of the keys in them."""

    max_damaged_key_share: Share = Field(
        0.01,
        description="Rows whose key is in exponent form, or is borne by several people: up to this share they are set "
        "aside, above it the files are refused.",
    )


class DidTable(KeyedTable):
    """[did]: the imaging files, and how they are written."""

    layout: DidLayout = Field(every.USUAL["did"].name, description="Layout of the imaging files.")
    paths: tuple[PathText, ...] = Field(
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


class HesTable(KeyedTable):
    """[hes.apc], [hes.op], [hes.ae], [hes.ecds]: the files of a hospital data set, and how they are written."""

    paths: tuple[PathText, ...] = Field(
        min_length=1, description="Files or globs; a later file replaces rows of an earlier one."
    )
    order: Order = Field(DEFAULT_ORDER, description=ORDER)
    person_id: Name = Field(
        "TOKEN_PERSON_ID",
        description="Column that holds the HES person key; named in every [hes.*] or in none (see linkage.people).",
    )
    delimiter: Delimiter = Field("|", description="Field separator: a pipe, a comma or 'tab'.")
    columns: dict[Name, Name] = Field(
        default_factory=dict,
        description="Name in your header -> name in the HES data dictionary.",
        examples=[{"MY_EPIKEY": "EPIKEY"}],
    )
    column_order: tuple[Name, ...] = Field(
        (),
        description="Column names in order, for files without a header line.",
        examples=[["EPIKEY", "NEWNHSNO"]],
    )
    replace: Literal["rows", "year"] = Field(
        "rows",
        description="What a later file replaces: rows (those of the same record key), or year (of the files of one "
        "data year, by their names, the furthest is all there is: what it no longer holds is withdrawn).",
    )

    @property
    def replaces(self) -> str:
        """What a later file replaces."""
        return self.replace


class EcdsTable(HesTable):
    """[hes.ecds]: the same, and how it stands beside [hes.ae]."""

    beside_ae: Literal["ae", "ecds"] = Field(
        "ae",
        description="Of an attendance that is in HES A&E too (one person, one provider, within an hour), which counts: "
        "ae, which names the admission it led to, or ecds, which has a day of departure. The other is a duplicate.",
    )


class Hes(Strict):
    """[hes.*]: at least one data set."""

    apc: HesTable | None = Field(None, description="Admitted patient care episodes.")
    op: HesTable | None = Field(None, description="Outpatient appointments.")
    ae: HesTable | None = Field(None, description="A&E attendances, to March 2020.")
    ecds: EcdsTable | None = Field(None, description="Emergency Care Data Set, from October 2017.")

    def supplied(self) -> dict[str, HesTable]:
        """The data sets this job has, by short name, in the order of the flow."""
        tables = {"apc": self.apc, "op": self.op, "ae": self.ae, "ecds": self.ecds}
        return {name: table for name, table in tables.items() if table is not None}


class DeathsTable(KeyedTable):
    """[deaths]: dates of death by person key, as the Office for National Statistics supplies them through a bridge."""

    paths: tuple[PathText, ...] = Field(min_length=1, description="Files or globs with a header.")
    person_id: Name = Field("TOKEN_PERSON_ID", description="Column that holds the HES person key.")
    delimiter: Delimiter = Field(",", description="Field separator: a comma, a pipe or 'tab'.")
    columns: dict[Name, Name] = Field(
        default_factory=dict,
        description="Name in your header -> DATE_OF_DEATH.",
        examples=[{"MY_DATE": "DATE_OF_DEATH"}],
    )


class LookupTable(KeyedTable):
    """[lookups.modality]: one imaging code a row, with its modality, region, system and sex."""

    paths: tuple[PathText, ...] = Field(
        min_length=1,
        description="Files or globs, as published or with a header; each file's layout is found from it.",
    )
    delimiter: Delimiter = Field(",", description="Field separator: a comma, a pipe or 'tab'.")
    columns: dict[Name, Name] = Field(
        default_factory=dict,
        description="Name in your header -> name in the layout.",
        examples=[{"MY_NAME": "NAME_IN_THE_LAYOUT"}],
    )


class PostcodeDirectoryTable(LookupTable):
    """[lookups.postcode_directory]: one postcode a row, in the layout of the ONS Postcode Directory."""

    deprivation_areas: int = Field(
        32_844,
        ge=10,
        description="Areas of England that the directory's deprivation ranks run over. Left out, the name of its "
        "column says so (IMD19, IMD20: 32,844; IMD25: 33,755).",
    )


class SitesTable(LookupTable):
    """[lookups.sites]: one site a row with its provider, from and to a day; or a code with its successor."""


class ProviderNamesTable(Strict):
    """[lookups.provider_names]: names by which the report calls providers and sites."""

    paths: tuple[PathText, ...] = Field(
        min_length=1, description="CSV files or globs with the columns `code` and `name`."
    )


class LookupsTable(Strict):
    """[lookups]: what a release says of areas and examinations."""

    postcode_directory: PostcodeDirectoryTable | None = None
    modality: LookupTable | None = None
    sites: SitesTable | None = Field(None, description="Providers of sites whose codes do not show them.")
    provider_names: ProviderNamesTable | None = None

    @property
    def deprivation_areas(self) -> int | None:
        """Areas that deprivation ranks run over, where the job says so."""
        table = self.postcode_directory
        return table.deprivation_areas if table and "deprivation_areas" in table.model_fields_set else None

    def supplied(self) -> dict[str, LookupTable]:
        """The lookups that a run reads, by name; names of providers are for the report alone."""
        tables = {
            "postcode_directory": self.postcode_directory,
            "modality": self.modality,
            "sites": self.sites,
        }
        return {name: table for name, table in tables.items() if table is not None}
