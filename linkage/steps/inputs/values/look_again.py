"""A look at the values of a file some of whose rows an earlier file had: at the others alone, and the rest is known."""

from collections.abc import Mapping, Sequence

from linkage.engine.base import Engine
from linkage.engine.quote import identifier
from linkage.engine.value import as_whole
from linkage.steps.inputs.again.known import LIKENESS
from linkage.steps.inputs.again.lent import Lent
from linkage.steps.inputs.ledger import Counted
from linkage.steps.inputs.values.look import Seen, look
from linkage.steps.inputs.values.passing import Passing, gone_table


class OtherwiseReadError(Exception):
    """What an earlier file's values were read as is not what these are read as: the file is to be read whole."""


REST = "input_rest"
"""The passing table of rows that no later file may have."""


def look_again(
    engine: Engine, dataset: str, columns: Sequence[str], came: str, passing: Passing
) -> Mapping[str, Seen]:
    """The same as a look at all rows of the passing table `came`."""
    known = passing.known(came)
    if known is None:
        return look(engine, dataset, columns, came)
    own, gone = (look(engine, dataset, columns, rows) for rows in (passing.own(came), gone_table(came)))
    lent = known.lent.seen
    if set(lent) != set(own):
        return look(engine, dataset, columns, came)
    return {name: lent[name].less(gone[name]).and_of(own[name]) for name in own}


def leave_known_rows(passing: Passing, came: str, readings: Mapping[str, str]) -> None:
    """OtherwiseReadError where rows that an earlier file had would be changed by the `readings` of this one."""
    known = passing.known(came)
    if known is not None and not known.lent.is_left_as_it_is(readings):
        raise OtherwiseReadError


def lend(
    engine: Engine,
    dataset: str,
    columns: Sequence[str],
    tables: tuple[str, str],
    found: Lent,
    passing: Passing,
) -> None:
    """
    Note what is known of those rows that a later file may have, where rows bear the likeness of their lines.

    `tables` are the rows as they came, of which all that was `found`, and as they are read. Of a file that has rows of
    an earlier one only these may be lent.
    """
    came, read = tables
    made_of = passing.made_of(read)
    if made_of is None:
        return
    if made_of.known is not None:
        passing.know(read, made_of.known.lent)
        return
    others = "reason is not null"
    if passing.own(read) != passing.own(came):
        changed = (
            f"select row_number from {identifier(passing.own(read))} where {others} or {LIKENESS} is null"
        )
        others = f"row_number in ({changed})"
    engine.create(REST, f"select * from {identifier(came)} where {others}", brief=True)
    rest = look(engine, dataset, columns, REST)
    engine.drop(REST)
    passing.know(read, Lent({name: one.less(rest[name]) for name, one in found.seen.items()}, found.readings))


def counted_again(engine: Engine, passing: Passing, table: str, columns: Sequence[str]) -> Counted | None:
    """
    The rows of a passing table that an earlier file had, and how many of them hold something in each of `columns`.

    None where there are none, or too little is known of them.
    """
    known = passing.known(table)
    if known is None or not set(columns) <= set(known.lent.seen):
        return None
    rows = engine.count(f"select count(row_number) from {engine.parquet_sql(known.numbers)}")
    held = ", ".join(["count(*)", *(f"count({identifier(name)})" for name in columns)])
    _, *gone = map(as_whole, engine.rows(f"select {held} from {known.gone_sql(engine)}")[0])
    seen = known.lent.seen
    return Counted(rows, {name: seen[name].filled - less for name, less in zip(columns, gone, strict=True)})
