"""What a lookup says once it has been put in order: of how many codes it says what."""

from collections.abc import Sequence
from dataclasses import dataclass

from linkage.engine.base import Engine
from linkage.engine.making import make
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.steps.inputs.lookups.other_modalities import other_names
from linkage.steps.standardise.run import lookups_made, organisations_made
from linkage.words.names import LABELS


@dataclass(frozen=True)
class Gives:
    """One thing that a lookup says, and of how many codes."""

    meaning: str
    codes: int
    of: int
    """All the codes that could have it."""


AREAS = {
    "lsoa": "postcodes with a small area",
    "icb": "postcodes with an integrated care board",
    "commissioner_area": "postcodes with an area of a commissioner",
    "region": "postcodes with a region",
    "deprivation_decile": "postcodes with a tenth of deprivation",
}
EXAMINATIONS = {name: f"codes with a {name.replace('_', ' ')}" for name in LABELS} | {
    "sex": "codes of one sex alone"
}


def gives(engine: Engine, name: str) -> tuple[Gives, ...]:
    """What the lookup `name` says; reads its raw table."""
    if name == "sites":
        make(engine, organisations_made(engine.dialect))
        return (
            *_counted(engine, "site_provider", "site_code", {"provider_code": "sites with a provider"}),
            *_counted(engine, "provider_successor", "code", {"successor_code": "codes with a successor"}),
            *_counted(engine, "provider_split", "code", {"successor_code": "codes with several: split"}),
        )
    make(engine, lookups_made(engine.dialect, None))
    if name == "postcode_directory":
        return _counted(engine, "postcode_area", "postcode", AREAS)
    return (
        *_counted(engine, "examination", "imaging_code", EXAMINATIONS),
        _astray(engine),
        Gives("names of a modality that are in no list and stay as they are", *other_names(engine)),
    )


def _counted(engine: Engine, table: str, code: str, meanings: dict[str, str]) -> tuple[Gives, ...]:
    """Codes of a table, and of how many each of its columns says something."""
    columns: Sequence[str] = list(meanings)
    asked = ", ".join(
        f"count(distinct case when {identifier(one)} is not null then {code} end)" for one in columns
    )
    codes, *found = map(as_whole, engine.rows(f"select count(distinct {code}), {asked} from {table}")[0])
    return tuple(Gives(meanings[one], many, codes) for one, many in zip(columns, found, strict=True))


def _astray(engine: Engine) -> Gives:
    """Codes that are the same as one of which the lookup says nothing."""
    found = engine.rows("""
        select count(distinct own.record_key),
            count(distinct case when meant.imaging_code is null then own.record_key end)
        from modality_raw as own
        left join examination as meant on meant.imaging_code = upper(own.same_as)
        where own.same_as is not null""")
    codes, astray = map(as_whole, found[0])
    return Gives("codes that stand for one that is in no file", astray, codes)
