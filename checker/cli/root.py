"""The command `oneplan` itself: every error of ours becomes sentences and the exit code of whose fault it is."""

from __future__ import annotations

import gc
import io
import sys
from typing import Any, Final

import click

from checker import __version__
from checker.cli.usage import usage_in_thai
from checker.errors import OnePlanError

_RARELY: Final = (100_000, 50, 50)
"""Plans and queries are trees of many objects that all stay for the run: to look through them for waste at every 700 new ones took a tenth of it."""


class _Group(click.Group):
    """Turns every error of ours into sentences on stderr and the exit code of whose fault it is."""

    def main(self, *args: Any, **extra: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # a terminal without Thai letters shows ? for them
        gc.set_threshold(*_RARELY)
        return super().main(*args, **extra)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with usage_in_thai():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with usage_in_thai():
                return super().invoke(ctx)
        except OnePlanError as error:
            language = (ctx.obj or {}).get("language", "th")
            for fault in error.faults:
                click.echo(fault.in_language(language), err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="oneplan")
@click.pass_context
def main(ctx: click.Context) -> None:
    """ตรวจความเชื่อมโยงของแผนพัฒนา · Checks whether the links of a development plan are whole.

    \b
    Example:
      oneplan check plan.xlsx --context approved-plans/
    """
    ctx.obj = {"language": "th"}
