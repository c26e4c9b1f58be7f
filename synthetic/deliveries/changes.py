"""The truth of each delivery: what of the folder is new, corrected, moved or gone, held against the delivery before."""

from dataclasses import dataclass

KINDS = ("did", "apc", "op", "ae", "opt_outs", "deaths")
"""Kinds of files whose rows have a key."""


@dataclass(frozen=True)
class Change:
    """How many rows of a kind a delivery changes, and how."""

    kind: str
    """did, apc, op, ae, opt_outs or deaths."""
    change: str
    """new, corrected, moved or withdrawn; of the other kinds added, changed or gone."""
    month: str | None
    """Month of the events now, YYYY-MM; of withdrawn ones before."""
    rows: int


def change_sql(delivery: int) -> str:
    """
    One row per key whose latest row is another after a delivery than before it.

    `change` is new, corrected, moved or withdrawn for imaging, else added, changed or gone; `month` is that of the
    event now, `month_before` what it was. The latest row is the last by name of file.
    """
    before, after = _latest_sql(delivery - 1), _latest_sql(delivery)
    return f"""
        select {delivery} as delivery, kind, key, month, month_before, why,
            case when before_line is null then case when kind = 'did' then 'new' else 'added' end
                when line is null then case when kind = 'did' then 'withdrawn' else 'gone' end
                when kind <> 'did' then 'changed' when month = month_before then 'corrected' else 'moved' end as change
        from ({after}) as now
        full join (select kind, key, month as month_before, line as before_line, why as why_before from ({before}))
            as past using (kind, key)
        where line is distinct from before_line"""


def _latest_sql(delivery: int) -> str:
    """The latest row of each key that a delivery touches, as it lies after another (or the same) one."""
    return f"""
        select kind, key, arg_max(month, placed) as month, arg_max(line, placed) as line, arg_max(why, placed) as why
        from (
            select *, concat(replace(replace(file, '.csv', ''), '.txt', ''), ' ', place) as placed
            from sent_row semi join touched using (kind, key)
            where key <> '' and since <= {delivery} and coalesce(until > {delivery}, true)
                and (kind <> 'did' or month is not null)
        ) as there
        where kind in {KINDS}
        group by kind, key"""


def touched_sql(delivery: int) -> str:
    """The keys with a row that a delivery brings or takes away."""
    return f"select distinct kind, key from sent_row where since = {delivery} or until = {delivery}"
