"""People made of drawn hospital rows: which records are of one person."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from linkage.config.people.person_rules import PersonRules
from linkage.engine.base import Engine
from linkage.engine.making import made, make_all
from linkage.steps.people.run import make_people
from linkage.steps.standardise.bearer import borne_place_sql, borne_raw
from linkage.steps.standardise.hospitals import hospital_values_made
from linkage.steps.standardise.run import codes_made
from tests.spec.steps import Row, load_hes, pads_of, renamed, shown

HESID = PersonRules.model_validate(
    tomllib.loads((Path(__file__).parents[2] / "configs" / "people" / "hesid.toml").read_text("utf-8"))
)
NAMES = {
    "record": "record_key",
    "number": "nhs_number",
    "born": "birth_date",
    "provider": "provider_code",
    "local": "local_patient_id",
    "day": "start_date",
}
"""Short names for drawing hospital rows."""


def person_keys(
    engine: Engine, rules: PersonRules = HESID, **records: Sequence[Row]
) -> dict[tuple[str, str], str | None]:
    """The person of each record, by data set and record key; None for a record of nobody."""
    load_hes(engine, **{name: renamed(drawn, **NAMES) for name, drawn in records.items()})
    dialect = engine.dialect
    raw = borne_raw()
    make_all(engine, (*codes_made(), *hospital_values_made(dialect, raw)))
    make_all(engine, (made("borne_place", borne_place_sql, dialect, raw),))
    make_people(engine, rules, pads_of)
    each = " union all ".join(
        f"select '{name}' as dataset, record_key, person_key from {raw[name]}" for name in records
    )
    found = engine.rows(f"""
        select every.dataset, every.record_key, made.person_id
        from ({each}) as every
        left join made_person as made on made.bearer = every.person_key""")
    return {(str(dataset), str(key)): shown(person) for dataset, key, person in found}


def lettered(keys: Mapping[tuple[str, str], str | None], drawn: Sequence[Row]) -> list[Row]:
    """The drawn rows of apc, with a letter for each person in the order in which they first come; blank for nobody."""
    letters: dict[str, str] = {}
    found: list[Row] = []
    for row in drawn:
        key = keys["apc", str(row["record"])]
        letter = None if key is None else letters.setdefault(key, "ABCDEFGHIJ"[len(letters)])
        found.append({**row, "person": letter})
    return found


def counted(engine: Engine) -> dict[tuple[str, str], int]:
    """person_count, by pass and what."""
    return {
        (str(name), str(what)): int(str(records))
        for name, what, records in engine.rows("select pass, what, records from person_count")
    }
