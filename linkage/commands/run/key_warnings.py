"""What a run warns of keys: rows without one, events that two people claim, person keys that are of several people."""

from collections.abc import Iterator

from linkage.commands.run.superseded import withdrawn_sql
from linkage.engine.base import Engine
from linkage.engine.value import as_whole

TOLD_SHARE = 0.01
"""Rows without a key are warned of from this share of a file on; fewer are in the statistics."""


def key_warnings(engine: Engine) -> Iterator[str]:
    """A sentence for each kind of doubtful key in the tables of a run."""
    yield from event_warnings(engine)
    yield from over_merged_warnings(engine)


def event_warnings(engine: Engine) -> Iterator[str]:
    """Those of them that show before anything is linked, in a plan as well."""
    yield from missing_key_warnings(engine)
    yield from conflict_warnings(engine)
    yield from other_day_warnings(engine)
    yield from withdrawn_warnings(engine)


def missing_key_warnings(engine: Engine) -> Iterator[str]:
    """Of quarantine: files of which more than a small share has no key of one kind."""
    found = engine.rows(f"""
        select file.path, aside.reason, count(*) as records, file.rows_read
        from quarantine as aside
        join input_file as file on file.file_id = aside.file_id
        where aside.reason in ('record_key_missing', 'person_key_missing', 'site_missing', 'accession_missing')
        group by file.file_id, file.path, aside.reason, file.rows_read
        having count(*) > {TOLD_SHARE} * file.rows_read
        order by file.file_id, aside.reason""")
    for path, reason, records, rows in found:
        yield (
            f"{path}: {records:,} of {rows:,} rows were set aside for want of a key ({reason}): it is blank, or a word "
            "for no value such as NULL. Ask for the file again, or look at the rows in secure/, quarantine"
        )


def conflict_warnings(engine: Engine) -> Iterator[str]:
    """Of key_conflict: how many rows were set aside, and that no rate has them."""
    rows, keys, newcomers = (
        as_whole(n or 0)
        for n in engine.rows(
            "select count(*), count(distinct event_id), count(case when other_is_published then 1 end)"
            " from key_conflict"
        )[0]
    )
    stays = f"{newcomers:,} of them came where somebody else is published, who stays; " if newcomers else ""
    if rows:
        yield (
            f"{rows:,} DID row(s) were set aside, and are in no rate: {keys:,} site and accession number(s) are of "
            f"several people (key_conflict); {stays}the rows are in secure/, quarantine; ask the providers for numbers "
            "that are used once"
        )


def other_day_warnings(engine: Engine) -> Iterator[str]:
    """Of event_version: rows that another of the same file replaced, of the same person but another test day."""
    found = engine.rows("""
        select file.path, count(*) as records
        from event_version as old
        join event_version as new on new.event_id = old.event_id and new.file_id = old.file_id and new.is_latest
        join did_raw as was on was.file_id = old.file_id and was.row_number = old.row_number
        join did_raw as became on became.file_id = new.file_id and became.row_number = new.row_number
        join input_file as file on file.file_id = old.file_id
        where not old.is_latest and was.test_date <> became.test_date
        group by file.file_id, file.path
        order by file.file_id""")
    for path, records in found:
        yield (
            f"{path}: {records:,} row(s) were superseded by a later row of the same file with another test date; are "
            "these two examinations under one site and accession number?"
        )


def withdrawn_warnings(engine: Engine) -> Iterator[str]:
    """Of event_version: files of whose months others take the place, with rows that nobody sends any more."""
    found = engine.rows(f"""
        select file.path, count(*) as records, file.rows_accepted
        from ({withdrawn_sql()}) as gone
        join input_file as file on file.file_id = gone.file_id
        group by file.file_id, file.path, file.rows_accepted
        order by file.file_id""")
    for path, records, rows in found:
        yield (
            f"{path}: another file takes the place of its provider's month ([did] replace): {as_whole(records):,} of "
            f"{as_whole(rows):,} rows are in no file that counts, and are withdrawn. If that file is not the whole "
            'month, but late or corrected rows alone, set [did] replace = "rows"'
        )


def over_merged_warnings(engine: Engine) -> Iterator[str]:
    """Of over_merged_person: how many keys, and how many events are linked to them."""
    people = engine.count("select count(*) from over_merged_person")
    if people:
        events = engine.scalar("select count(*) from events where over_merged_person")
        yield (
            f"{people:,} person key(s) of HES may be of several people each, by their NHS numbers, birth dates and "
            f"sexes; {events:,} event(s) of the month are linked to them (events.over_merged_person). They are in "
            "secure/, over_merged_people; the limits are under [linkage.over_merged]"
        )
