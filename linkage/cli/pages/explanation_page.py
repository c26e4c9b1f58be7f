"""Why one event is linked or not, as JSON and as a page."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from linkage.commands.explain.explanation import SHOWN, Explanation
from linkage.commands.explain.proposed import NOTHING_HELD, Held
from linkage.commands.explain.waterfall import waterfall_lines
from linkage.engine.base import Value
from linkage.engine.value import as_number, as_whole
from linkage.relations.every import MEANINGS
from linkage.words.label import visible
from linkage.words.link_words import AGREEMENTS
from linkage.words.names import IDENTIFIERS
from linkage.words.number_words import probability

DECISION = "reviewer's decision"


def as_result(found: Explanation) -> dict[str, object]:
    """For --json; `current_release` is the one that was read, `release` the one in which the month was run."""
    return {
        "event_id": found.event_id,
        "current_release": found.release,
        **found.link,
        "reason_meaning": found.reason,
        "rank_meaning": found.rank_meaning,
        "rules_have_changed": found.rules_have_changed,
        "relations": [
            {**relation, "relation_meaning": MEANINGS.get(str(relation["relation"]))}
            for relation in found.relations
        ],
        "sentence": found.sentence,
        "evidence_note": found.evidence_note,
        "evidence": evidence_result(found) if found.evidence else None,
        "proposed": proposed_result(found),
    }


def evidence_result(found: Explanation) -> dict[str, object]:
    """The candidates for --json; person keys and identities only where they were asked for."""
    evidence = found.evidence
    if evidence is None:
        return {}
    candidates: list[dict[str, object]] = [
        {
            "levels": dict(candidate.levels),
            "weights": dict(candidate.weights),
            "match_weight": candidate.match_weight,
            "probability": candidate.probability,
        }
        for candidate in evidence.candidates[:SHOWN]
    ]
    for shown, candidate, held in zip(candidates, evidence.candidates, found.held, strict=False):
        shown["person_id"] = candidate.person_id
        shown["held"] = [{name: value and str(value) for name, value in row.items()} for row in held]
    return {
        "prior": {**asdict(evidence.prior), "bits": evidence.prior.bits},
        "candidates": candidates,
        "nobody": evidence.nobody,
        "effective_candidates": evidence.effective_candidates,
    }


def proposed_result(found: Explanation) -> list[dict[str, object]]:
    """Whom the ranks proposed, for --json; person keys and identities only where they were asked for."""
    told: list[dict[str, object]] = [
        {"match_rank": one.match_rank, "agreements": dict(one.agreements)} for one in found.proposed[:SHOWN]
    ]
    for shown, one, held in zip(told, found.proposed, found.held_of_proposed, strict=False):
        shown["person_id"] = one.person_id
        shown["held"] = [{name: value and str(value) for name, value in row.items()} for row in held]
    return told


def explanation_lines(found: Explanation) -> Iterator[str]:
    """A page for a reader."""
    link = found.link
    yield (
        f"event {found.event_id} of {link['test_month']}, release {found.release}"
        f" (month run in {link['release']})"
    )
    yield f"  {link['status']}: {found.reason}"
    if link["match_rank"] is not None:
        yield f"  rank {link['match_rank']}: {found.rank_meaning or 'not in the rules of the job any more'}"
    if found.rules_have_changed:
        yield "  note: the rules have changed since the month was linked; this is what they say now"
    yield ""
    for field in IDENTIFIERS:
        found_out = AGREEMENTS.get(str(link[f"{field}_agreement"]), "not compared with one person")
        yield f"  {field.replace('nhs', 'NHS').replace('_', ' '):<22}{found_out}"
    yield f"  {'people in competition':<22}{link['candidate_people']}"
    yield from evidence_lines(link)
    if link["status"] == "review":
        yield f"  who they are: secure/{link['release']}/review.parquet, for those who may see it"
    if link["decision_id"] is not None:
        yield f"  {DECISION:<22}{link['decision_id']}, in force until it is taken back"
    yield ""
    yield f"  {found.sentence}"
    yield from candidate_lines(found)
    yield from proposal_lines(found)
    if found.relations:
        yield ""
        yield "  records of the person near the test; * is the one to count"
        yield from (relation_line(relation) for relation in found.relations)


def candidate_lines(found: Explanation) -> Iterator[str]:
    """The waterfall of each candidate, and what is left for nobody."""
    evidence = found.evidence
    if found.evidence_note is not None:
        yield f"  {found.evidence_note}"
    if evidence is None:
        return
    prior, everybody = evidence.prior, len(evidence.candidates)
    yield (
        f"  prior: {prior.presence:.3f} that the person is in HES, among {prior.people:,.0f} people;"
        f" compared with {prior.coverage:.3f}, if so"
    )
    for place, candidate in enumerate(evidence.candidates[:SHOWN]):
        yield ""
        yield f"{f'  candidate {place + 1} of {everybody}':<54}bits   total, against nobody"
        yield from waterfall_lines(prior, candidate)
        copied = (
            f", {100 * (1 - candidate.own_data):.2g}% off for copied records"
            if candidate.own_data < 1
            else ""
        )
        yield (
            f"    match weight {candidate.match_weight:.1f} bits; among all candidates and nobody{copied}:"
            f" {probability(candidate.probability)}"
        )
        if place < len(found.held):
            yield from held_lines(candidate.person_id, found.held[place])
    yield ""
    if everybody > SHOWN:
        yield f"  and {everybody - SHOWN:,} more"
    yield f"  nobody in HES, or never compared: {probability(evidence.nobody)}"
    yield f"  effective number of candidates: {evidence.effective_candidates:.2f}"


def proposal_lines(found: Explanation) -> Iterator[str]:
    """Whom the ranks proposed besides, in words; who they are only where that was asked for."""
    everybody = len(found.proposed)
    beside = "; rank P did not compare them" if found.link["model_id"] is not None else ""
    for place, one in enumerate(found.proposed[:SHOWN]):
        yield ""
        yield f"  proposed {place + 1} of {everybody:,}: meets rank {one.match_rank}{beside}"
        agreed = (
            f"{field.replace('nhs', 'NHS').replace('_', ' ')} {AGREEMENTS.get(how, how)}"
            for field, how in one.agreements.items()
        )
        yield f"    {'; '.join(agreed)}"
        if place < len(found.held_of_proposed):
            yield from held_lines(one.person_id, found.held_of_proposed[place])
    if everybody > SHOWN:
        yield f"  and {everybody - SHOWN:,} more"


def held_lines(person_id: str, held: Held) -> Iterator[str]:
    """What HES holds of a person, for the secure area alone."""
    yield f"    person key {visible(person_id)}; HES holds"
    if not held:
        yield f"      {NOTHING_HELD}"
    yield from ("      " + "  ".join(visible(str(value or "-")) for value in row.values()) for row in held)


def evidence_lines(link: Mapping[str, Value]) -> Iterator[str]:
    """How probable the person is, or the best candidate, and what rank P makes of the next."""
    if link["match_weight"] is not None:
        yield f"  {'evidence':<22}{as_number(link['match_weight']):.1f} bits, by model {link['model_id']}"
    if link["match_probability"] is not None:
        yield f"  {'probability':<22}{probability(link['match_probability'])}"
    if link["runner_up_probability"] is None:
        yield f"  {'next best person':<22}no posterior of rank P"
    else:
        yield f"  {'next best person':<22}{probability(link['runner_up_probability'])}"


def relation_line(relation: Mapping[str, Value]) -> str:
    """One relation, marked when it is the one to count."""
    name = str(relation["relation"])
    parts = [MEANINGS.get(name, "")]
    if relation["episode_source"] is not None:
        parts.append(f"{relation['episode_source']} record starts {starts(relation['days_from_test'])}")
    if relation["same_provider"] is not None:
        parts.append(f"{'the same' if relation['same_provider'] else 'another'} provider")
    return f"  {'*' if relation['is_primary'] else ' '} {name:<22}{', '.join(filter(None, parts))}"


def starts(days: Value) -> str:
    """When a record starts, seen from the test."""
    if days is None:
        return "on an unknown day"
    away = as_whole(days)
    if away == 0:
        return "the same day"
    return f"{abs(away)} day{'' if abs(away) == 1 else 's'} {'after' if away > 0 else 'before'} the test"
