"""What GUILD and RECORD ask of a report on linked data, item by item, and where this one answers."""

from collections.abc import Iterator

from linkage.report.facts import ReportFacts

PROVISION, LINKAGE, ANALYSIS, WRITING = "Data provision", "Data linkage", "Analysis", "Reporting"
"""The four steps of GUILD."""


def guild_items(facts: ReportFacts) -> Iterator[tuple[str, str, str]]:
    """Step, item, answer."""
    yield from ((PROVISION, *item) for item in provided(facts))
    yield from ((LINKAGE, *item) for item in linked(facts))
    yield from ((ANALYSIS, *item) for item in analysed())
    yield from ((WRITING, *item) for item in reported(facts))


def provided(facts: ReportFacts) -> Iterator[tuple[str, str]]:
    """What those who provided the data should tell: whose they are, and what was done to them."""
    until = facts.hospital_until or "not known"
    yield (
        "Population (1a)",
        "chapter Who is covered: events, people, providers, and which of these sent nothing",
    )
    yield "Geography", facts.scope or "not declared"
    yield "Period", f"DID events of {facts.month}; hospital history until {until}"
    yield (
        "How the data were generated",
        "imaging rows from radiology systems, one an examination; hospital records as HES and ECDS publish them",
    )
    yield "Extraction", f"{facts.input_files} files, each with its rows and digest in the manifest"
    yield "Processing", "rows set aside, superseded and in conflict are counted in the chapter on the flow"
    yield "Quality control", f"{len(facts.gates)} gates were judged; chapters Data quality and Assurance"
    yield "Opt-outs", "a list of opt-outs was applied" if facts.has_opt_outs else "no list was supplied"


def linked(facts: ReportFacts) -> Iterator[tuple[str, str]]:
    """What those who linked should tell: identifiers, rules, ties, rates and errors."""
    yield "Identifiers", "NHS number, birth date, sex, postcode"
    yield "Completeness and cleaning", "chapter Data quality: each identifier by state, and by provider"
    yield (
        "Blocking",
        "by NHS number, and by birth date, sex and postcode"
        + ("; rank P by the blocks of its rules; those left out are told" if facts.has_p else ""),
    )
    yield (
        "Rules and thresholds",
        f"{len(facts.ranks)} steps in order, listed under Method; profile {facts.profile}",
    )
    yield "Ties", "two people at the best rank: nobody is linked, the event is for review"
    yield (
        "Missing values",
        "a missing identifier agrees with nothing, but where a rank asks for it to be missing",
    )
    yield "Linkage rates", "How the records are matched, and For whom links are missing, by subgroup"
    yield "False and missed links", "chapter Wrong and missed links, with how each is estimated"
    is_judged = facts.is_reviewed or facts.review is not None
    yield "Clerical review", "chapter on clerical review" if is_judged else "no answer of a reviewer yet"


def analysed() -> Iterator[tuple[str, str]]:
    """What those who analyse need."""
    yield "Linked and unlinked compared", "chapter For whom links are missing: standardised differences"
    yield "Match strength", "match_rank, match_weight and match_probability of every link"
    yield "Linkage error carried", "chapter on headline rates, inside; weights and draws of the release"


def reported(facts: ReportFacts) -> Iterator[tuple[str, str]]:
    """What a report should bear."""
    yield "Version and date", f"release {facts.release}, {facts.finished}"
    yield "Changes of method", "chapter Changes"
    yield "Flow in rows and people", "chapter From rows received to events linked"


def record_items(facts: ReportFacts) -> Iterator[tuple[str, str, str]]:
    """Item, what it asks for, answer."""
    yield "1.3", "say in the title that data were linked", "title of this report"
    yield (
        "6.3",
        "a flow diagram with the number of individuals at each stage",
        "chapter Flow: rows and people",
    )
    yield (
        "12.3",
        "level of linkage, its methods and their evaluation",
        (f"person level; profile {facts.profile}; chapters Method, and Wrong and missed links"),
    )
    yield (
        "13.1",
        "selection of the persons included",
        "chapter Flow: set aside, other months, superseded, opted out, key conflicts",
    )
