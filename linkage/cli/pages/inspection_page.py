"""What files look like, as a page."""

from collections import Counter
from collections.abc import Iterator, Sequence

from linkage.commands.inspect.field_counts import FieldCounts
from linkage.commands.inspect.inspected import Inspected
from linkage.commands.inspect.job_lines import joined_lines
from linkage.steps.inputs.hint import DELIMITERS
from linkage.words.number_words import first_names, number_of

SHOWN = 12
"""Names listed; the others are counted."""


def inspection_lines(found: Inspected) -> Iterator[str]:
    """One file."""
    yield found.path if not found.layout else f"{found.path}: {found.layout}, {found.meaning}"
    if found.layout:
        how = [
            "compressed with gzip" if found.compressed else "",
            f"fields by {found.delimiter}" if found.delimiter in DELIMITERS.values() else found.delimiter,
            found.encoding,
            "a header" if found.has_header else "no header",
        ]
        yield f"  {', '.join(filter(None, how))}"
    if found.rows:
        which = "all" if found.is_all else "the first"
        unread = f", {found.unread:,} of them not to be told apart into fields" if found.unread else ""
        yield f"  {which} {found.rows:,} rows looked at{unread}"
    names = found.names or {}
    width = max((len(names[field.ours]) for field in found.fields), default=0)
    whole = found.rows - found.unread
    for field in found.fields:
        yield f"    {names[field.ours]:<{width}}  {field_words(field, whole)}"
    for what, listed in (("not there", found.missing), ("not known", found.unknown)):
        if listed:
            yield f"  {what}: {first_names(listed, SHOWN)}"
    for told in found.told:
        yield f"  note: {told}"
    if found.problem:
        yield f"  cannot be read: {found.problem}"
        return
    yield "  a job reads it with"
    for line in found.job:
        yield f"    {line}"


def summary(found: Sequence[Inspected]) -> Iterator[Iterator[str]]:
    """What several files are together, and the lines of one job that reads them; nothing of a file alone."""
    if len(found) > 1:
        yield summary_lines(found)


def summary_lines(found: Sequence[Inspected]) -> Iterator[str]:
    """See summary."""
    read = Counter(str(one.layout) for one in found if one.problem is None)
    bad = [one.path for one in found if one.problem is not None]
    told = [f"{many:,} of {layout}" for layout, many in read.items()]
    told += [f"{len(bad):,} that cannot be read ({first_names(bad, SHOWN)})"] if bad else []
    yield f"{number_of(len(found), 'file')}: {', '.join(told)}"
    if read:
        yield "  a job reads them with" if not bad else "  a job reads the others with"
    for line in joined_lines(found):
        yield f"    {line}"


def field_words(field: FieldCounts, rows: int) -> str:
    """How a column is filled, how much of it looks as it should, and how its dates are spelt."""
    words = f"{share(field.filled, rows)} filled"
    if field.usable < field.filled:
        words += f", {share(field.usable, rows)} usable"
    if field.dates:
        spelt = sorted(field.dates.items(), key=lambda one: (-one[1], one[0]))
        words += f"; {', '.join(f'{name} ({share(count, field.filled)})' for name, count in spelt)}"
    return words


def share(part: int, whole: int) -> str:
    """A share in per cent that is 0% and 100% only where it is none and all."""
    if part in (0, whole):
        return "100%" if part else "0%"
    return f"{min(max(100 * part / whole, 0.1), 99.9):.1f}%"
