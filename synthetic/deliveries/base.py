"""Everything that the finished world would hand over, as text: the rows that the deliveries tell piece by piece."""

from collections.abc import Mapping

from ..codes import listed
from ..draws import Draws
from ..errors.submissions import BROKEN
from ..files.data_files import data_files
from ..files.did import DID
from ..settings import YEARS, WorldSettings
from ..written.layout import Layout

HOSPITAL = {"apc": ("EPIKEY", "EPISTART"), "op": ("ATTENDKEY", "APPTDATE"), "ae": ("AEKEY", "ARRIVALDATE")}
"""Each data set with the key of its records and the day by which they come."""

LOOKUPS = {"deaths": "lookups/deaths.csv"}
STANDING = ("lookups/postcode_directory.csv", "lookups/modality.csv", "lookups/sites.csv")
"""Files that come with the first delivery and stay as they are."""


def base_tables(draws: Draws, settings: WorldSettings) -> Mapping[str, str]:
    """The tables of text rows, each with its query: base_did, base_broken, base_apc, base_op, base_ae, base_deaths."""
    files = data_files(draws, settings)
    made = {
        "base_did": _text_sql(Layout(DID, _events("null", "world_event"), "site_code")),
        "base_broken": _text_sql(Layout(DID, _events("fault", _BROKEN_EVENTS), "site_code")),
        "base_deaths": _text_sql(files[LOOKUPS["deaths"]]),
    }
    for dataset in HOSPITAL:
        years = [_text_sql(files[f"hes/HES_{dataset.upper()}_{year}.txt"]) for year in YEARS]
        made[f"base_{dataset}"] = " union all ".join(years)
    return made


def columns_of(kind: str, draws: Draws, settings: WorldSettings) -> tuple[str, ...]:
    """The columns of the files of a kind (did, apc, op, ae, deaths), in order."""
    if kind == "did":
        return tuple(DID)
    files = data_files(draws, settings)
    path = LOOKUPS.get(kind, f"hes/HES_{kind.upper()}_{YEARS[0]}.txt")
    return tuple(files[path].columns)


def line_sql(columns: Mapping[str, str], delimiter: str) -> str:
    """One line of a file, from the expression of each column; null is blank."""
    filled = ", ".join(f"coalesce({text}, '')" for text in columns.values())
    return f"concat_ws('{delimiter}', {filled})"


_BROKEN_EVENTS = f"""(
        select * from world_submission join world_event using (test_number) where fault in ({listed(BROKEN)}))"""


def _events(fault: str, source: str) -> str:
    """Rows of imaging as the layout of DID fills its columns from them."""
    return f"""(
        select * exclude (kept_fault), kept_fault as fault
        from (select event.*, identity.* exclude (test_number), cast({fault} as varchar) as kept_fault
            from {source} as event join world_event_identity as identity using (test_number))
    ) as sent"""


def _text_sql(layout: Layout) -> str:
    """The rows of a file with every column as text."""
    listed_columns = ", ".join(
        f'cast({filled} as varchar) as "{name}"' for name, filled in layout.columns.items()
    )
    return f"select {listed_columns} from {layout.source}"
