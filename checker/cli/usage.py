"""What is said of a command that is called in a way that click does not know: in Thai, with click's own words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

import click

_QUOTED: Final = re.compile(r"'([^']*)'")
_NO_COMMAND: Final = re.compile(r"^No such command '([^']*)'")
_EXTRA: Final = re.compile(r"^Got unexpected extra arguments? \((.*)\)$", re.DOTALL)


class UsageInThai(click.UsageError):
    """A usage error of click that is shown in Thai first."""

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(error.message, error.ctx)
        self.error = error

    def show(self, file: IO[Any] | None = None) -> None:
        """Writes how the command is called, what is wrong in both languages, and where help is."""
        if self.ctx is not None:
            click.echo(self.ctx.get_usage(), file=file, err=True)
        click.echo(f"{in_thai(self.error)} · {self.error.format_message()}", file=file, err=True)
        if self.ctx is not None:
            click.echo(f"วิธีใช้ · Help: {self.ctx.command_path} --help", file=file, err=True)


@contextmanager
def usage_in_thai() -> Iterator[None]:
    """Within it, usage errors of click become UsageInThai; a call without anything still shows the help."""
    try:
        yield
    except (UsageInThai, click.exceptions.NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise UsageInThai(error) from error


def in_thai(error: click.UsageError) -> str:
    """The error in Thai: the fault, then the fix."""
    match error:
        case click.MissingParameter():
            return f"ยังไม่ได้ระบุ {_called(error)} {_choices(error) or 'ให้ระบุด้วย'}"
        case click.BadParameter():
            return _bad_value(error)
        case click.NoSuchOption():
            return f"ไม่มีตัวเลือก {error.option_name}{_near(error.possibilities)}"
        case click.BadOptionUsage():
            needs = "requires" in error.message
            return f"ตัวเลือก {error.option_name} {'ต้องมีค่าตามหลัง' if needs else 'ไม่รับค่า'}"
        case _:
            return _other(error)


def _bad_value(error: click.BadParameter) -> str:
    written = _QUOTED.search(error.message)
    shown = f" “{written[1]}”" if written else ""
    if error.param is not None and isinstance(error.param.type, click.DateTime):
        return f"{_called(error)} รับวันที่เช่น 2026-01-31 ไม่รับ{shown}"
    return f"{_called(error)} ไม่รับ{shown} {_choices(error)}".rstrip()


def _other(error: click.UsageError) -> str:
    if found := _NO_COMMAND.match(error.message):
        return f"ไม่มีคำสั่ง {found[1]}{_near(getattr(error, 'possibilities', None))}"
    if found := _EXTRA.match(error.message):
        return f"มีคำเกินมา: {found[1]} ถ้าเป็นชื่อไฟล์ที่มีช่องว่าง ให้ใส่เครื่องหมายคำพูด"
    return "เรียกคำสั่งไม่ถูก"


def _called(error: click.BadParameter) -> str:
    """What the option or argument is called where the command's usage is told."""
    if error.param is None:
        return "ค่านี้"
    return error.param.get_error_hint(error.ctx).replace("'", "") if error.ctx else str(error.param.name)


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    return f"ให้ใช้คำใดคำหนึ่ง: {', '.join(map(str, kind.choices))}" if isinstance(kind, click.Choice) else ""


def _near(names: Any) -> str:
    return f" ใกล้เคียงที่สุด: {', '.join(names)}" if names else ""
