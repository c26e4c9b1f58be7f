"""What the steps say of themselves is what they do: tables read and written, in a run that is watched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage import tables
from linkage.common_steps import Step
from linkage.config.load import load_job, load_rules
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.making import Worked, make
from linkage.pipeline import monthly_steps
from linkage.release.layout import Layout
from linkage.session.keys import Key
from linkage.session.run_inputs import Inputs
from linkage.session.sources import sources
from linkage.session.workspace import lists, model
from linkage.steps.inputs.fingerprint import fingerprints
from tests.acceptance.conftest import MONTH

UNDER_WAY = {"input_stream", "loaded_rows", "id_pad"}
"""Lent while a table is made."""


class Watched(DuckDBEngine):
    """Notes what is read and written."""

    def __init__(self, session: Session) -> None:
        """Nothing yet."""
        self.read: set[str] = set()
        self.written: set[str] = set()
        super().__init__(session)

    def note(self, query: str) -> None:
        """The tables of a query, as the engine's own parser has them."""
        named = self.connection.get_table_names(query)
        self.read |= {name for name in named if not name.startswith("information_schema")} - UNDER_WAY

    def create(self, table: str, query: str, *, brief: bool = False) -> int:
        """See Engine."""
        self.note(query)
        made = super().create(table, query, brief=brief)
        self.written.add(table)
        return made

    def view(self, table: str, query: str, *, is_checked: bool = False) -> None:
        """See Engine; whoever reads the name reads what its query reads."""
        self.note(query)
        super().view(table, query, is_checked=is_checked)
        self.written.add(table)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """See Engine; what is asked of the kind of a table is no reading of it."""
        if not query.startswith("describe"):
            self.note(query)
        return super().rows(query)


Run = tuple[tuple[Step, ...], Watched]


@pytest.fixture(scope="module")
def watched(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The steps of a run on the published world, and an engine that has made none of them."""
    job = load_job(published)
    rules, found = load_rules(job), sources(job)
    output = tmp_path_factory.mktemp("watched") / "out"
    (output / "state").mkdir(parents=True)
    inputs = Inputs(
        sources=found,
        digests=fingerprints(found),
        lists=lists(job),
        rules=rules,
        model=model(job, rules),
        key=Key(b"k" * 32),
        layout=Layout(output),
    )
    folders = {file.parent.resolve() for source in found for file in source.files}
    engine = Watched(Session(folders=(*sorted(folders), output.resolve())))
    yield monthly_steps(inputs, engine.dialect, MONTH, "0001", 0.004), engine
    engine.close()


@pytest.mark.slow
def test_each_item_reads_and_writes_what_it_says(watched: Run) -> None:
    """Queries by the engine's parser, functions by watching; a table that another step reads has a contract."""
    steps, engine = watched
    made_in: dict[str, str] = {}
    for step in steps:
        for item in step.items:
            engine.read, engine.written = set(), set()
            item.make(engine)
            if isinstance(item, Worked):
                own = {table for inner in item.inside for table in inner.writes}
                assert engine.read - set(item.reads) - engine.written - own == set(), item.meaning
                assert set(item.writes) <= engine.written, item.meaning
                left = {table for table in engine.written if tables.find(table)}
                assert left <= set(item.writes) | own, item.meaning
            else:
                assert all(item.speaks_of(table) for table in engine.read - engine.written), item.writes
                assert item.writes[0] in engine.written
            for table in engine.read - engine.written:
                assert made_in[table] == step.name or tables.find(table), table
            made_in |= dict.fromkeys(item.writes, step.name)
        assert set(step.gives) <= {table for item in step.items for table in item.writes}
        assert all(made_in[table] != step.name for table in step.takes)


@pytest.mark.slow
def test_a_step_leaves_only_tables_with_a_contract(watched: Run) -> None:
    """Passing tables are gone once their step is through: the tables before it are those of the test above."""
    steps, engine = watched
    ranks = next(step for step in steps if step.name == "ranks")
    make(engine, ranks.items)

    left = {str(name) for (name,) in engine.rows("select table_name from information_schema.tables")}
    for item in ranks.items:
        for table in item.writes:
            assert (table in left) == (tables.find(table) is not None)
