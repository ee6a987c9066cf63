"""Words of pages, letters and commands stand in templates/wording, and numbers, years and money as Thai offices write them."""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import checker
from checker.folders import built_in
from checker.render.html import html
from checker.render.letter import letters
from checker.render.letter_page import LetterTemplates
from checker.render.wording import Language
from tests.render import reports
from tests.render.test_html import LANGUAGES

PACKAGE = Path(checker.__file__).parent
_THAI_WORD = re.compile("[ก-๛]{3}")
# How lines of Thai are broken and how wide letters are is no talk; how a command is called is told by click, in English,
# with ours beside it in code, where options and arguments are.
NO_TALK = {"render/pictures/lettering.py", "render/terminal.py", "cli/usage.py"}
_HELP = {"help"}
_TEMPLATE_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def talking_modules() -> list[str]:
    found = (
        path.relative_to(PACKAGE).as_posix() for name in ("cli", "render") for path in (PACKAGE / name).rglob("*.py")
    )
    return sorted(set(found) - NO_TALK)


@pytest.mark.parametrize("name", talking_modules())
def test_no_module_of_pages_or_commands_holds_thai_of_its_own_outside_help(name: str) -> None:
    tree = ast.parse((PACKAGE / name).read_text(encoding="utf-8"))
    assert [words for words in _strings(tree) if _THAI_WORD.search(words)] == []


def _strings(tree: ast.AST) -> Iterator[str]:
    """Every string of a module that is neither a docstring nor a help text."""
    passed_over = {id(node) for helped in ast.walk(tree) for node in _help(helped)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            yield node.value


def _help(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.keyword(arg=name, value=value) if name in _HELP:
            yield from ast.walk(value)
        case ast.Module() | ast.FunctionDef() | ast.ClassDef() if node.body and isinstance(node.body[0], ast.Expr):
            yield from ast.walk(node.body[0])


def test_modules_that_do_not_talk_are_there() -> None:
    assert [name for name in sorted(NO_TALK) if not (PACKAGE / name).is_file()] == []


class _Text(HTMLParser):
    """What a template shows or reads out by itself, without what it is given and without commands, which are in code."""

    def __init__(self, template: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.inside = ""
        self.feed(_TEMPLATE_CODE.sub(" ", re.sub(r"<(/?)\{\{.*?\}\}", r"<\1p", template)))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        self.said += [value for name, value in attrs if name in {"title", "alt", "aria-label", "placeholder"} and value]

    def handle_data(self, data: str) -> None:
        if self.inside not in {"style", "script", "code"}:
            self.said.append(data)


_FILE_NAME = re.compile(r"\b[\w-]+\.(?:csv|html|json|parquet|xlsx)\b")


def page_templates() -> list[str]:
    top = built_in("templates")
    return sorted(path.relative_to(top).as_posix() for path in top.rglob("*.html.j2"))


@pytest.mark.parametrize("name", page_templates())
def test_no_template_of_a_page_holds_words_of_its_own(name: str) -> None:
    said = " ".join(_Text((built_in("templates") / name).read_text(encoding="utf-8")).said)
    assert _THAI_WORD.findall(said) == []
    assert re.findall(r"[A-Za-z]{2,}", _FILE_NAME.sub("", said)) == []


@pytest.mark.parametrize("name", sorted(path.name for path in built_in("templates").glob("*.txt.j2")))
def test_no_template_of_a_text_holds_words_of_its_own(name: str) -> None:
    said = _TEMPLATE_CODE.sub(" ", (built_in("templates") / name).read_text(encoding="utf-8"))
    assert re.findall(r"[A-Za-zก-๛]{2,}", said) == []


class _Shown(HTMLParser):
    """The text of a page without what is quoted as it stands: codes, fingerprints, scripts, pictures."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.quiet: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = (dict(attrs).get("class") or "").split()
        if tag in {"code", "style", "script", "svg"} or (self.quiet and tag == self.quiet[0]) or "id" in names:
            self.quiet.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.quiet and self.quiet[-1] == tag:
            self.quiet.pop()

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.words.append(data)


def _pages(language: Language) -> Iterator[str]:
    for report in (reports.bad(), reports.huge(10_000)):
        yield html(report, language)
        for letter in letters(report, datetime.date(2026, 12, 15), language).values():
            yield LetterTemplates().page(letter, language)


# A number inside a code or a file's name (LP-549901, P-10000) is not a number of things.
_BARE = re.compile(r"(?<![\w,.\-/–])\d{5,}(?![\w\-/])")
_OTHER_ERA = re.compile(r"พ\.ศ\. 20\d\d|\b20\d\d BE\b|(?:มกราคม|พฤศจิกายน|ธันวาคม|January|November|December) 20\d\d")


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_have_separators_and_years_are_of_the_buddhist_era(language: Language) -> None:
    for page in _pages(language):
        shown = " ".join(_Shown(page).words)
        assert _BARE.findall(shown) == []
        assert _OTHER_ERA.findall(shown) == []
    assert re.search(r"\d{1,3},\d{3}", shown)
    assert "2569" in shown


def test_what_is_looked_for_on_pages_would_be_found() -> None:
    assert _BARE.findall("พบ 12345 รายการ 1,234,567 LP-549901 P-10000") == ["12345"]
    assert _OTHER_ERA.search("พ.ศ. 2026")
    assert _Text("<p title='คำ'>words {{ say('a.b') }}</p>").said == ["คำ", "words  "]
