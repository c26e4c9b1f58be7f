"""The templates of the pages: one frame with the banner, the style and the content policy, and what goes into it."""

from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined


def rendered(template: str, **values: object) -> str:
    """A template of this folder with its values; text is escaped, and a value that is not there is an error."""
    environment = Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(values)


def _text(template: str) -> str:
    return (files("linkage.report") / template).read_text("utf-8")
