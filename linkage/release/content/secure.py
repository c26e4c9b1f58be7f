"""secure/NNNN: what a run leaves for those who may see raw rows and person keys. Never shared."""

from collections.abc import Iterable
from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.table import has_table
from linkage.release import disk
from linkage.release.content.quarantine import (
    PLACED,
    column_names,
    numbers_of_listed_sql,
    quarantine_sql,
    without_listed_sql,
)

AGREEMENTS = ("nhs_number_agreement", "birth_date_agreement", "sex_agreement", "postcode_agreement")
LEVELS = ("nhs_number_level", "birth_date_level", "sex_level", "postcode_level")
WEIGHTS = (
    "birth_date_weight",
    "postcode_weight",
    "sex_weight",
    "coincidence_weight",
    "nhs_number_weight",
    "near_number_weight",
    "practice_weight",
    "activity_weight",
    "weight_without_evidence",
    "match_weight",
    "own_data",
    "probability",
)
PRIOR = ("phi", "coverage", "mean_factor", "effective_candidates")
"""What the posterior of an event rests on besides the weights (see pool_phi), and how many candidates compete."""


def write_secure(engine: Engine, folder: Path, month: str, read_before: Iterable[str] = ()) -> None:
    """
    Write the quarantine, candidates, review, over_merged_people and people_changes into `folder`, a Parquet file each.

    Rows set aside are marked for sending back where they are of `month` (YYYY-MM), or of a file whose SHA-256 is not
    among those `read_before`.
    """
    disk.make_folder(folder)
    if has_table(engine, "opted_out_number"):
        engine.create("number_of_listed", numbers_of_listed_sql())
    engine.load("file_read_before", {"sha256": "text"}, [(digest,) for digest in sorted(set(read_before))])
    engine.create("proposed", proposed_sql(scored=has_table(engine, "person_posterior")))
    for name, query in (
        (
            "quarantine",
            quarantine_sql(
                engine.dialect,
                listed=has_table(engine, "number_of_listed"),
                conflicts=has_table(engine, "key_conflict"),
                placed_for=month if has_table(engine, "set_aside") else None,
            ),
        ),
        ("candidates", candidates_sql()),
        ("review", review_sql()),
        *((("over_merged_people", over_merged_sql()),) if has_table(engine, "over_merged_person") else ()),
        *((("people_changes", people_changes_sql()),) if has_table(engine, "person_change") else ()),
    ):
        engine.write_parquet(query, folder / f"{name}.parquet")
    engine.drop("proposed")
    engine.drop("file_read_before")


def strike_secure(engine: Engine, before: Path, folder: Path, stays: str) -> None:
    """
    What the release before has in its secure folder -> `folder`, without the events and people that are struck.

    `stays` is the condition on a person key. Reads struck_event, person_number and opted_out_number; what is not
    there is not made.
    """
    engine.create("number_of_listed", numbers_of_listed_sql())
    cleared = without_listed_sql(engine.dialect, "line")
    proposed = f"where event_id not in (select event_id from struck_event) and (person_id is null or {stays})"
    kept = f"path, dataset, row_number, reason, {cleared} as line"
    placed = [name for name in PLACED if name in column_names(before / "quarantine.parquet")]
    for name, listed, condition in (
        ("quarantine", ", ".join([kept, *placed]), ""),
        ("candidates", "*", proposed),
        ("review", "*", proposed),
        ("over_merged_people", "*", f"where {stays}"),
        ("people_changes", "*", f"where {stays}"),
    ):
        source, target = before / f"{name}.parquet", folder / f"{name}.parquet"
        if source.is_file():
            engine.write_parquet(f"select {listed} from {engine.parquet_sql(source)} {condition}", target)


def over_merged_sql() -> str:
    """One row per person key that may be of several people, with why, and the events linked to it; no opted-out one."""
    return """
        select merged.person_id, merged.nhs_numbers, merged.birth_dates, merged.sexes, merged.why,
            count(links.event_id) as linked_events
        from over_merged_person as merged
        left join links on links.person_id = merged.person_id
        where merged.person_id not in (select person_id from opted_out_person)
        group by merged.person_id, merged.nhs_numbers, merged.birth_dates, merged.sexes, merged.why
        order by merged.person_id"""


def people_changes_sql() -> str:
    """One row per made person of the release before and now who are not the same; no opted-out one."""
    return """
        select was_person_id, person_id, what
        from person_change
        where person_id not in (select person_id from opted_out_person)
        order by person_id, was_person_id"""


def proposed_sql(*, scored: bool) -> str:
    """One row per event identity and person that a rank proposed or rank P scored; nobody who opted out."""
    if scored:
        one = [f"candidate.{name}" for name in ("match_rank", *AGREEMENTS)]
        two = [f"score.{name}" for name in (*LEVELS, *WEIGHTS)] + list(PRIOR)
        source = """candidate
        full outer join person_posterior as score
          on score.identity_key = candidate.identity_key and score.person_id = candidate.person_id
        left join pool_phi as prior on prior.identity_key = score.identity_key
        left join posterior as decided on decided.identity_key = score.identity_key"""
        keys = ["coalesce(candidate.identity_key, score.identity_key) as identity_key"]
        keys += ["coalesce(candidate.person_id, score.person_id) as person_id"]
    else:
        one = ["match_rank", *AGREEMENTS]
        two = [
            *(f"cast(null as string) as {name}" for name in LEVELS),
            *(f"cast(null as double) as {name}" for name in (*WEIGHTS, *PRIOR)),
        ]
        source, keys = "candidate", ["identity_key", "person_id"]
    return f"""
        select * from (
            select {", ".join([*keys, *one, *two])}
            from {source}
        ) as proposed
        where person_id not in (select person_id from opted_out_person)"""


def candidates_sql() -> str:
    """One row per event of the release and person proposed for it; the ranks' findings, then rank P's."""
    found = ", ".join(
        f"proposed.{name}" for name in ("person_id", "match_rank", *AGREEMENTS, *LEVELS, *WEIGHTS, *PRIOR)
    )
    return f"""
        select links.event_id, links.status, links.reason, {found}
        from links
        join event on event.event_id = links.event_id
        join proposed on proposed.identity_key = event.identity_key
        order by links.event_id, proposed.person_id"""


def review_sql() -> str:
    """One row per event under review and person proposed for it; the event's own row when nobody is."""
    found = ", ".join(
        f"proposed.{name}" for name in ("person_id", "match_rank", *AGREEMENTS, *LEVELS, *WEIGHTS, *PRIOR)
    )
    return f"""
        select links.event_id, event.site_code, event.accession_number, event.test_date, links.reason,
            links.match_probability, links.runner_up_probability, links.candidate_people, {found}
        from links
        join event on event.event_id = links.event_id
        left join proposed on proposed.identity_key = event.identity_key
        where links.status = 'review'
        order by links.event_id, proposed.person_id nulls last"""
