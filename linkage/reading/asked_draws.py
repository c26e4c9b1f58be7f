"""Which draws a release is asked for: refused where they are not there, and what has to be known of those that are."""

import warnings
from collections.abc import Iterator, Mapping, Sequence

import duckdb

from linkage.errors import ConfigError
from linkage.reading.draws import Draws
from linkage.release.record.manifest import Manifest

ASK = "set [outputs] link_draws = 20 and run the month again with --restate"


def drawn_months(manifest: Manifest) -> dict[str, int]:
    """How many draws each month of a release has, of those that have any."""
    return {
        month: manifest.contexts[month].link_draws
        for month in manifest.months
        if month in manifest.contexts and manifest.contexts[month].link_draws
    }


def asked_draws(
    manifest: Manifest, draw: int | None, months: Sequence[str] | None, connection: duckdb.DuckDBPyConnection
) -> Draws:
    """
    A draw, or all, of `months` or of every one.

    ConfigError where the release has no draws, or a month has not that one, with the reason. It warns of months of
    different models, and of months in which nothing shows whether their probabilities are true.
    """
    there = drawn_months(manifest)
    if not there:
        raise ConfigError(f"release {manifest.release} has no draws: {why_none(manifest, manifest.months)}")
    wanted = tuple(months) if months is not None else manifest.months
    if not wanted:
        raise ConfigError("months: name one at least, or leave it out for all")
    if unknown := sorted(set(wanted) - set(manifest.months)):
        raise ConfigError(f"release {manifest.release} does not hold {unknown[0]}")
    if without := [month for month in wanted if month not in there]:
        raise ConfigError(
            f"{', '.join(without)} of release {manifest.release} was published without draws: "
            f"{why_none(manifest, without)}. Or name the months to look at, as in "
            f"draw(1, months={[month for month in wanted if month in there]})"
        )
    if draw is None:
        refuse_uneven(manifest, wanted, there)
    else:
        refuse_beyond(manifest, draw, min(there[month] for month in wanted))
    for line in to_be_known(manifest, wanted):
        warnings.warn(line, stacklevel=3)
    of_linked = tuple(month for month in wanted if not manifest.all_spells.get(month))
    return Draws(draw, wanted, connection, of_linked)


def why_none(manifest: Manifest, months: Sequence[str]) -> str:
    """Why the months have no draws, and what to do: links without a probability have nothing to be drawn by."""
    if any(month not in manifest.contexts or manifest.contexts[month].model_id for month in months):
        return f"its job asked for none; {ASK}"
    is_told = manifest.method is not None and manifest.month in months
    rules = f"profile {manifest.method.profile} gives" if manifest.method and is_told else "their rules give"
    return f"{rules} links no probability to draw by; name a profile with rank P, such as hes_did, {ASK}"


def to_be_known(manifest: Manifest, months: Sequence[str]) -> Iterator[str]:
    """What whoever analyses these draws should know of them."""
    models = {manifest.contexts[month].model_id for month in months}
    if len(models) > 1:
        yield (
            f"the months {', '.join(months)} were drawn by {len(models)} models: a draw of one has not the same "
            "parameters as that draw of another, and estimates over all of them are too sure"
        )
    if unproved := [month for month in months if manifest.contexts[month].held_out == 0]:
        yield (
            f"the hold-out of {', '.join(unproved)} covers nobody: nothing there shows whether the probabilities that "
            "links are drawn by are true"
        )


def refuse_uneven(manifest: Manifest, wanted: Sequence[str], there: Mapping[str, int]) -> None:
    """ConfigError where months have different numbers of draws: an estimate by draw would lack some."""
    if len({there[month] for month in wanted}) > 1:
        told = ", ".join(f"{month} has {there[month]}" for month in wanted)
        raise ConfigError(
            f"the months of release {manifest.release} have different numbers of draws ({told}): ask for one draw at a "
            "time, up to the fewest, or for months that have as many"
        )


def refuse_beyond(manifest: Manifest, draw: int, fewest: int) -> None:
    """ConfigError for a draw that some month has not."""
    if not 1 <= draw <= fewest:
        raise ConfigError(f"release {manifest.release} has draws 1 to {fewest}, and no draw {draw}")
