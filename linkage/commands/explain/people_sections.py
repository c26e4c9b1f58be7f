"""The people who were considered for an event, with the evidence for each; who they are only in the secure area."""

from collections.abc import Iterator

from linkage.commands.explain.explanation import SHOWN, Explanation
from linkage.commands.explain.proposed import NOTHING_HELD, Held
from linkage.commands.explain.waterfall import falls
from linkage.report.event_life.section import Part, Section
from linkage.report.event_life.waterfall import waterfall_svg
from linkage.report.table import Kind, ShownColumn, ShownTable
from linkage.words.link_words import AGREEMENTS
from linkage.words.names import IDENTIFIERS
from linkage.words.number_words import probability


def people_section(found: Explanation) -> Section:
    """Everybody whom rank P compared, best first, then whom the ranks alone proposed."""
    words = [found.evidence_note[0].upper() + found.evidence_note[1:] + "."] if found.evidence_note else []
    evidence = found.evidence
    if evidence is not None:
        words.append(
            f"Before anybody is compared: {evidence.prior.presence:.3f} that the person is in HES, among "
            f"{evidence.prior.people:,.0f} people; compared with {evidence.prior.coverage:.3f}, if so."
        )
        words.append(f"Nobody in HES, or never compared: {probability(evidence.nobody)}.")
        if len(evidence.candidates) > SHOWN:
            words.append(f"{len(evidence.candidates) - SHOWN:,} more were compared and fit less well.")
    elif not found.proposed and found.evidence_note is None:
        words.append("Nobody was proposed by a rank, and nobody compared by rank P.")
    return Section(
        "people", "People who were considered", tuple(words), (*scored_parts(found), *proposed_parts(found))
    )


def scored_parts(found: Explanation) -> Iterator[Part]:
    """A waterfall, and the same in numbers, for each candidate of rank P."""
    evidence = found.evidence
    if evidence is None:
        return
    for place, candidate in enumerate(evidence.candidates[:SHOWN]):
        name = f"candidate-{place + 1}"
        steps = falls(evidence.prior, candidate)
        heading = f"Candidate {place + 1} of {len(evidence.candidates):,}"
        table = ShownTable(
            name,
            f"{heading}: match weight in bits, part by part",
            (
                ShownColumn("Part"),
                ShownColumn("What was found"),
                ShownColumn("Bits", Kind.DECIMAL),
                ShownColumn("Total against nobody", Kind.DECIMAL),
            ),
            tuple((one.part, one.found, one.bits, one.total) for one in steps),
        )
        copied = (
            f", {100 * (1 - candidate.own_data):.2g}% off for copied records"
            if candidate.own_data < 1
            else ""
        )
        said = (
            f"Match weight {candidate.match_weight:.1f} bits; probability among all candidates and nobody"
            f"{copied}: {probability(candidate.probability)}."
        )
        yield Part(
            table,
            heading,
            (said,),
            waterfall_svg(
                name,
                f"{heading}: from the prior to the total",
                [(one.part, one.bits, one.total) for one in steps],
            ),
        )
        if place < len(found.held):
            yield held_part(name, candidate.person_id, found.held[place])


def proposed_parts(found: Explanation) -> Iterator[Part]:
    """How each person whom a rank proposed compares."""
    for place, one in enumerate(found.proposed[:SHOWN]):
        name = f"proposed-{place + 1}"
        heading = f"Proposed {place + 1} of {len(found.proposed):,}, by rank {one.match_rank}"
        rows = tuple(
            (field.replace("nhs", "NHS").replace("_", " "), AGREEMENTS.get(how, how))
            for field, how in one.agreements.items()
        )
        columns = (ShownColumn("Identifier"), ShownColumn("Agreement"))
        yield Part(ShownTable(name, f"{heading}: how they compare", columns, rows), heading)
        if place < len(found.held_of_proposed):
            yield held_part(name, one.person_id, found.held_of_proposed[place])


def held_part(name: str, person_id: str, held: Held) -> Part:
    """What HES holds of a person: for the secure area alone."""
    words = (
        f"Person key {person_id}.",
        *(() if held else (f"{NOTHING_HELD[0].upper()}{NOTHING_HELD[1:]}.",)),
    )
    if not held:
        return Part(words=words)
    columns = tuple(ShownColumn(field.replace("nhs", "NHS").replace("_", " ")) for field in IDENTIFIERS)
    rows = tuple(tuple(str(row[field] or "none") for field in IDENTIFIERS) for row in held)
    return Part(
        ShownTable(f"{name}-held", f"{name.replace('-', ' ')}: identities that HES holds", columns, rows),
        "",
        words,
    )
