"""
The SQL of every table of a run, under each profile and for each engine, as digests.

`python -m tests.structure.golden_sql` writes them anew. Settings and model are fixed, and no file is read: what changes
here is what a run makes. Read the SQL itself with `linkage plan JOB --month M --sql all`.
"""

import hashlib
import json
import sys
from pathlib import Path

from linkage.commands.plan.sql_listing import Listing, listings
from linkage.config.rules import Rules
from linkage.engine.dialect import Dialect, DuckDBDialect
from linkage.engine.spark.dialect import SparkDialect
from linkage.pipeline import monthly_steps
from linkage.release.layout import Layout
from linkage.session.keys import Key
from linkage.session.run_inputs import Inputs
from linkage.session.workspace import Lists
from tests.probabilistic.fixed_model import fixed_model
from tests.spec.steps import profile

FILE = Path(__file__).with_name("golden_sql.json")
DIALECTS: tuple[Dialect, ...] = (DuckDBDialect(), SparkDialect())
DIGITS = 16


def with_month_m(rules: Rules) -> Rules:
    """The rules with m adapted to the month."""
    assert rules.p is not None
    return rules.model_copy(update={"p": rules.p.model_copy(update={"month_m": True})})


PROFILES = {
    "dmq_2015": profile("dmq_2015"),
    "hes_did": profile("hes_did"),
    "hes_did, month_m": with_month_m(profile("hes_did")),
    "hes_did, link_draws": profile("hes_did"),
}
"""By name, the rules of a run: both profiles that ship, and the switches that change what is made."""

Digests = dict[str, dict[str, str]]
"""By profile and engine, digests by step and table; a table that is made again has a number after its name."""


def digests() -> Digests:
    """What they are now."""
    return {
        f"{name}, {type(dialect).__name__}": of_run(name, dialect)
        for name in PROFILES
        for dialect in DIALECTS
    }


def run_listings(name: str, dialect: Dialect) -> list[Listing]:
    """What a run makes, in order, under the rules of that name and for one engine."""
    rules = PROFILES[name]
    inputs = Inputs(
        sources=(),
        digests={},
        lists=Lists((), ()),
        rules=rules,
        model=fixed_model(rules.p) if rules.p else None,
        key=Key(bytes(32)),
        layout=Layout(Path("out")),
        link_draws=20 if name.endswith("link_draws") else 0,
    )
    return list(listings(monthly_steps(inputs, dialect, "2019-11", "0001", 0.004)))


def of_run(name: str, dialect: Dialect) -> dict[str, str]:
    """Their digests."""
    found: dict[str, str] = {}
    for one in run_listings(name, dialect):
        table = f"{one.step}: {', '.join(one.tables)}"
        again = sum(known.startswith(table) for known in found)
        said = one.sql or f"{one.rows} {one.reads}"
        found[f"{table} {again + 1}" if again else table] = hashlib.sha256(said.encode()).hexdigest()[:DIGITS]
    return found


if __name__ == "__main__":
    FILE.write_text(json.dumps(digests(), indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{FILE}\n")
