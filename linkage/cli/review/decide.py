"""linkage review decide JOB EVENT"""

import json
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, Settings, Wait

Event = Annotated[str, typer.Argument(metavar="EVENT", help="An event_id, or SITE/ACCESSION.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
Person = Annotated[
    str | None,
    typer.Option("--person", metavar="KEY", help="It is this person's: a person key or pseudonym."),
]
NotPerson = Annotated[
    str | None, typer.Option("--not-person", metavar="KEY", help="It is not this person's.")
]
Nobody = Annotated[bool, typer.Option("--none", help="It is nobody's in HES.")]
CannotTell = Annotated[
    bool, typer.Option("--cannot-tell", help="Looked at, and it cannot be told: binds nothing.")
]
Withdraw = Annotated[
    bool, typer.Option("--withdraw", help="Take back every decision on the event that is in force.")
]
Reach = Annotated[
    str,
    typer.Option(
        "--reach",
        metavar="event|identity",
        help="That event alone, or every event with the same number, birth date, sex and postcode.",
    ),
]
Settles = Annotated[
    bool, typer.Option("--settles", help="Take the place of what others decided on the event, too.")
]
Note = Annotated[
    str | None, typer.Option("--note", metavar="TEXT", help="Why; kept in state/ and secure/ alone.")
]


def command(
    job_file: JobFile,
    event: Event,
    by: By,
    person: Person = None,
    not_person: NotPerson = None,
    none: Nobody = False,
    cannot_tell: CannotTell = False,
    withdraw: Withdraw = False,
    reach: Reach = "event",
    settles: Settles = False,
    note: Note = None,
    settings: Settings = None,
    as_json: Json = False,
    wait: Wait = 0,
) -> None:
    """
    Decide whose one event is, for every later run, until it is taken back.

    It binds from the next run that links the month: `linkage run JOB --changed`.

    Example: linkage review decide job.toml RXA01/0065401 --person 0A1B2C3D --by "A. Reviewer"
    """
    from linkage.cli.asked.job import asked_job
    from linkage.cli.pages.decision_lines import decided_lines, decided_result
    from linkage.cli.surroundings import surroundings
    from linkage.cli.telling.waiting import patiently
    from linkage.commands.decide.decide import Said, decide
    from linkage.commands.decide.said import said_of
    from linkage.session.stores.job_layout import job_layout

    around = surroundings(quiet=True)
    job = asked_job(job_file, settings)
    answer, who = said_of(
        person=person, not_person=not_person, none=none, cannot_tell=cannot_tell, withdraw=withdraw
    )
    said = Said(event, by, answer, who, reach, note, withdraw=withdraw, settles=settles)
    written = patiently(lambda: decide(job, said, around), job_layout(job), wait, around)
    typer.echo(json.dumps(decided_result(written)) if as_json else "\n".join(decided_lines(written)))
