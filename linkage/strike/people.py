"""The people on the opt-out list, as the release has them: by the index of the run, and by what earlier months keep."""

from collections.abc import Iterable
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Worked
from linkage.engine.table import has_table
from linkage.release.content.published import pseudonym_sql
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.session.keys import Key
from linkage.session.run_inputs import Inputs
from linkage.strike.kept import load_pads
from linkage.words.value_id import PAD_COLUMNS, Pads


def list_people(
    engine: Engine, numbers: Iterable[str], key: Key, pads: Pads | None, kept: Iterable[Path]
) -> None:
    """
    person_number and what is `kept` of months -> listed_number, struck_person; `numbers` are the opt-out list.

    `pads` are those of pseudonyms for people, where the release has them.
    """
    load_listed_numbers(engine, numbers, key)
    engine.load("person_pad", PAD_COLUMNS, [key.pads("person")])
    folders = list(kept)
    engine.create("struck_person", struck_person_sql(engine, folders, released_id(engine.dialect, pads)))


def load_listed_numbers(engine: Engine, numbers: Iterable[str], key: Key) -> None:
    """The opt-out list -> opted_out_number, and listed_number with the digest of each as it is kept under `key`."""
    engine.load("opted_out_number", {"nhs_number": "text"}, [(number,) for number in sorted(set(numbers))])
    load_pads(engine, key)
    engine.create("listed_number", listed_number_sql(engine))
    engine.drop("opt_out_pad")


def listed_people_made(numbers: Iterable[str], key: Key, pads: Pads | None, kept: Iterable[Path]) -> Worked:
    """The people of the opt-out list, by the index and by what earlier months keep; see list_people."""
    return Worked(
        lambda engine: list_people(engine, numbers, key, pads, kept),
        "Who ever bore a number of the opt-out list, by the index and by what earlier months keep.",
        reads=("person_number",),
        writes=("opted_out_number", "listed_number", "struck_person", "person_pad"),
    )


def list_people_again(engine: Engine, inputs: Inputs) -> None:
    """The same, where a broken run listed them for a month that is written already."""
    if not has_table(engine, "listed_number"):
        list_people(engine, inputs.lists.opted_out_numbers, inputs.key, inputs.person_pads, inputs.kept)


def released_id(dialect: Dialect, pads: Pads | None, person: str = "own.person_id") -> str:
    """A person key of HES, such as that of a person `own` of the index, as the release has it; reads person_pad."""
    return person if pads is None else pseudonym_sql(dialect, person, "pad")


def remembered_sql(dialect: Dialect, pads: Pads | None) -> str:
    """
    One row per person of the index in struck_person, under the key of HES; reads person_pad.

    `pads` are those of what is kept, where people have pseudonyms in it.
    """
    return f"""
        select own.person_id
        from person as own
        cross join person_pad as pad
        where {released_id(dialect, pads)} in (select person_id from struck_person)"""


def kept_folders(layout: Layout, previous: Manifest) -> dict[str, Path]:
    """Where it is kept what strikes need of each month; months of an earlier version have none."""
    kept = {month: layout.kept_month(previous.release, month) for month in previous.months}
    return {month: folder for month, folder in kept.items() if (folder / "event.parquet").is_file()}


def listed_number_sql(engine: Engine) -> str:
    """One row per listed number, with its digest as it is kept."""
    hashed = engine.dialect.keyed_hash("nhs_number", "inner_pad", "outer_pad")
    return f"select nhs_number, {hashed} as digest from opted_out_number cross join opt_out_pad"


def struck_person_sql(engine: Engine, kept: Iterable[Path], released: str) -> str:
    """One row per person, as the release has them, who ever bore a listed number: by the index, or by what is kept."""
    by_index = f"""
            select {released} as person_id, listed.digest
            from person_number as own
            join listed_number as listed on listed.nhs_number = own.nhs_number
            cross join person_pad as pad"""
    files = [folder / "person_number.parquet" for folder in kept]
    by_kept = f"""
            union all
            select kept.person_id, kept.number_digest
            from {engine.parquet_sql(*files)} as kept
            join listed_number as listed on listed.digest = kept.number_digest"""
    return f"""
        select person_id, min(digest) as listed_as
        from ({by_index}{by_kept if files else ""}
        ) as borne
        group by person_id"""
