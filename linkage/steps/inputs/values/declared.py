"""What a job says of how columns of dates are spelt ([did.dates], [hes.x.dates]), by our names for them."""

from linkage.errors import ConfigError
from linkage.steps.inputs.layout import JobLayout, header_name
from linkage.steps.inputs.source import Source
from linkage.steps.inputs.values import kinds


def declared_dates(source: Source, layout: JobLayout) -> dict[str, str]:
    """What the job says of columns of dates, by our names; ConfigError for a column that is none."""
    of = {header_name(ours): ours for ours in layout.columns} | dict(layout.names)
    found = {of.get(header_name(name), ""): said for name, said in source.dates.items()}
    known = kinds.dates(layout.columns)
    if set(found) - set(known):
        unknown = [name for name in source.dates if of.get(header_name(name)) not in known]
        raise ConfigError(
            f"[{source.key}.dates] names {', '.join(unknown)}: no such column of dates; they are "
            f"{layout.listed(list(known))}"
        )
    return found
