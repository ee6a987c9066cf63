"""Letters through their template, which an office may replace by its own: whatever is wrong with that is told with its line."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Final

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from checker.errors import Fault, TemplateFault, UsageFault
from checker.place import Place
from checker.render.letter import Letter
from checker.render.pages import Page, environment, overlaid
from checker.render.wording import Language, sentence
from checker.text import Sentence

PAGE: Final = "letter/letter.html.j2"
BODY: Final = "letter/body.html.j2"
STYLE: Final = "style/letter.css"
LETTERHEAD: Final = "letter/letter.docx"
REPLACEABLE: Final = (PAGE, BODY, STYLE, LETTERHEAD)
# What a template can raise while it is filled in: it calls, counts and looks things up like any program.
_RAISED: Final = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    OSError,
)


class LetterTemplates:
    """The templates of letters; files of `folder` with the same path stand in place of the built-in ones."""

    def __init__(self, folder: Path | None = None) -> None:
        """Raises UsageFault where `folder` is none or holds nothing that a letter uses."""
        self.folder = folder
        if folder is not None:
            _replaces_something(folder)
        self._environment: Environment = environment() if folder is None else overlaid(folder)

    def page(self, letter: Letter, language: Language) -> str:
        """The letter as a page. Raises TemplateFault where the template of the office is at fault."""
        return self._filled(PAGE, letter, language)

    def body(self, letter: Letter, language: Language) -> str:
        """The letter without head and style, as HTML. Raises TemplateFault as `page` does."""
        return self._filled(BODY, letter, language)

    @property
    def letterhead(self) -> Path | None:
        """The office's own Word file, onto which letters are written; None where it has none."""
        path = self.folder / LETTERHEAD if self.folder else None
        return path if path is not None and path.is_file() else None

    def _filled(self, name: str, letter: Letter, language: Language) -> str:
        try:
            template = self._environment.get_template(name)
            return template.render(names(letter, language, self._style()))
        except _RAISED as error:
            if self.folder is None or (place := _place_of(error, self.folder)) is None:
                raise
            raise TemplateFault([Fault(place, _said(error))]) from error

    def _style(self) -> Markup:
        own = self.folder / STYLE if self.folder else None
        if own is not None and own.is_file():
            return Markup(own.read_text(encoding="utf-8-sig"))
        loader = environment().loader
        assert loader is not None
        return Markup(loader.get_source(environment(), STYLE)[0])


def names(letter: Letter, language: Language, css: Markup) -> dict[str, object]:
    """Every name that a template of letters may use; docs/letters.md tells of each."""
    page = Page(language)
    return {"letter": letter, "language": language, "say": page.words.say, "u": page.marked, "css": css}


def _replaces_something(folder: Path) -> None:
    if not folder.is_dir():
        says = sentence("template_fault.no_folder")
        raise UsageFault([Fault(Place(str(folder)), says)])
    if not any((folder / name).is_file() for name in REPLACEABLE):
        shown = ", ".join(REPLACEABLE)
        says = sentence("template_fault.nothing_replaced", shown=shown)
        raise UsageFault([Fault(Place(str(folder)), says)])


def _place_of(error: BaseException, folder: Path) -> Place | None:
    """Where in the office's own files `error` arose; None where it is ours."""
    if isinstance(error, TemplateSyntaxError):
        return _inside(error.filename or "", error.lineno, folder)
    if isinstance(error, OSError) and not isinstance(error, TemplateNotFound):
        return Place(str(error.filename or folder))
    if isinstance(error, UnicodeDecodeError):
        return Place(str(folder))
    steps = reversed(traceback.extract_tb(error.__traceback__))
    return next((place for step in steps if (place := _inside(step.filename, step.lineno, folder))), None)


def _inside(file: str, line: int | None, folder: Path) -> Place | None:
    path = Path(file)
    return Place(str(path), line=line) if file and path.resolve().is_relative_to(folder.resolve()) else None


def _said(error: BaseException) -> Sentence:
    """What is wrong with a template, and that docs/letters.md tells what it may use."""
    told = f"{type(error).__name__}: {error}" if not isinstance(error, TemplateError) else (error.message or "")
    match error:
        case TemplateNotFound():
            return sentence("template_fault.no_template", name=str(error.name))
        case TemplateSyntaxError():
            return sentence("template_fault.unreadable", told=told)
        case UnicodeDecodeError():
            return sentence("template_fault.not_utf8")
        case OSError():
            return sentence("template_fault.not_opened", why=error.strerror or "?")
        case _:
            return sentence("template_fault.wrong_name", told=told)
