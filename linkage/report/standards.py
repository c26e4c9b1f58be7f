"""What GUILD and RECORD ask of a report on linked data, item by item, and where this one answers."""

from collections.abc import Iterator

from linkage.report.facts import ReportFacts


def guild_items(facts: ReportFacts) -> Iterator[tuple[str, str, str]]:
    """Step, item, answer."""
    provision, linkage, analysis, writing = "Data provision", "Data linkage", "Analysis", "Reporting"
    until = facts.hospital_until or "not known"
    yield provision, "Data and period", f"DID events of {facts.month}; hospital history until {until}"
    yield provision, "Files", f"{facts.input_files} files, each with its rows and digest in the manifest"
    yield provision, "Cleaning and completeness", "chapters Data quality and Flow"
    yield linkage, "Identifiers", "NHS number, birth date, sex, postcode"
    yield linkage, "Method", f"{len(facts.ranks)} steps in order, listed under Method"
    yield linkage, "Ties", "two people at the best rank: nobody is linked, the event is for review"
    yield linkage, "Match strength", "match_rank, match_weight and match_probability of every link"
    yield linkage, "Error", "chapter Wrong and missed links"
    yield analysis, "Who is missing", "chapter For whom links are missing"
    yield writing, "Version and date", f"release {facts.release}, {facts.finished}"


def record_items(facts: ReportFacts) -> Iterator[tuple[str, str, str]]:
    """Item, what it asks for, answer."""
    yield "1.3", "say in the title that data were linked", "title of this report"
    yield "6.3", "a flow diagram with the number of individuals at each stage", "chapter Flow"
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
