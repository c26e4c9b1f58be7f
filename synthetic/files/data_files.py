"""Every data file of a world, by its path."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from linkage.engine.duckdb import DuckDBEngine

from ..draws import Draws
from ..settings import YEARS, WorldSettings
from ..written.delimited import write_delimited
from ..written.did_second import MINUTE, did_second_csv, did_second_json, did_second_xml
from ..written.did_xml import did_xml
from ..written.layout import Layout
from ..written.nested import Nested, write_nested
from .deaths import DEATHS
from .did import did_file, file_months
from .hes import hes_datasets
from .modality_lookup import lookup
from .new_sites import shown_sites, sites_layout
from .postcode_directory import DIRECTORY
from .truth_files import ERRORS, SAME_PERSON, TRUTH


def data_files(draws: Draws, settings: WorldSettings) -> Mapping[str, Layout]:
    """The files that are filled from tables, each by its path in the world."""
    hes = {
        f"hes/HES_{dataset.name}_{year}.txt": dataset.file(draws, settings, year)
        for dataset in hes_datasets(draws, settings)
        for year in YEARS
    }
    sites = sites_layout(settings.new_site_codes, settings.seed, settings.merged_trusts)
    return {
        **hes,
        **{f"did/DID_{month}.csv": did_file(month) for month in file_months(settings)},
        "truth/truth.csv": TRUTH,
        "truth/errors.csv": ERRORS,
        "truth/same_person.csv": SAME_PERSON,
        "lookups/deaths.csv": DEATHS,
        "lookups/postcode_directory.csv": DIRECTORY,
        "lookups/modality.csv": lookup(both_limbs=settings.both_limbs > 0),
        **({"lookups/sites.csv": sites} if sites else {}),
    }


NESTED: Mapping[str, Callable[[Layout], Nested]] = {
    "did_v1_xml": did_xml,
    "did_v2_csv": did_second_csv,
    "did_v2_json": did_second_json,
    "did_v2_xml": did_second_xml,
}
"""How the imaging files are written in other layouts than the usual one."""


def write_data_files(
    engine: DuckDBEngine, settings: WorldSettings, draft: Path, draws: Draws | None = None
) -> Mapping[str, int]:
    """
    Write every data file below `draft`; rows of each by its path in the world.

    `draws` are those of a stretch of a country.
    """
    rows: dict[str, int] = {}
    for path, layout in data_files(draws or Draws(settings.seed), settings).items():
        shown = shown_sites(layout.columns, settings.new_site_codes, settings.seed)
        written = replace(layout, columns=shown)
        other = NESTED.get(settings.did_layout) if path.startswith("did/") else None
        if other is not None:
            named = f"{path.removesuffix('.csv')}.{settings.did_layout.rpartition('_')[2]}"
            timed = replace(written, columns={**written.columns, MINUTE: "test_minute"})
            rows[named] = write_nested(engine, other(timed), draft / named)
        else:
            rows[path] = write_delimited(engine, written, draft / path)
    return rows
