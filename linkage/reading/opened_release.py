"""A release opened for analysis: its tables, and questions about what came after what."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from linkage.engine.quote import literal
from linkage.errors import ConfigError
from linkage.reading.asked import Asked
from linkage.reading.asked_draws import asked_draws, drawn_months
from linkage.reading.cohort import FIRST_PLACE, STAYS, codes_of, cohort_sql, days_of
from linkage.reading.coverage import coverage_sql
from linkage.reading.drawn_mean import drawn_means
from linkage.reading.draws import Draws
from linkage.reading.error.asking import AdjustedQuestions
from linkage.reading.pathway import Between, pathway_sql
from linkage.reading.point import IMAGING, POINTS, Point
from linkage.reading.pooled_means import PooledMeans, pooled_means
from linkage.reading.release_folder import opened_folder, released_manifest, removed_if_it_fails
from linkage.reading.window import window_of
from linkage.release.problem import refuse
from linkage.release.verify import problems_in


def open_release(
    path: str | Path, *, verify: bool = False, labels: bool = False, local: str | Path | None = None
) -> "OpenedRelease":
    """
    Open the release at `path`: a release folder (alone, wherever it was put), an output folder or a job file.

    Or an address in an object store, of an output or of a release in it, whose files are brought into the folder
    `local`, to be found there the next time; without one into a passing folder, which goes when the release is closed.

    An output folder and a job file give the release that is current now, and go on giving it when a newer one is
    published. `verify` reads every file back first and raises IntegrityError unless all are as they were published.
    With `labels` a data frame has codes as categoricals that bear their meanings; relations have codes always.
    ConfigError when there is no release, or no code lists in it for `labels`; InputError when it is of a newer format
    or lacks a file.
    """
    folder, passing = opened_folder(path, local)
    with removed_if_it_fails(passing):
        manifest = released_manifest(folder)
        if verify:
            refuse(problems_in(folder, manifest), manifest.release)
        return OpenedRelease(folder, manifest, passing, labels=labels)


class OpenedRelease(AdjustedQuestions):
    """The tables of a release, and thin questions over them: each gives SQL that can be read, and its rows."""

    def draw(self, number: int, *, months: Sequence[str] | None = None) -> Draws:
        """
        The links, events and pathways of one draw, from 1: a whole set of links that the evidence leaves possible.

        Of every month, or of `months`. ConfigError where the release, or one of these months, has no such draw.
        """
        return asked_draws(self.manifest, number, months, self.connection)

    @property
    def draws(self) -> Draws:
        """The same of all draws, in one table each with `draw` first; ConfigError where a month has none."""
        return asked_draws(self.manifest, None, None, self.connection)

    def pooled_means(self, query: str, *, months: Sequence[str] | None = None) -> PooledMeans:
        """
        Means, and shares, with linkage error carried: under every draw by persons as clusters, pooled by Rubin's rules.

        The query is put to each draw as `draw(k).sql` puts it. It gives one row per unit of the analysis: `person` (the
        cluster; of a unit of nobody its own key), `value` (a number, or whether something is so) and, where there are
        several, `part`. A part has no interval, and says why (`refused`), where it is not in every draw, is of fewer
        than 30 people, or none or all of it is so. ConfigError where there are not two draws of every month, for a
        query without these columns, and for units without a person or value.
        """
        every = asked_draws(self.manifest, None, months, self.connection)
        draws = range(1, drawn_months(self.manifest)[every.months[0]] + 1)
        return pooled_means([drawn_means(replace(every, draw=draw), query) for draw in draws])

    def pathway(
        self,
        from_: str | Asked,
        to: str,
        *,
        within: int | str,
        first: bool = True,
        modality: str | Sequence[str] | None = None,
        same_provider: bool = False,
    ) -> Asked:
        """
        From records of one kind, or the stays of a `cohort`, to those of another kind of the same person after them.

        Kinds are imaging, admission, discharge, attendance and appointment. `within`: 28 or "28 days", 0 the same day;
        "24h" counts hours where both records have a time of day, and is the day and the day after elsewhere: an
        admission has no time in HES. `first`: one row per start with the first goal after it (null: none); else every
        one. `modality` names the kinds of imaging that count. Of each row `is_observed` says whether the release
        reaches to the end of the window, and `provider_sends` whether the provider of the start sent imaging of those
        months: leave out the others from a rate, they are not "no". ConfigError where stays or attendances are the
        start and the release holds those of imaged people alone (`all_spells`), and for what it does not know.
        """
        start, goal = self._point(from_), self._point(to)
        if start.of_hospital and not isinstance(from_, Asked):
            self._all_spells("a pathway from every " + start.name)
        where = "" if modality is None else self._modality_sql(modality)
        if where and IMAGING not in (start, goal):
            raise ConfigError(
                "modality is of imaging, which is neither the start nor the end of this pathway"
            )
        asked = Between(
            start,
            goal,
            window_of(within),
            first=first,
            same_provider=same_provider,
            start_where=where if goal != IMAGING else "",
            goal_where=where if goal == IMAGING else "",
        )
        return Asked(pathway_sql(asked, self.months), self.connection)

    def cohort(
        self,
        diagnosis: str | Sequence[str],
        *,
        admitted: tuple[str | date, str | date] | None = None,
        any_place: bool = False,
    ) -> Asked:
        """
        Continuous stays with an ICD-10 code as the first diagnosis of an episode, or in `any_place` of the twenty.

        One row per stay, with the columns of `cips`; a code stands for all that begin with it, and `admitted` is the
        first and the last day of admission. ConfigError unless the release holds every stay (`all_spells`).
        """
        codes, days = codes_of(diagnosis), days_of(admitted)
        self._all_spells("a cohort of stays")
        held = [name for name in self.table("episodes").columns if name.startswith("diagnosis_")]
        sql = cohort_sql(codes, held if any_place else [FIRST_PLACE], days)
        return Asked(sql, self.connection, replace(STAYS, table=f"({sql})"))

    def coverage(self) -> Asked:
        """How many events each provider sent of each month: 0 is no imaging from a trust that has stays."""
        self.still_there()
        return Asked(coverage_sql(self.months), self.connection)

    def _point(self, asked: str | Asked) -> Point:
        if isinstance(asked, Asked):
            if asked.start is None:
                raise ConfigError("a pathway starts from a kind of record or from a cohort")
            return asked.start
        points = {point.name: point for point in POINTS}
        if asked not in points:
            raise ConfigError(f"a pathway leads between {', '.join(points)}")
        point = points[asked]
        if point.table == "cips" and self.table("cips").filter("is_admission is null").limit(1).fetchall():
            raise ConfigError(
                f"{asked}: the release has months of an earlier version, which does not say which stays are "
                "admissions: run them again with --restate, or ask in SQL"
            )
        has_clock = point.clock in self.table(point.table).columns
        return point if has_clock else replace(point, clock="")

    def _modality_sql(self, modality: str | Sequence[str]) -> str:
        wanted = (modality,) if isinstance(modality, str) else tuple(modality)
        held = {row[0] for row in self.events.select("modality").distinct().fetchall()}
        unknown = [name for name in wanted if name not in held]
        if unknown or not wanted:
            raise ConfigError(f"this release has imaging of {', '.join(sorted(held))}")
        return f"modality in ({', '.join(map(literal, wanted))})"

    def _all_spells(self, what: str) -> None:
        if not all(self.manifest.all_spells.get(month) for month in self.months):
            raise ConfigError(
                f"{what} needs all of them, and this release holds stays and attendances of people with a linked event "
                "alone, so that a rate would be wrong: set [outputs] all_spells = true and run the month again "
                "with --restate"
            )
