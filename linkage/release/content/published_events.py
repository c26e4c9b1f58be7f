"""What the current release holds of each event: its id and test date, for keys that come again."""

from linkage.engine.base import Engine
from linkage.errors import IntegrityError
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest


def published_events_sql(engine: Engine, layout: Layout, previous: Manifest | None) -> str | None:
    """
    A query for event_id and test_date of every event of release `previous`; None when there is none.

    Raises IntegrityError when a file of it is missing.
    """
    files = previous.paths_below("events") if previous else []
    if previous is None or not files:
        return None
    folder = layout.release(previous.release)
    missing = [path for path in files if not (folder / path).is_file()]
    if missing:
        raise IntegrityError(
            f"release {previous.release}: {missing[0]} is missing, so nobody can tell whose event a key is that comes "
            "again; restore it from your latest backup"
        )
    return " union all ".join(
        f"select event_id, test_date from {engine.parquet_sql(folder / path)}" for path in files
    )
