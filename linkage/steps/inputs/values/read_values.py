"""The values of a file, looked at all together and, where they are not written as they are meant, written so."""

from collections.abc import Iterable, Mapping

from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.steps.inputs.again.known import LIKENESS
from linkage.steps.inputs.again.lent import Lent
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.typed.kinds import form_of
from linkage.steps.inputs.values import kinds
from linkage.steps.inputs.values.declared import declared_dates
from linkage.steps.inputs.values.identifier import WHOLE, lost_sql, shape_sql
from linkage.steps.inputs.values.limits import limits_of
from linkage.steps.inputs.values.look import ROWS, Seen, kinds_of, wrong_numbers
from linkage.steps.inputs.values.look_again import leave_known_rows, lend, look_again
from linkage.steps.inputs.values.mend import changed_sql, mended_sql
from linkage.steps.inputs.values.note import Note
from linkage.steps.inputs.values.passing import Passing
from linkage.steps.inputs.values.read_dates import dates_table, read_dates


def read_values(
    engine: Engine, plan: Plan, came: str, read: str, passing: Passing | None = None
) -> tuple[Note, ...]:
    """
    Make the table `read` of the rows of a file as they `came`, and give what was found of their values.

    `passing` says where these tables lie.

    Where none would be changed it is a name for those; where all is well, two queries have looked at every value.
    Raises InputError for dates that no one spelling can hold, and for a column that holds hardly any, and
    OtherwiseReadError where rows that an earlier file had would be changed.
    """
    dataset, columns = plan.file.source.dataset, tuple(plan.columns.places)
    passing = passing or Passing(columns)
    seen = look_again(engine, dataset, columns, came, passing)
    kind = kinds_of(dataset, columns)
    unclean = [name for name, found in seen.items() if found.unclean]
    dates = dates_table(came)
    try:
        unread = [name for name in unclean if name not in kind]
        written, notes, readings = _dates(engine, plan, unread, came, seen)
        others = {name: kind[name] for name in unclean if name in kind}
        keys = [name for name, one in others.items() if one == "key"]
        whole = _whole_keys(engine, keys, came)
        readings |= {name: "whole" if name in whole else "with its point" for name in keys}
        leave_known_rows(passing, came, readings)
        own = passing.own(came)
        is_changed = bool(written) or _changes_any(engine, dataset, own, others, whole)
        if is_changed:
            query = mended_sql(
                engine.dialect,
                dataset,
                columns,
                own,
                dates=dict.fromkeys(written, dates),
                others=others,
                whole=whole,
                likeness=LIKENESS if passing.made_of(came) else "",
            )
            passing.make(engine, read, query, passing.made_of(came))
        else:
            passing.name(engine, read, came)
        lend(engine, dataset, columns, (came, read), Lent(seen, readings), passing)
        if is_changed:
            passing.drop(engine, came)
    finally:
        engine.drop(dates)
    lost = {name: one for name, one in others.items() if one in (*kinds.IDENTIFIERS, "code", "local")}
    notes += _lost(engine, lost, seen, read)
    if "nhs_number" in kind and (filled := seen["nhs_number"].filled):
        wrong = wrong_numbers(engine, read, filled, plan.file.source.tell_lost_share)
        notes += [Note("nhs_number", "check_digit", "9999999999", wrong, filled)] if wrong else []
    return tuple(sorted(notes, key=lambda note: (note.column, note.what, note.shape)))


def _dates(
    engine: Engine, plan: Plan, columns: list[str], came: str, seen: Mapping[str, Seen]
) -> tuple[list[str], list[Note], dict[str, str]]:
    """What read_dates gives of `columns`, not all of them YYYY-MM-DD, and of those whose spelling the job says."""
    source = plan.file.source
    declared = {
        name: said
        for name, said in declared_dates(source, plan.layout).items()
        if name in seen and not is_typed_day(plan, name)
    }
    looked = [*columns, *(name for name in declared if name not in columns and seen[name].filled)]
    return read_dates(engine, source.dataset, looked, came, declared, source.made_from.dates, limits_of(plan))


def is_typed_day(plan: Plan, column: str) -> bool:
    """Whether a column of Parquet holds days or time stamps by its type, which no spelling is said of."""
    return column in plan.typed and form_of(plan.typed[column].arrow) in ("day", "moment")


def _whole_keys(engine: Engine, columns: Iterable[str], came: str) -> list[str]:
    """
    Of keys, those whose .0 is read away: no key of the column has anything else behind a point.

    In 1234.1 and 1234.0 the point is part of the key, and neither is read.
    """
    found = []
    for name in columns:
        column = identifier(name)
        point = engine.dialect.matches(column, "[.]")
        whole = engine.dialect.matches(f"trim({column})", WHOLE)
        if not engine.count(f"select count(*) from {identifier(came)} where {point} and not {whole}"):
            found.append(name)
    return found


def _changes_any(
    engine: Engine, dataset: str, rows: str, others: Mapping[str, str], whole: Iterable[str]
) -> bool:
    """Whether what is read of values that are not as they should be is ever something else."""
    if not others:
        return False
    return engine.count(changed_sql(engine.dialect, dataset, rows, others=others, whole=list(whole))) > 0


def _lost(engine: Engine, columns: Mapping[str, str], seen: Mapping[str, Seen], read: str) -> list[Note]:
    """What is lost of the identifiers that were not all clean, as they have been read."""
    notes = []
    for name, kind in columns.items():
        column = identifier(name)
        for why, records, shape in engine.rows(f"""
            select why, count(*), min(shape)
            from (
                select {lost_sql(engine.dialect, kind, column)} as why, {shape_sql(engine.dialect, column)} as shape
                from {identifier(read)}
                where {column} is not null and {ROWS}
            ) as judged
            where why is not null
            group by why"""):
            notes.append(Note(name, str(why), str(shape), as_whole(records), seen[name].filled))
    return notes
