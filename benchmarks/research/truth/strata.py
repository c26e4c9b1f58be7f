"""Expected and real false links, in the strata where a model of strangers may go wrong, and of every rank."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.agreement import COUNTED, HEAD, OF_COPIES, OTHERWISE, row
from benchmarks.research.truth.described import LINKED, Table, pooled
from linkage.engine.base import Engine, Value
from linkage.steps.probabilistic.scoring.crowd import COMMUNAL, MOST

STRATA = {
    "all": "true",
    **{f"age {band}": f"age_band = '{band}'" for band in ("0-19", "20-24", "25-79", "80-150")},
    "communal postcode": f"crowd = '{COMMUNAL}'",
    "postcode of 30 people or more": f"crowd in ('30-99', '{MOST}')",
    "postcode of 4 people or fewer": "crowd = '0-4'",
    "born on 1 January": "is_default_date",
    "not born on 1 January": "not is_default_date",
}
CAUSES = {"wrong on a copied record": OF_COPIES, "wrong otherwise": OTHERWISE}
"""Which links are copies is known to the truth alone: both are counted over all links, as they are expected."""
BANDS = ((0.5, 0.9), (0.9, 0.99), (0.99, 0.999), (0.999, 1.0))


def strata(engine: Engine, folders: Mapping[float, Path]) -> Table:
    """Links of rank P on events without a number, by phi and stratum; those nobody is in are left out."""
    rows = []
    for phi, folder in folders.items():
        pooled(engine, folder)
        for name, condition in STRATA.items():
            links, wrong, expected = engine.rows(
                f"select {COUNTED} from judged_event where {LINKED} and {condition}"
            )[0]
            if links:
                rows.append(row(f"{phi:.2f}, {name}", links, wrong, expected))
        for name, counted in CAUSES.items():
            counts = engine.rows(f"select {counted} from judged_event where {LINKED}")[0]
            rows.append(row(f"{phi:.2f}, {name}", *counts))
    return ("phi, stratum", *HEAD), rows


def every_rank(engine: Engine, folders: Mapping[float, Path]) -> Table:
    """Links of every rank that gives them a probability, events with a number and without apart."""
    rows = []
    for phi, folder in folders.items():
        engine.create("decided_event", f"select * from {decided(engine, folder)}")
        for rank, has_number, *counts in engine.rows(f"""
            select match_rank, has_number, {COUNTED}
            from decided_event where {LINKED} and match_probability is not null
            group by match_rank, has_number order by match_rank, has_number"""):
            rows.append(row(f"{phi:.2f}, rank {rank}, {_number(has_number)}", *counts))
    return ("phi, rank, number", *HEAD), rows


def bands(engine: Engine, folders: Mapping[float, Path]) -> Table:
    """Links with a probability, all ranks together, by band of it; events with a number and without apart."""
    rows = []
    for phi, folder in folders.items():
        engine.create("decided_event", f"select * from {decided(engine, folder)}")
        for low, high in BANDS:
            upper = "<=" if high == BANDS[-1][1] else "<"
            for has_number, *counts in engine.rows(f"""
                select has_number, {COUNTED}
                from decided_event
                where {LINKED} and match_probability >= {low} and match_probability {upper} {high}
                group by has_number order by has_number"""):
                rows.append(row(f"{phi:.2f}, {low:g}-{high:g}, {_number(has_number)}", *counts))
    return ("phi, probability, number", *HEAD), rows


def unscored(engine: Engine, folders: Iterable[Path]) -> int:
    """Links without a probability, whichever rank made them."""
    count = 0
    for folder in folders:
        query = f"select count(*) from {decided(engine, folder)} where {LINKED} and match_probability is null"
        count += int(str(engine.scalar(query)))
    return count


def decided(engine: Engine, folder: Path) -> str:
    """The decided events of every seed, as a table expression."""
    return engine.parquet_sql(*sorted(folder.glob("*-decided.parquet")))


def _number(has_number: Value) -> str:
    return "with a number" if has_number else "without"
