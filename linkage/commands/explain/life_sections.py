"""The life of an event as sections of a page: what led to its link, and what became of it."""

from collections.abc import Iterator, Sequence

from linkage.commands.explain.explanation import Explanation
from linkage.commands.explain.life import Life
from linkage.commands.explain.people_sections import people_section
from linkage.engine.value import as_whole
from linkage.report.event_life.page import render_life
from linkage.report.event_life.section import Part, Section
from linkage.report.table import ShownColumn, ShownTable
from linkage.words.link_words import AGREEMENTS, STATES
from linkage.words.names import IDENTIFIERS
from linkage.words.number_words import probability


def life_page(found: Explanation) -> str:
    """The page of an explanation of a whole life, with identifiers where it has them; ValueError without a life."""
    if found.life is None:
        raise ValueError("the life of the event was not asked for")
    return render_life(
        tuple(sections(found, found.life)),
        event_id=found.event_id,
        month=str(found.link["test_month"]),
        release=found.release,
        summary=tuple(summary(found)),
        secure=found.is_secure,
    )


def summary(found: Explanation) -> Iterator[str]:
    """What became of it, in sentences."""
    link = found.link
    rank = f" at rank {link['match_rank']}" if link["match_rank"] is not None else ""
    yield f"{str(link['status']).capitalize()}{rank}: {found.reason}."
    yield found.sentence
    if found.rules_have_changed:
        yield "The rules have changed since the month was linked; the page tells what they say now."


def sections(found: Explanation, life: Life) -> Iterator[Section]:
    """In the order of the event's life."""
    yield row_section(life)
    yield ranks_section(life)
    yield people_section(found)
    yield settled_section(found)
    yield relations_section(found, life)
    yield history_section(life)
    yield decisions_section(found, life)


def text_table(name: str, caption: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Part:
    """A table of texts; nothing where it has no row."""
    if not rows:
        return Part()
    return Part(ShownTable(name, caption, tuple(map(ShownColumn, columns)), tuple(rows)))


def field_words(field: str) -> str:
    """An identifier as it is called."""
    return field.replace("nhs", "NHS").replace("_", " ")


def row_section(life: Life) -> Section:
    """The file, and what became of each identifier."""
    row = life.row
    words = [f"It came in the file {row.path}."] if row.path else []
    words += [row.note[0].upper() + row.note[1:] + "."] if row.note else []
    columns: tuple[str, ...] = ("Identifier", "What became of it")
    rows: list[tuple[str, ...]] = [
        (field_words(field), STATES.get(state, state)) for field, state in row.states.items()
    ]
    if row.sent is not None and row.clean is not None:
        columns += ("As sent", "As compared")
        values = [
            tuple(str(side[field] or "none") for side in (row.sent, row.clean)) for field in IDENTIFIERS
        ]
        rows = [(*told, *more) for told, more in zip(rows, values, strict=True)]
    part = text_table("row", "Identifiers of the row, and what was cleaned", columns, rows)
    return Section("row", "The row that was read", tuple(words), (part,))


def ranks_section(life: Life) -> Section:
    """Each rank, in order."""
    note = life.ranks_note
    words = () if note is None else (note[0].upper() + note[1:] + ".",)
    rows = tuple(
        (
            one.rank,
            one.outcome,
            one.why,
            "" if one.people is None else f"{one.people:,}",
            one.asks,
        )
        for one in life.ranks
    )
    part = text_table(
        "ranks", "Ranks in the order in which they are tried",
        ("Rank", "Outcome", "Why", "People who meet it", "What it asks for"), list(rows),
    )  # fmt: skip
    return Section("ranks", "Each rank that was tried", words, (part,))


def settled_section(found: Explanation) -> Section:
    """What the evidence came to."""
    link = found.link
    words = [
        f"{as_whole(link['candidate_people'] or 0):,} people were in competition at the stage that decided."
    ]
    if link["match_probability"] is not None:
        words.append(
            f"Probability of the person, or of the best candidate: {probability(link['match_probability'])}."
        )
    if link["runner_up_probability"] is not None:
        words.append(f"Probability of the next best person: {probability(link['runner_up_probability'])}.")
    if found.life is not None and found.life.threshold is not None:
        words.append(f"Rank P linked nobody of the month below {probability(found.life.threshold)}.")
    if link["decision_id"] is not None:
        words.append("A reviewer's decision is in force: see the last section.")
    rows = [
        (field_words(field), AGREEMENTS.get(str(link[f"{field}_agreement"]), "not compared with one person"))
        for field in IDENTIFIERS
    ]
    part = text_table(
        "agreement", "How the event compares with the person", ("Identifier", "Agreement"), rows
    )
    return Section("settled", "What was settled", tuple(words), (part,))


def relations_section(found: Explanation, life: Life) -> Section:
    """Records of the person, and why one of them counts."""
    if found.link["status"] != "linked":
        return Section(
            "relations", "Hospital records near the test", ("Nobody is linked, so no record was looked for.",)
        )

    def told(value: object) -> str:
        return "not known" if value is None else str(value)

    rows = [
        (
            str(one.row["relation"]),
            "yes" if one.row["is_primary"] else "no",
            one.why,
            str(one.row["episode_source"] or "none"),
            told(one.row["days_from_test"]),
            told(one.row["gap_days"]),
            {"True": "yes", "False": "no"}.get(str(one.row["same_provider"]), "not known"),
            one.meaning,
        )
        for one in life.relations
    ]
    columns = (
        *("Relation", "Counts", "Why", "Data set", "Days from test to start", "Gap in days", "Same provider"),
        "Meaning",
    )
    missing = ", ".join(life.not_found)
    words = (f"Looked for and not there: {missing}.",) if missing else ()
    part = text_table("relations", "Relations considered, the one that counts first", columns, rows)
    return Section("relations", "Hospital records near the test", words, (part,))


def history_section(life: Life) -> Section:
    """From release to release."""
    rows = [(one.release, one.day, one.change, one.told, one.because) for one in life.history]
    part = text_table(
        "history", "Releases in which the link is not as it was in the one before",
        ("Release", "Published", "Change", "How it is linked", "What the month was made from"), rows,
    )  # fmt: skip
    words = ("Releases that were removed, or that are not on this machine, are not looked at.",)
    return Section("history", "Releases in which it changed", words, (part,))


def decisions_section(found: Explanation, life: Life) -> Section:
    """What reviewers said."""
    words = (
        []
        if life.decisions_note is None
        else [life.decisions_note[0].upper() + life.decisions_note[1:] + "."]
    )
    if not life.decisions and life.decisions_note is None:
        words.append("No reviewer has decided anything on this event.")
    of_whom = {None: "names nobody", True: "the person it is linked to", False: "another person"}
    rows = [
        (
            one.decided_on, one.reviewer, one.answer, of_whom[one.is_about_linked], one.reach, one.stands,
            *((one.person_id or "none", one.note or "none") if found.is_secure else ()),
        )
        for one in life.decisions
    ]  # fmt: skip
    more = ("Person key", "Note") if found.is_secure else ()
    columns = ("Decided on", "By", "Answer", "Person", "Reach", "Stands", *more)
    return Section(
        "decisions", "Reviewers' decisions", tuple(words),
        (text_table("decisions", "Decisions on the event, oldest first", columns, rows),),
    )  # fmt: skip
