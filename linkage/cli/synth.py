"""linkage synth DIR"""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from linkage.cli.options import Json, Month
from linkage.cli.telling.typed import typed
from linkage.errors import ConfigError

NAME = "synth"


def command(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the new world.")],
    people: Annotated[int, typer.Option(help="People in the world, 100 to 5,000,000.")] = 20_000,
    seed: Annotated[int, typer.Option(help="The same seed and settings give the same files.")] = 1,
    month: Month = "2019-11",
    months: Annotated[
        int, typer.Option(help="Months of imaging that end at --month; one DID file each.")
    ] = 1,
    events_per_person_month: Annotated[
        float, typer.Option(help="About how many imaging events a person has in a month.")
    ] = 0.06,
    record_quality: Annotated[
        float, typer.Option(help="How strongly bad records go together in the same people, 0 to 1.")
    ] = 0.5,
    other_number: Annotated[
        float, typer.Option(help="Share of imaging records with another person's NHS number, 0 to 0.1.")
    ] = 0.003,
    number_missing_times: Annotated[
        float, typer.Option(help="Times the published share of imaging records without a number, 0 to 10.")
    ] = 1.0,
    relatives_numbers: Annotated[
        float, typer.Option(help="Of these, times the rate of a relative's number, 0 to 5.")
    ] = 1.0,
    copied_records: Annotated[
        float,
        typer.Option(help="Share of imaging records with another's birth date, sex and postcode, 0 to 0.2."),
    ] = 0.003,
    copied_dates: Annotated[
        float, typer.Option(help="Share of imaging records with another's birth date alone, 0 to 0.2.")
    ] = 0.0005,
    default_dates: Annotated[
        float, typer.Option(help="Share of default birth dates, in imaging and in hospitals, 0 to 0.2.")
    ] = 0.0005,
    undated_people: Annotated[
        float, typer.Option(help="Share of people without a birth date in HES, 0 to 0.2.")
    ] = 0.0005,
    day_first_dates: Annotated[
        float, typer.Option(help="Share of imaging birth dates with month and day exchanged, 0 to 0.2.")
    ] = 0.0002,
    impossible_dates: Annotated[
        float, typer.Option(help="Share of hospital registrations with a birth date that is none, 0 to 0.2.")
    ] = 0.0002,
    date_errors: Annotated[
        float, typer.Option(help="Times the published rate of birth dates that slip, 0 to 20.")
    ] = 1.0,
    day_errors: Annotated[float, typer.Option(help="Of these, times those of the day alone, 0 to 20.")] = 1.0,
    month_errors: Annotated[
        float, typer.Option(help="Of these, times those of the month alone, 0 to 20.")
    ] = 1.0,
    year_errors: Annotated[
        float, typer.Option(help="Of these, times those of the year alone, 0 to 20.")
    ] = 1.0,
    postcode_errors: Annotated[
        float, typer.Option(help="Times the rate of mistyped postcodes, 0 to 20.")
    ] = 1.0,
    sex_blank_with_error: Annotated[
        float,
        typer.Option(help="Share of records with a wrong date or postcode whose sex is blank too, 0 to 1."),
    ] = 0.1,
    emergency_care: Annotated[
        str, typer.Option(help="Emergency attendances as ae (HES A&E) or ecds (Emergency Care Data Set).")
    ] = "ae",
    did_layout: Annotated[
        str, typer.Option(help="Layout of the imaging files, as [did] layout of a job has it.")
    ] = "did_v1_csv",
    new_site_codes: Annotated[
        float, typer.Option(help="Share of sites whose codes do not begin with their trust's, 0 to 1.")
    ] = 0.0,
    all_spells: Annotated[
        bool, typer.Option("--all-spells", help="Let the job ask for the hospital records of everybody.")
    ] = False,
    disclosure: Annotated[
        str,
        typer.Option(
            help="Rule of disclosure control for the job, as hes_2018: then reports are shared too."
        ),
    ] = "",
    care: Annotated[
        list[str] | None,
        typer.Option(
            "--care",
            help="A rate of hospital life, NAME=VALUE, as stroke_ct=0.9. May be given several times.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """
    Write a synthetic world with known truth: DID and HES files, lookups, a job file and truth/truth.csv.

    Nobody in it exists, and all NHS numbers are of ranges that are not issued. A million people take about a
    minute, 2.2 GB of memory and 3 GB of disk.

    Example: linkage synth world --people 20000 --seed 1
    """
    from linkage.cli.asked.world import CARE, WorldSettings, make_world

    rates = care_rates(care or [], CARE)
    settings = WorldSettings(
        people=people,
        seed=seed,
        month=month,
        months=months,
        events_per_person_month=events_per_person_month,
        record_quality=record_quality,
        other_number=other_number,
        number_missing_times=number_missing_times,
        relatives_numbers=relatives_numbers,
        copied_records=copied_records,
        copied_dates=copied_dates,
        default_dates=default_dates,
        undated_people=undated_people,
        day_first_dates=day_first_dates,
        impossible_dates=impossible_dates,
        date_errors=date_errors,
        day_errors=day_errors,
        month_errors=month_errors,
        year_errors=year_errors,
        postcode_errors=postcode_errors,
        sex_blank_with_error=sex_blank_with_error,
        emergency_care=emergency_care,
        did_layout=did_layout,
        new_site_codes=new_site_codes,
        all_spells=all_spells,
        disclosure=disclosure,
        **rates,
    )
    summary = make_world(directory, settings)
    if as_json:
        typer.echo(json.dumps(asdict(summary)))
        return
    typer.echo(
        f"{summary.people:,} people, {summary.people_with_record:,} of them in HES; {summary.events:,} events"
    )
    for name, rows in summary.rows.items():
        typer.echo(f"  {name}: {rows:,} rows")
    typer.echo(f"next: linkage train {typed(directory / 'job.toml')}")


def care_rates(given: Sequence[str], known: Collection[str]) -> dict[str, float]:
    """The rates that `--care` names, by name; ConfigError for a name that is not known or no number."""
    rates = {}
    for setting in given:
        name, _, value = setting.partition("=")
        if name not in known:
            near = get_close_matches(name, known, 1)
            meant = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known)}"
            raise ConfigError(f"--care {name}: no rate of hospital life is called so{meant}")
        try:
            rates[name] = float(value)
        except ValueError:
            raise ConfigError(f"--care {name}: give a number, as {name}=0.5") from None
    return rates
