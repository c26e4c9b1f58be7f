"""The releases of an output folder as a list, and one of them with all that is told of it."""

from collections.abc import Iterator
from dataclasses import asdict

from linkage.cli.pages.plan_page import gigabytes
from linkage.release.chronicle import Story
from linkage.release.listed import Listed
from linkage.release.record.manifest import Manifest
from linkage.release.record.sign_off import WORD, SignOff
from linkage.release.record.signed_before import replaced, replaced_sign_offs, signed_before
from linkage.release.sizes import Size
from linkage.strike.messages import struck_line
from linkage.words.number_words import number_of


def as_result(listed: Listed) -> dict[str, object]:
    """One release of the list for --json."""
    manifest, size = listed.manifest, listed.size
    counts = manifest.counts
    return {
        "number": manifest.release,
        "month": manifest.month,
        "months": list(manifest.months),
        "events": counts.events,
        "linked": counts.linked,
        "match_rate": listed.match_rate,
        "model_id": manifest.model_id,
        "finished": manifest.finished.isoformat(),
        "is_current": listed.is_current,
        "only_strikes": manifest.only_strikes,
        "struck": {month: struck.model_dump(mode="json") for month, struck in manifest.struck.items()},
        "signed_off_before": [one.model_dump(mode="json") for one in replaced_sign_offs(manifest)],
        **story_result(listed.story, size),
    }


def story_result(story: Story, size: Size | None) -> dict[str, object]:
    """What is told of a release besides its manifest, for --json."""
    return {
        "based_on": story.based_on,
        "changed": {name: list(months) for name, months in vars(story.changed).items()},
        "sign_offs": [asdict(one) for one in story.sign_offs],
        "rolled_back": [asdict(one) for one in story.rolled_back],
        "removed": story.removed,
        "clock_ahead": story.clock_ahead,
        "bytes": size.whole if size else None,
        "own_bytes": size.own if size else None,
    }


def list_lines(found: list[Listed]) -> Iterator[str]:
    """A line a release; the current one is marked."""
    yield (
        f"  {'release':<9}{'month':<9}{'events':>10}{'linked':>10}{'match rate':>12}  {'finished':<18}"
        f"{'own':>9}{'whole':>9}  what changed"
    )
    for one in found:
        manifest = one.manifest
        if one.story.removed:
            yield f"  {manifest.release:<9}{manifest.month:<9}removed by gc on {one.story.removed}"
            continue
        rate = "n/a" if one.match_rate is None else f"{100 * one.match_rate:.2f}%"
        counted = f"{manifest.counts.events:>10,}{manifest.counts.linked:>10,}{rate:>12}"
        own, whole = (gigabytes(one.size.own), gigabytes(one.size.whole)) if one.size else ("", "")
        yield (
            f"{'*' if one.is_current else ' '} {manifest.release:<9}"
            + (f"{'only strikes':<41}" if manifest.only_strikes else f"{manifest.month:<9}{counted}")
            + f"  {manifest.finished:%Y-%m-%d %H:%M}  {own:>9}{whole:>9}  {'; '.join(told(manifest, one.story))}"
        )


def told(manifest: Manifest, story: Story) -> list[str]:
    """What changed, what is not as it was signed off, sign-offs and rollbacks of a release, each in a few words."""
    before = [f"{month} was {words}" for month, words in signed_before(manifest).items()]
    signed = [f"{WORD[one.act]} {one.at[:10]}{until(one)}" for one in story.sign_offs]
    ahead = [clock_words(story.clock_ahead)] if story.clock_ahead else []
    return [
        *filter(None, (story.changed.words(),)),
        *before,
        *signed,
        *(one.words() for one in story.rolled_back),
        *ahead,
    ]


def clock_words(reason: str) -> str:
    """That the times of a release are those of a clock that was ahead."""
    return f"finished by a clock that was ahead: {reason}"


def until(sign_off: SignOff) -> str:
    """The last day on which an approval holds, after a comma; nothing where it holds for ever."""
    return f", until {sign_off.until}" if sign_off.until else ""


def show_lines(manifest: Manifest, story: Story, size: Size | None) -> Iterator[str]:
    """One release: what it was made from, how, what it holds, and what happened to it since."""
    yield f"release {manifest.release} of {manifest.job_name}: {manifest.month}, run {manifest.run_id}"
    if story.removed:
        yield f"  removed by gc on {story.removed}: only its numbers are left"
    if manifest.only_strikes:
        yield "  only strikes: no month was linked"
    yield f"  months       {', '.join(manifest.months)}"
    yield f"  model        {manifest.model_id or 'none'}"
    yield f"  made from    {f'release {story.based_on}' if story.based_on else 'no release before it'}"
    yield f"  changed      {story.changed.words() or 'nothing'}"
    yield from (f"  {WORD[one.act]:<12} {one.at[:10]} by {one.by}{until(one)}" for one in story.sign_offs)
    yield from (f"  {one.words()}" for one in story.rolled_back)
    if story.clock_ahead:
        yield f"  {clock_words(story.clock_ahead)}"
    if size:
        yield (
            f"  disk         {gigabytes(size.whole)}, of which {gigabytes(size.own)} its own; "
            f"{number_of(size.shared_files, 'file')} shared with other releases"
        )
    for name, count in manifest.counts.model_dump().items():
        yield f"  {name:<12} {count:,}"
    yield from (f"  {struck_line(month, struck)}" for month, struck in manifest.struck.items())
    yield from (f"  {month} was {words}" for month, words in replaced(manifest).items())
    yield "  inputs"
    for file in manifest.inputs:
        yield f"    {file.path}: {file.rows_accepted:,} accepted, {file.rows_quarantined:,} set aside"
    yield "  stages"
    for stage in manifest.stages:
        yield f"    {stage.name:<12} {stage.rows_in:>12,} -> {stage.rows_out:>12,}  {stage.seconds:.1f} s"
