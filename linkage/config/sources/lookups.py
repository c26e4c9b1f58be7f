"""[deaths] and [lookups.*]: what a release says beside imaging and hospital records."""

from typing import Literal

from pydantic import Field

from linkage.config.setting import Delimiter, Name, PlaceText, Strict
from linkage.config.sources.keyed import KeyedTable


class DeathsTable(KeyedTable):
    """[deaths]: dates of death by person key, as the Office for National Statistics supplies them through a bridge."""

    paths: tuple[PlaceText, ...] = Field(min_length=1, description="Files or globs with a header.")
    person_id: Name = Field("TOKEN_PERSON_ID", description="Column that holds the HES person key.")
    delimiter: Delimiter = Field(",", description="Field separator: a comma, a pipe or 'tab'.")
    columns: dict[Name, Name] = Field(
        default_factory=dict,
        description="Name in your header -> DATE_OF_DEATH.",
        examples=[{"MY_DATE": "DATE_OF_DEATH"}],
    )


class LookupTable(KeyedTable):
    """[lookups.*]: files of a lookup, one code a row."""

    paths: tuple[PlaceText, ...] = Field(
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


class ModalityTable(LookupTable):
    """[lookups.modality]: one imaging code a row, with its modality, region, system and sex."""

    names: Literal["one", "as_supplied"] = Field(
        "one",
        description="one: the lookup's words for a modality come to the names that the letters of NICIP codes have too "
        "(CT, MRI, X-ray), and a word in no list stays as it is; as_supplied: every word stays.",
    )


class SitesTable(LookupTable):
    """[lookups.sites]: one site a row with its provider, from and to a day; or a code with its successor."""


class ProviderNamesTable(Strict):
    """[lookups.provider_names]: names by which the report calls providers and sites."""

    paths: tuple[PlaceText, ...] = Field(
        min_length=1, description="CSV files or globs with the columns `code` and `name`."
    )


class LookupsTable(Strict):
    """[lookups]: what a release says of areas and examinations."""

    postcode_directory: PostcodeDirectoryTable | None = None
    modality: ModalityTable | None = None
    sites: SitesTable | None = Field(None, description="Providers of sites whose codes do not show them.")
    provider_names: ProviderNamesTable | None = None

    @property
    def deprivation_areas(self) -> int | None:
        """Areas that deprivation ranks run over, where the job says so."""
        table = self.postcode_directory
        return table.deprivation_areas if table and "deprivation_areas" in table.model_fields_set else None

    @property
    def one_modality_name(self) -> bool:
        """Whether the words for a modality come to one name."""
        return self.modality is None or self.modality.names == "one"

    def supplied(self) -> dict[str, LookupTable]:
        """The lookups that a run reads, by name; names of providers are for the report alone."""
        tables = {
            "postcode_directory": self.postcode_directory,
            "modality": self.modality,
            "sites": self.sites,
        }
        return {name: table for name, table in tables.items() if table is not None}
