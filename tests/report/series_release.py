"""An output folder whose one release holds a whole series: what `linkage report` needs, written without linking."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.commands.report.comparison import row_of
from linkage.commands.run.month_scope import scope_of
from linkage.config.outputs import OutputsTable
from linkage.engine.arrow import arrow_table
from linkage.release import journal
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME, Manifest, manifest_bytes
from linkage.release.record.method import Method, RankAsked
from linkage.release.record.tallies import Counts
from linkage.tables import contract
from linkage.words.figure import Figure
from tests.report.series_world import NEW_RANK, RANKS, World, figures

JOB = """
[job]
name = "series"
[did]
paths = ["did/*.csv"]
[hes.apc]
paths = ["hes/*.txt"]
[outputs]
disclosure = "hes_2018"
[linkage]
profile = "dmq_2015"
[report]
contact = "linkage team"
"""
NATIONAL_JOB = JOB.replace(
    'disclosure = "hes_2018"\n', 'disclosure = "hes_2018"\nscope = "national"\nnational_min_providers = 1\n'
)
NOT_DECLARED = OutputsTable()
DECLARED = OutputsTable(scope="national", national_min_providers=1)
NUMBER = "0024"


def write_series(
    folder: Path, world: World, more: Iterable[Figure] = (), *, outputs: OutputsTable = NOT_DECLARED
) -> Path:
    """
    Job file and output of a release of the world's last month, with `more` statistics; gives the job file.

    `outputs` say what the job declares of its scope, as it did when the release was made.
    """
    job = folder / "job.toml"
    folder.mkdir(parents=True, exist_ok=True)
    declared = NATIONAL_JOB if outputs.scope else JOB
    job.write_text(declared, "utf-8")
    layout = Layout(folder / "out")
    layout.create()
    release = layout.release(NUMBER)
    (release / "statistics").mkdir(parents=True)
    pq.write_table(statistics((*figures(world), *more)), release / "statistics" / "statistics.parquet")
    (release / NAME).write_bytes(manifest_bytes(manifest(world, outputs)))
    journal.append(layout.journal, journal.STARTED, NUMBER)
    journal.append(layout.journal, journal.PUBLISHED, NUMBER)
    layout.current_link.symlink_to(f"releases/{NUMBER}")
    return job


def statistics(rows: Iterable[Figure]) -> pa.Table:
    """Figures as a release holds them."""
    return arrow_table(contract("statistics").types, map(row_of, rows))


def manifest(world: World, outputs: OutputsTable = NOT_DECLARED) -> Manifest:
    """What a run of the last month would say of itself."""
    made = datetime(2021, 1, 20, 9, 0, tzinfo=UTC)
    ranks = sorted((*RANKS, *((NEW_RANK,) if world.ruled_from else ())))
    prints = {
        period: {
            "rules": "new" if 0 < world.ruled_from <= place else "old",
            "model": "none",
            "version": "0.1.0",
        }
        for place, period in enumerate(world.periods, start=1)
    }
    return Manifest(
        release=NUMBER,
        run_id=f"{NUMBER}-run",
        job_name="series",
        started=made,
        finished=made,
        month=world.periods[-1],
        months=world.periods,
        inputs=(),
        counts=Counts(events=1, linked=1, review=0, unlinked=0, other_month=0, superseded=0, opted_out=0),
        key_id="k",
        fingerprints=prints,
        scopes={period: scope_of(outputs, world.providers) for period in world.periods},
        versions={"linkage": "0.1.0"},
        method=Method(
            profile="dmq_2015",
            meaning="As published.",
            ranks=tuple(map(asked, ranks)),
            hospital_until="2020-12-31",
        ),
    )


def asked(rank: str) -> RankAsked:
    """A rank that says nothing of its identifiers."""
    return RankAsked(rank=rank, meaning=f"rank {rank}", nhs_number="", birth_date="", sex="", postcode="")
