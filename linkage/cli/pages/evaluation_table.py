"""A release held against the truth, as JSON and as plain tables."""

from collections.abc import Iterator

from linkage.commands.evaluate.evaluation import Evaluation
from linkage.words.share import Share


def as_result(release: str, found: Evaluation) -> dict[str, object]:
    """For --json."""
    return {
        "release": release,
        "events": found.events,
        "in_hes": found.in_hes,
        "not_judged": found.not_judged,
        "precision": found.precision.as_dict(),
        "recall": found.recall.as_dict(),
        "precision_by_rank": [share.as_dict() for share in found.precision_by_rank],
        "recall_by_rank": [share.as_dict() for share in found.recall_by_rank],
        "calibration": [vars(band) for band in found.calibration],
        "calibration_by_rank": [vars(rank) for rank in found.calibration_by_rank],
        "relations": [relation.as_dict() for relation in found.relations],
        "signs": [vars(sign) for sign in found.signs],
        "repeats": vars(found.repeats) if found.repeats else None,
        "confused": [vars(confusion) for confusion in found.confused],
    }


def evaluation_text(release: str, found: Evaluation) -> str:
    """Precision, recall, calibration and relations as plain tables."""
    recall = {share.name: share for share in found.recall_by_rank}
    left = f"; {found.not_judged:,} more cannot be judged" if found.not_judged else ""
    lines = [
        f"Release {release} against the truth: {found.events:,} events, {found.in_hes:,} with a person in HES{left}",
        "",
        f"{'rank':<12}{'links':>9}{'right':>9}{'precision':>11}{'95% interval':>18}{'recall':>9}",
    ]
    for share in (*found.precision_by_rank, found.precision):
        part = found.recall if share is found.precision else recall[share.name]
        lines.append(
            f"{share.name:<12}{share.denominator:>9,}{share.numerator:>9,}{percent(share):>11}"
            f"{interval(share):>18}{percent(part):>9}"
        )
    lines += ["", *calibration_lines(found)]
    lines += ["", "Signs of a wrong link, and how many of the links that bear one are wrong"]
    lines.append(f"{'sign':<22}{'told':>9}{'wrong':>9}")
    lines += [f"{sign.sign:<22}{sign.told:>9,}{sign.wrong:>9,}" for sign in found.signs]
    if found.repeats and (found.repeats.true or found.repeats.told):
        lines += ["", "Events that are one examination with another, beyond its first"]
        lines.append(f"{'':<22}{'true':>9}{'told':>9}{'right':>9}")
        repeats = found.repeats
        lines.append(f"{'is_repeat':<22}{repeats.true:>9,}{repeats.told:>9,}{repeats.right:>9,}")
    lines += ["", *relation_lines(found)]
    return "\n".join(lines)


def relation_lines(found: Evaluation) -> Iterator[str]:
    """Each relation as it is true, found and listed; then what was found in place of the true one."""
    yield "Primary relation and its record, where the person is right; listed: among all pathways of the event"
    yield f"{'relation':<22}{'true':>9}{'found':>9}{'agree':>9}{'agreement':>11}{'listed':>9}"
    for relation in found.relations:
        yield (
            f"{relation.relation:<22}{relation.true:>9,}{relation.found:>9,}{relation.agree:>9,}"
            f"{percent(relation.share):>11}{relation.listed:>9,}"
        )
    if found.confused:
        yield ""
        yield f"{'true':<22}{'found instead':<22}{'events':>9}"
    for confused in found.confused:
        instead = "another record" if confused.found == confused.true else confused.found
        yield f"{confused.true:<22}{instead:<22}{confused.events:>9,}"


def calibration_lines(found: Evaluation) -> Iterator[str]:
    """Wrong links by rank, and how often the best person is right by band of probability."""
    yield "Wrong links: as many as the probabilities say?"
    yield f"{'rank':<12}{'links':>9}{'expected':>11}{'observed':>11}"
    for rank in found.calibration_by_rank:
        yield f"{rank.rank:<12}{rank.links:>9,}{rank.expected_wrong:>11.2f}{rank.wrong:>11,}"
    for has_number, whose in ((True, "with a valid NHS number"), (False, "without one")):
        yield ""
        yield f"Events {whose}: is the best person as often right as the probability says?"
        yield f"{'probability':<16}{'events':>9}{'expected':>11}{'observed':>11}"
        for band in found.calibration:
            if band.has_number == has_number:
                bounds = f"{band.low:g} to {band.high:g}"
                yield f"{bounds:<16}{band.events:>9,}{band.expected:>11.4f}{band.observed:>11.4f}"


def percent(share: Share) -> str:
    """A share in per cent with two decimals."""
    return "n/a" if share.value is None else f"{100 * share.value:.2f}%"


def interval(share: Share) -> str:
    """Its 95% interval."""
    return (
        "n/a" if share.interval is None else f"{100 * share.interval[0]:.2f}-{100 * share.interval[1]:.2f}%"
    )
