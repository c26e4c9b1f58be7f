"""What the report says beside the statistics, from the manifest, the job file and the journal."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from linkage.commands.report.delivered_facts import delivered_of, since_first_of
from linkage.commands.run.month_volume import volume_words
from linkage.config.job import Job
from linkage.config.outputs import OutputsTable
from linkage.disclosure.profile import PROFILES, Profile
from linkage.errors import InputError
from linkage.release import journal
from linkage.release.layout import Layout
from linkage.release.record.manifest import Manifest
from linkage.release.record.method import Method
from linkage.release.record.sign_off import STANDS, sign_offs, states
from linkage.report.chapters.rank_table import RankDescription, decided_rank
from linkage.report.facts import Approval, GateShown, ReportFacts
from linkage.session.workspace import names
from linkage.words.figure import Figure
from linkage.words.label import label
from linkage.words.names import DECISION
from linkage.words.same_provider import FOLLOWED_BY, SUCCESSION

Fingerprints = Mapping[str, Mapping[str, str]]
"""What each month was made from, as named digests."""


def report_facts(
    job: Job,
    manifest: Manifest,
    fingerprints: Fingerprints,
    figures: Sequence[Figure],
    disclosure: Profile | None,
    compared: tuple[str, str] | None,
) -> ReportFacts:
    """
    The facts of a report of `manifest`, whose method has to be known; `compared` is a release and its month.

    InputError when the release is of an earlier version, or a list of names cannot be read.
    """
    method = manifest.method
    if method is None:
        raise InputError(
            f"release {manifest.release} was made by an earlier version, which told less: run {manifest.month} "
            "again with --restate, then ask for the report"
        )
    return ReportFacts(
        job_name=manifest.job_name,
        release=manifest.release,
        month=manifest.month,
        months=tuple(fingerprints),
        finished=day(manifest.finished),
        hospital_until=method.hospital_until,
        status=job.report.status,
        contact=job.report.contact,
        marking=job.report.marking if disclosure is None else job.report.shareable_marking,
        next_date=job.report.next_date,
        profile=method.profile,
        profile_meaning=method.meaning,
        ranks=ranks_of(method, figures, manifest.month),
        model_id=manifest.model_id,
        versions=dict(manifest.versions),
        gates=tuple(GateShown(**gate.model_dump()) for gate in manifest.gates),
        volume=volume_sentence_of(manifest),
        other_months=dict(manifest.other_months),
        columns_absent=dict(manifest.columns_absent),
        input_files=len(manifest.inputs),
        has_opt_outs=method.has_opt_outs or bool(manifest.struck),
        struck=tuple((month, found.people, found.events) for month, found in manifest.struck.items()),
        files_aside=tuple(file.path for file in manifest.files_set_aside) if disclosure is None else (),
        delivered=delivered_of(manifest) if disclosure is None else None,
        since_first=since_first_of(manifest) if disclosure is None else (),
        changes=method_changes(fingerprints, figures, manifest.month),
        rebased={entry.month: entry.reason for entry in job.report.rebase},
        names=labels(names(job)),
        approvals=approvals(Layout(job.output)),
        compared=f"release {compared[0]} ({compared[1]})" if compared else None,
        compared_month=compared[1] if compared else None,
        followed=followed_in(figures, manifest.month),
        finished_on=f"{manifest.finished:%Y-%m-%d}",
        disclosure=disclosure,
    )


def ranks_of(method: Method, figures: Sequence[Figure], month: str) -> tuple[RankDescription, ...]:
    """The ranks of the method, and that of reviewers where they linked anything."""
    described = (RankDescription(**rank.model_dump()) for rank in method.ranks)
    return (*described, *decided_rank(figures, month))


def volume_sentence_of(manifest: Manifest) -> str | None:
    """How much was delivered, in exact numbers; None for a release that does not say."""
    if manifest.volume is None:
        return None
    return f"Delivered: {volume_words(manifest.month, manifest.volume)}."


def followed_in(figures: Iterable[Figure], month: str) -> dict[str, tuple[str, ...]]:
    """Codes of providers that others have followed: by the lookup of sites alone, as the statistics keep it."""
    found: dict[str, tuple[str, ...]] = {}
    for figure in figures:
        if (figure.table, figure.period) == (SUCCESSION, month):
            successor = figure.measure.removeprefix(FOLLOWED_BY)
            found[figure.category] = (*found.get(figure.category, ()), successor)
    return {code: tuple(sorted(successors)) for code, successors in found.items()}


def labels(names: Mapping[str, str]) -> dict[str, str]:
    """Names of providers and sites as they are shown, by their codes as these are."""
    return {label(code): label(name) for code, name in names.items()}


def profile_of(outputs: OutputsTable) -> Profile | None:
    """The rule of disclosure control that the job asks for."""
    if outputs.disclosure is None:
        return None
    if outputs.custom is not None:
        custom = outputs.custom
        return Profile("custom", custom.smallest, custom.base, national_exact=custom.national_exact)
    return PROFILES[outputs.disclosure]


MADE_BY = {"method": "the method of the program", "version": "the program"}
"""Digests of a month that are versions: earlier ones had that of the program itself."""


def method_changes(
    fingerprints: Fingerprints, figures: Iterable[Figure], last: str
) -> tuple[tuple[str, str], ...]:
    """Months up to `last` from which on the method was another than in the month before; latest first."""
    months = sorted(month for month in fingerprints if month <= last)
    ranks: dict[str, set[str]] = {month: set() for month in months}
    for figure in figures:
        is_rank = (figure.table, figure.breakdown) == ("match_rank", "rank") and figure.category != DECISION
        if is_rank and figure.period in ranks:
            ranks[figure.period].add(figure.category)
    found = []
    for before, now in pairwise(months):
        past, present = fingerprints[before], fingerprints[now]
        changed = []
        if past.get("rules") != present.get("rules"):
            changed.append(rules_words(ranks[before], ranks[now]))
        if past.get("model") != present.get("model"):
            changed.append("rank P used another model")
        changed += [
            f"{what} was of version {present[name]}, before {past[name]}"
            for name, what in MADE_BY.items()
            if name in past and name in present and past[name] != present[name]
        ]
        if changed:
            found.append((now, "; ".join(changed)))
    return tuple(reversed(found))


def rules_words(before: set[str], now: set[str]) -> str:
    """That the rules are new, and which ranks came and went."""
    moved = [f"rank {rank} is new" for rank in sorted(now - before)]
    moved += [f"rank {rank} is gone" for rank in sorted(before - now)]
    return "the matching rules changed" + (f": {', '.join(moved)}" if moved else "")


def approvals(layout: Layout) -> tuple[Approval, ...]:
    """Every sign-off and refusal, of the oldest release first."""
    entries = journal.entries(layout.journal)
    return tuple(
        Approval(
            number,
            one.at[:10],
            one.by,
            one.note,
            one.public_note,
            one.role,
            one.scope,
            one.until,
            is_refusal=one.act == journal.REFUSED,
            ended="" if state == STANDS else state,
        )
        for number in sorted(journal.numbers(layout.journal), key=int)
        for one, state in states(sign_offs(entries, number), None)
    )


def day(moment: datetime) -> str:
    """A moment as a report shows it."""
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
