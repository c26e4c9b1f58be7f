"""
Who a hospital row says that it is of, where it bears no person key: a name for what it tells of its patient.

Rows that tell the same have one bearer, and the bearers of all files are then joined to people (steps/people). So what
is kept of a file depends on that file alone, and a record finds its person through its bearer.
"""

from linkage import tables
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier
from linkage.steps.standardise import codes, provider
from linkage.steps.standardise.raw_rows import RAW_TABLES, RawTables, providers_of
from linkage.words.key_text import present_sql
from linkage.words.names import IDENTIFIERS

PEOPLE_TOLD = (*IDENTIFIERS, "local_patient_id")
"""What a row tells of its patient; the last together with the provider."""


def borne_raw(raw: RawTables = RAW_TABLES) -> dict[str, str]:
    """The raw tables, or some of their rows, with the bearer in the place of the person key."""
    return {dataset: _borne_sql(dataset, rows) for dataset, rows in raw.items()}


def _borne_sql(dataset: str, rows: str) -> str:
    """The rows of one data set; a provider is part of its bearer only where there is an identifier of its own."""
    texts = [f"coalesce({name}, '')" for name in PEOPLE_TOLD]
    place = ", chr(31), ".join(f"coalesce({name}, '')" for name in providers_of(dataset))
    told = ", chr(31), ".join(
        [*texts, f"case when local_patient_id is null then '' else concat({place}) end"]
    )
    columns = ", ".join(
        f"md5(concat({told})) as person_key" if column.name == "person_key" else identifier(column.name)
        for column in tables.contract(f"{dataset}_raw").columns
    )
    return f"(select {columns} from {rows})"


def borne_place_sql(dialect: Dialect, raw: RawTables) -> str:
    """
    One row per bearer that has one: the provider, and its own identifier of the patient; `raw` as of borne_raw.

    The provider is the one that the record names, whatever others have followed it: after a merger its numbers are its
    own still. Leading zeros are as they stand.
    """

    def own(dataset: str) -> str:
        return codes.first_present_sql(dialect, *providers_of(dataset))

    each = "\n            union all\n            ".join(
        f"select person_key, local_patient_id, {own(dataset)} as own from {rows}"
        for dataset, rows in raw.items()
    )
    return f"""
        select distinct person_key as bearer, {provider.own_provider_sql(dialect, "own")} as provider_code,
            upper({present_sql(dialect, "local_patient_id")}) as local_patient_id
        from (
            {each}
        ) as told
        where own is not null and {present_sql(dialect, "local_patient_id")} is not null"""
