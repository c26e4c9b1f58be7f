"""linkage review export|import|decide|list JOB"""

import typer

from linkage.cli.review import decide, export, importing, list_decisions

app = typer.Typer(
    help="Have people judge a sample of links, tell how good the links are, and keep what they decide.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("export")(export.command)
app.command("import")(importing.command)
app.command("decide")(decide.command)
app.command("list")(list_decisions.command)
