"""linkage review decide|list JOB"""

import typer

from linkage.cli.review import decide, list_decisions

app = typer.Typer(help="What reviewers decide on single events.", no_args_is_help=True, rich_markup_mode=None)
app.command("decide")(decide.command)
app.command("list")(list_decisions.command)
