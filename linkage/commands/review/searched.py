"""The sample and its people as tables: who is found for each event, who is shown, and whom the program chose."""

from linkage.commands.explain.candidate_evidence import candidate_file, why_gone
from linkage.commands.review import evidence, search
from linkage.commands.review.drawing import STRATA, load_plan, review_drawn_sql, strata_held
from linkage.commands.review.opened import OpenedFiles
from linkage.editions.made_people import read_from
from linkage.errors import InputError
from linkage.release.content.published import make_pseudonym_table
from linkage.review.size import Planned, planned
from linkage.review.stratum import strata_sql

EVERYBODY = "select person_id as key_as_supplied from person"
FOUND = "select distinct person_id as key_as_supplied from review_found"


def make_sample(files: OpenedFiles, month: str, *, margin: float, seed: int) -> tuple[Planned, ...]:
    """
    review_stratum, review_plan, review_drawn and review_event; gives what was planned.

    InputError where the month has no event, or the job's files hold another month than was published.
    """
    engine, links = files.engine, files.month_files(month)
    if not links:
        raise InputError(
            f"release {files.manifest.release} has no {month}; `linkage releases show` lists its months"
        )
    engine.create(STRATA, strata_sql(engine.parquet_sql(*links)))
    held = strata_held(engine)
    if not held:
        raise InputError(f"{month} has no event that reviewers have not settled: there is nothing to look at")
    plan = planned(held, margin)
    load_plan(engine, plan)
    engine.create("review_drawn", review_drawn_sql(seed))
    engine.create("review_event", search.review_event_sql())
    refuse_other_files(files, month)
    return plan


def refuse_other_files(files: OpenedFiles, month: str) -> None:
    """InputError where events of the sample are gone from the files, or have other values there than were linked."""
    engine = files.engine
    lost = engine.count("select count(*) from review_drawn") - engine.count(
        "select count(*) from review_event"
    )
    kept = files.layout.kept_month(files.manifest.release, month) / "event.parquet"
    other = engine.count(search.other_identities_sql(engine.parquet_sql(kept))) if kept.is_file() else 0
    told = [
        words
        for count, words in (
            (lost, f"{lost:,} events of the sample are in none of the job's files"),
            (
                other,
                f"{other:,} events of the sample have other identifiers in the job's files than they were linked by",
            ),
        )
        if count
    ]
    if told:
        raise InputError(
            f"{' and '.join(told)}, so these are not the files that {month} was made from: put the files of the "
            "release back, or run the month with --changed or --restate, then export again"
        )


def make_people(files: OpenedFiles, month: str, *, shown: int) -> str | None:
    """
    review_found, review_linked, review_scored, review_candidate, and what is told of each person shown.

    Gives why those whom ranks proposed are not looked for; None where they are.
    """
    engine, inputs = files.engine, files.inputs
    numbers = sorted(set(inputs.lists.opted_out_numbers))
    engine.load("review_listed_number", {"nhs_number": "text"}, [(number,) for number in numbers])
    engine.create("review_listed", search.review_listed_sql())
    engine.create("review_contact", search.contact_sql())
    proposed, why_not = proposed_sql(files, month)
    engine.create("review_found", search.review_found_sql(proposed))
    make_linked(files)
    engine.create("review_scored", search.review_scored_sql())
    engine.create("review_candidate", search.review_candidate_sql(shown))
    engine.create("review_person", evidence.review_person_sql())
    engine.create(
        "review_told",
        evidence.review_told_sql(engine.dialect, read_from(inputs), are_made=inputs.person_rules is not None),
    )
    return why_not


def proposed_sql(files: OpenedFiles, month: str) -> tuple[str | None, str | None]:
    """
    Whom ranks proposed for events of the sample, by the secure folder of the release that linked the month.

    And why that cannot be known, where it is gone with its release or is not here.
    """
    engine = files.engine
    linked_by = str(
        engine.scalar(f"select max(release) from {engine.parquet_sql(*files.month_files(month))}")
    )
    files.layout.home.bring(files.layout, linked_by, "secure")
    if why_not := why_gone(files.layout, linked_by, month):
        return None, why_not
    path = candidate_file(files.layout, linked_by, month)
    return f"select event_id, person_id from {engine.parquet_sql(path)}", None


def make_linked(files: OpenedFiles) -> None:
    """
    review_linked: of each linked event drawn, its person by key, whatever the release has in its place.

    Where the search does not find the linked person, they are added to review_found: the link is judged all the same.
    """
    engine, pads = files.engine, files.inputs.person_pads
    for keys in (FOUND, EVERYBODY):
        if pads is None:
            engine.create(
                "review_known", f"select key_as_supplied, key_as_supplied as pseudonym from ({keys}) as known"
            )
        else:
            make_pseudonym_table(engine, "review_known", keys, pads)
        engine.create(
            "review_linked",
            """
            select drawn.event_id, known.key_as_supplied as person_id
            from review_drawn as drawn
            join review_known as known on known.pseudonym = drawn.linked_person""",
        )
        missing = engine.count(
            """
            select count(*)
            from review_drawn as drawn
            left join review_linked as linked on linked.event_id = drawn.event_id
            where drawn.linked_person is not null and linked.event_id is null"""
        )
        if not missing:
            break
    if missing:
        raise InputError(
            f"{missing:,} links of the sample are to people who are not in the job's files any more: put the files of "
            "the release back, or run the month with --restate, then export again"
        )
    refuse_opted_out(files)
    engine.create(
        "review_found",
        """
        select event_id, person_id, way from review_found
        union all
        select linked.event_id, linked.person_id, 'proposed' as way
        from review_linked as linked
        left join review_found as found
          on found.event_id = linked.event_id and found.person_id = linked.person_id
        where found.event_id is null""",
    )


def refuse_opted_out(files: OpenedFiles) -> None:
    """InputError where the sample holds an event of somebody on the opt-out list: nobody is to look at them."""
    listed = files.engine.count(
        """
        select count(*)
        from review_event as event
        left join review_linked as linked on linked.event_id = event.event_id
        where event.nhs_number in (select nhs_number from review_listed_number)
           or linked.person_id in (select person_id from review_listed)"""
    )
    if listed:
        raise InputError(
            "people on the opt-out list are in the release still: `linkage run JOB --changed` takes them out; then "
            "export the sample"
        )
