"""A release asked for adjusted rates: what has to hold first, and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from linkage.errors import ConfigError
from linkage.reading.error.adjusted import AdjustedDifference, AdjustedRates, difference_ends, rates_of
from linkage.reading.error.bagged import (
    Bagged,
    Counted,
    bagged_sql,
    counted_sql,
    kinds_sql,
    unweighed_sql,
)
from linkage.reading.error.question import question_of
from linkage.reading.error.recalls import ROWS, Recalls, recalls_of
from linkage.reading.error.resampled import Rates, resampled
from linkage.reading.opened_tables import OpenedTables

DRAWS, SEED = 1_000, 1
FEWEST_DRAWS = 100


@dataclass(frozen=True)
class Drawn:
    """The rates of each group, and the draws that they were taken from."""

    rates: AdjustedRates
    draws: tuple[Rates, ...]


class AdjustedQuestions(OpenedTables):
    """Rates with linkage error carried: of events whose person is in HES, found or not."""

    def adjusted_rate(
        self,
        relation: str | Sequence[str] = "IN_EPISODE",
        *,
        by: str | None = None,
        months: Sequence[str] | None = None,
        where: str = "true",
        counting: str | None = None,
        draws: int = DRAWS,
        seed: int = SEED,
    ) -> AdjustedRates:
        """
        Of the events whose person is in HES, the share with a primary relation (or one of several), by group.

        Adjusted for links that are wrong and links that are missed, with a 95% interval from so many `draws` by
        person; the plain rate, of the links as they stand, is beside it. `by`: source_setting, age_band, sex,
        ethnic_group, deprivation, region, provider, modality, referrer_type or month. `where` is a condition in SQL on
        the columns of `events` that says which of them are meant, and `counting` one that is counted in place of a
        relation; `where` must ask what is known whether or not an event is linked. It takes for granted that within
        a month, kind of number, source setting and group the events that are missed are like those that are found;
        the page for analysts says when that is too much. Events of people who never were in hospital are not in it.

        ConfigError, with the reason, where links have no probability (a profile without rank P), where the hold-out
        covers nothing, where recall may be next to nothing, and for groups of too few people if none is left; where
        other groups are left such a group has no adjusted rate, and says why (`refused`).
        """
        found = self.drawn(relation, by, months, draws, seed, where=where, counting=counting).rates
        if all(row.refused for row in found):
            reasons = {row.refused for row in found} or {"no events"}
            raise ConfigError(f"no rate can be adjusted: {', '.join(sorted(map(str, reasons)))}")
        return found

    def adjusted_difference(
        self,
        relation: str | Sequence[str] = "IN_EPISODE",
        *,
        by: str,
        between: tuple[str, str],
        months: Sequence[str] | None = None,
        where: str = "true",
        counting: str | None = None,
        draws: int = DRAWS,
        seed: int = SEED,
    ) -> AdjustedDifference:
        """
        The adjusted rate of one group less that of another, both from the same draws; see adjusted_rate.

        ConfigError too where a group is not there, or is refused.
        """
        found = self.drawn(relation, by, months, draws, seed, where=where, counting=counting)
        names = [row.group for row in found.rates]
        if unknown := [group for group in between if group not in names]:
            raise ConfigError(
                f"between: {by} has no group {' and no '.join(unknown)}; it has {', '.join(names)}"
            )
        first, second = (found.rates[group] for group in between)
        for row in (first, second):
            if row.refused or row.adjusted is None or row.plain is None:
                raise ConfigError(f"between: of {row.group} no rate can be adjusted: {row.refused}")
        apart = [draw[first.group] - draw[second.group] for draw in found.draws]
        return AdjustedDifference(
            first,
            second,
            (first.plain or 0) - (second.plain or 0),
            (first.adjusted or 0) - (second.adjusted or 0),
            *difference_ends(first, second, apart),
        )

    def methods_text(self, months: Sequence[str] | None = None) -> str:
        """What to write of the linkage in a paper: the items of RECORD and GUILD, with the figures of the release."""
        from linkage.reading.error.methods import methods_text  # noqa: PLC0415 - it asks for rates itself

        return methods_text(self, months)

    def recalls(self, months: Sequence[str], by: str | None = None) -> Recalls:
        """
        What the statistics tell of recall; ConfigError where a link of these months has no probability.

        Such are those of a profile without rank P, or of an earlier version that told none.
        """
        if unweighed := [row[0] for row in self.sql(unweighed_sql(months)).fetchall()]:
            method = self.manifest.method
            profile = f"profile {method.profile}" if method else "an earlier version"
            raise ConfigError(
                f"{', '.join(unweighed)}: links have no probability there ({profile}), so nobody can say how "
                "many are wrong: link the months with a profile that has rank P, such as hes_did"
            )
        return recalls_of(self.sql(ROWS).fetchall(), by)

    def asked(self, query: str) -> duckdb.DuckDBPyRelation:
        """The query, which holds conditions of the user's own; ConfigError where these cannot be read."""
        try:
            return self.sql(query)
        except (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException) as problem:
            slip = str(problem).partition("\n")[0]
            raise ConfigError(
                f"where, counting: give conditions on the columns of events in SQL: {slip}"
            ) from None

    def drawn(
        self,
        relation: str | Sequence[str],
        by: str | None,
        months: Sequence[str] | None,
        draws: int,
        seed: int,
        *,
        where: str = "true",
        counting: str | None = None,
    ) -> Drawn:
        """The rates, and every draw that their intervals were taken from; see adjusted_rate."""
        if draws < FEWEST_DRAWS:
            raise ConfigError(f"draws: an interval takes {FEWEST_DRAWS} at least")
        question = replace(question_of(relation, by, months, self.months), where=where, counting=counting)
        recalls = self.recalls(question.months, question.by)
        cells = self.asked(kinds_sql(question)).fetchall()
        recalls.refuse_little(
            place
            for group, month, kind, setting in cells
            for place in recalls.needed(month, kind, setting, group)
        )
        rows = [
            Bagged(group, (month, kind, setting), *rest)
            for group, month, kind, setting, *rest in self.sql(bagged_sql(question)).fetchall()
        ]
        counted = [Counted(*row) for row in self.sql(counted_sql(question)).fetchall()]
        linked = sum(each.linked for each in counted)
        plain = sum(each.related for each in counted) / linked if linked else 0.0
        relations = () if counting else question.relations
        made = resampled(rows, recalls, relations, plain)
        found = tuple(made.drawn(draws, seed))
        return Drawn(rates_of(counted, made.estimated(), found), found)
