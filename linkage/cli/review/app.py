"""linkage review export|import JOB"""

import typer

from linkage.cli.review import export, importing

app = typer.Typer(
    help="Have people judge a sample of links, and tell how good the links are.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("export")(export.command)
app.command("import")(importing.command)
