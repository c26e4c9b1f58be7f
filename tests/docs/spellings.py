"""What becomes of a date in every spelling, and of other values, as the program reads them: rows of docs/files.md."""

from collections.abc import Iterable
from datetime import date

from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.engine.quote import literal
from linkage.errors import InputError
from linkage.steps.inputs.values.identifier import lost_sql, read_sql
from tests.inputs.date_texts import read, written

TOLD, SHOWN = date(2019, 11, 25), date(2019, 11, 7)
MORE = {
    "month first": ("11/07/2019", "11/25/2019"),
    "month first, eight digits": ("11072019", "11252019"),
    "another time of day": ("2019-11-07 13:45:10", "2019-11-25 09:00:00"),
    "midnight of summer, in the time of Greenwich": ("2019-07-06T23:00:00Z", "2019-11-25T00:00:00Z"),
    "no day above 12": ("07/11/2019", "05/11/2019"),
    "no such day": ("31/02/2019", "25/11/2019"),
    "no such month": ("1970-81-01", "2019-11-25"),
    "day and month exchanged": ("2019-25-11", "2019-11-25"),
    "null date of HES": ("01/01/1800", "25/11/2019"),
    "a word for no value": ("NULL", "25/11/2019"),
    "year of two digits": ("07/11/19", "25/11/19"),
    "month name, year of two digits": ("07-Nov-19", "25-Nov-19"),
    "no date": ("soon", "later"),
}

VALUES = {
    "nhs_number": (
        "9990000018", "999 000 0018", "999-000-0018", "9990000018.0", "999\u00a0000\u00a00018", "9990000018\u200b",
        "\uff19\uff19\uff19\uff10\uff10\uff10\uff10\uff10\uff11\uff18", "'9990000018", "9.99E+09", "999000001",
    ),
    "sex": ("1", "1.0", "01", "M", "f", "Female", "U", "X", "I", "3", "q"),
    "postcode": ("AB1 2CD", "ab12cd", "AB1\u00a02CD", "\u200bAB1 2CD ", "AB\uff11 2CD", "no fixed abode"),
    "code": ("16310003", "16310003.0", "'01", "1.0", "1.5"),
    "key": ("00123", "123.0", "'0123", "\u00a0A1", "A\uff11", "1.0E+14"),
    "time": ("0930", "09:30", "09:30:15", "09:30:15.123", "9:30", "930", "093015", "1900-01-01 09:30:00.000", "3000"),
}  # fmt: skip


def spellings() -> Iterable[tuple[str, ...]]:
    """A line for each spelling of a date: what it looks like, what it is read as, and what is said of it."""
    engine = DuckDBEngine(Session(threads=1))
    pairs = {
        name.removesuffix("_date").replace("_", " "): (text, written(TOLD)[name])
        for name, text in written(SHOWN).items()
    }
    columns = {name: (shown, *[told] * 9) for name, (shown, told) in (pairs | MORE).items()}
    places = {name: f"c{n:02}_date" for n, name in enumerate(columns)}
    for name, texts in columns.items():
        try:
            found, notes = read(engine, {places[name]: texts})
        except InputError as refused:
            yield name, _shown(texts[0]), "-", f"refused: {_words(refused)}"
            continue
        said = ", ".join(f"{note.what}" for note in notes) or "-"
        yield name, _shown(texts[0]), _shown(found[places[name]][0] or ""), said
    engine.close()


def values() -> Iterable[tuple[str, ...]]:
    """A line for each way in which a value is written: what it is read as, and whether it is lost."""
    engine = DuckDBEngine(Session(threads=1))
    for kind, texts in VALUES.items():
        for text in texts:
            value = read_sql(engine.dialect, kind, f"cast({literal(text)} as varchar)")
            given, lost = engine.rows(f"select {value}, {lost_sql(engine.dialect, kind, f'({value})')}")[0]
            yield kind, _shown(text), _shown(str(given)), str(lost or "-")
    engine.close()


def _shown(text: str) -> str:
    """A text as a page shows it: what cannot be seen, by its number."""
    return (
        "`" + "".join(letter if " " <= letter <= "~" else f"<U+{ord(letter):04X}>" for letter in text) + "`"
    )


def _words(refused: InputError) -> str:
    told = str(refused)
    return "its century is not known" if "century" in told else "no dates"
