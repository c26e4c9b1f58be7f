"""The ledger of a run, counted from its tables."""

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.words.ledger import Ledger


def read_ledger(engine: Engine, month: str) -> Ledger:
    """The ledger of a run, each figure counted from its own table: input_file, event_version, key_conflict, links."""
    read, accepted, quarantined = engine.rows(
        "select sum(rows_read), sum(rows_accepted), sum(rows_quarantined) from input_file where dataset = 'did'"
    )[0]
    latest, other, superseded = engine.rows(f"""
        select count(case when is_latest and test_month = '{month}' then 1 end),
            count(case when is_latest and test_month <> '{month}' then 1 end),
            count(case when not is_latest then 1 end)
        from event_version""")[0]
    status = {
        str(name): as_whole(rows)
        for name, rows in engine.rows("select status, count(*) from links group by 1")
    }
    opted_out = engine.count("select count(*) from opted_out_event")
    return Ledger(
        rows_read=as_whole(read or 0),
        rows_quarantined=as_whole(quarantined or 0),
        rows_accepted=as_whole(accepted or 0),
        other_month=as_whole(other),
        superseded=as_whole(superseded),
        opted_out=opted_out,
        events=as_whole(latest) - opted_out,
        linked=status.get("linked", 0),
        review=status.get("review", 0),
        unlinked=status.get("unlinked", 0),
        key_conflict=engine.count("select count(*) from key_conflict"),
    )


def other_months(engine: Engine, month: str) -> dict[str, int]:
    """Accepted rows that count for another month, by that month."""
    return {
        str(name): as_whole(rows)
        for name, rows in engine.rows(f"""
            select test_month, count(*) from event_version
            where is_latest and test_month <> '{month}' group by test_month order by test_month""")
    }
