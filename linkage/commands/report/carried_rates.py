"""The headline rates of a report with linkage error carried, from the links and statistics of the release alone."""

from pathlib import Path

from linkage.commands.run.restated import month_files
from linkage.engine.connection import Session, connect
from linkage.engine.parquet import listed
from linkage.engine.quote import literal
from linkage.errors import ConfigError
from linkage.reading.error.adjusted import FEWEST_PEOPLE, interval
from linkage.reading.error.asking import AdjustedQuestions
from linkage.reading.error.bagged import Bagged, cell_sql, counted_sql, in_bag_sql, kinds_sql, summed_sql
from linkage.reading.error.question import WHOLE, question_of
from linkage.reading.error.resampled import resampled
from linkage.relations.every import BY_CARE_SETTING
from linkage.release.record.manifest import Manifest
from linkage.report.facts import CarriedRate

DRAWS, SEED = 200, 1
"""Fewer draws than an analyst has by default: a report is made with every run."""


class MonthTables(AdjustedQuestions):
    """The links, events and statistics of one month of a release that is being made."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Open them; a month without files has no views."""
        self._passing = None
        self.folder, self.manifest = folder, manifest
        month = manifest.month
        found = {name: month_files(folder, name, month) for name in ("links", "events")}
        found["statistics"] = sorted((folder / "statistics").glob("*.parquet"))
        self.tables = tuple(name for name, files in found.items() if files)
        self.connection = connect(
            Session(files=tuple(path for files in found.values() for path in files), threads=1)
        )
        for name in self.tables:
            of = "" if name == "statistics" else f", {literal(month)} as test_month"
            rows = f"read_parquet([{listed(found[name])}], hive_partitioning = false)"
            self.connection.execute(f"create view {name} as select *{of} from {rows}")

    @property
    def months(self) -> tuple[str, ...]:
        """The one month."""
        return (self.manifest.month,)


def carried_rates(folder: Path, manifest: Manifest) -> tuple[CarriedRate, ...] | str:
    """Plain and adjusted share of the links by care setting, in their order; or why none can be adjusted."""
    with MonthTables(folder, manifest) as month:
        if len(month.tables) < 3:  # noqa: PLR2004 - links, events, statistics
            return "the release has no links of the month"
        try:
            return rates_in(month)
        except ConfigError as problem:
            return str(problem)


def rates_in(month: AdjustedQuestions) -> tuple[CarriedRate, ...]:
    """The rates; ConfigError where they cannot be adjusted."""
    question = question_of(
        [name for names in BY_CARE_SETTING.values() for name in names], None, None, month.months
    )
    recalls = month.recalls(question.months)
    for group, of, kind, setting in month.sql(kinds_sql(question)).fetchall():
        recalls.refuse_little(recalls.needed(of, kind, setting, group))
    people = sum(row[3] for row in month.sql(counted_sql(question)).fetchall())
    if people < FEWEST_PEOPLE:
        raise ConfigError(f"fewer than {FEWEST_PEOPLE} linked people")
    counts = ", ".join(
        f"count(*) filter (primary_relation in ({', '.join(map(repr, names))}))"
        for names in BY_CARE_SETTING.values()
    )
    rows = month.sql(f"""
        select month, kind, setting, {in_bag_sql()} as bag,
            {summed_sql("probability")}, {summed_sql("1 - probability")}, {counts}
        from ({cell_sql(question)}) as cell
        where is_linked
        group by 1, 2, 3, 4
        order by 1, 2, 3, 4""").fetchall()
    links = sum(row[4] + row[5] for row in rows)
    found = []
    for place, (setting, names) in enumerate(BY_CARE_SETTING.items(), 6):
        bagged = [Bagged(WHOLE, (row[0], row[1], row[2]), row[3], row[4], row[5], row[place]) for row in rows]
        plain = sum(row[place] for row in rows) / links
        made = resampled(bagged, recalls, names, plain)
        low, high = interval([rates[WHOLE] for rates in made.drawn(DRAWS, SEED)])
        found.append(CarriedRate(setting, plain, made.estimated()[WHOLE], low, high))
    return tuple(found)
