"""What holds of every page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from checker.finding import Engines, Report
from checker.render.html import html
from checker.render.pages import script
from checker.render.wording import Language
from tests.render import reports
from tests.render.bad_report import long_report

LANGUAGES: tuple[Language, ...] = ("th", "en")
_VOID = {"meta", "br", "link", "img", "input", "hr", "col"}


class Page(HTMLParser):
    """The tags of a page, with its ids, its links and its visible text; `faults` names what is out of balance."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.tags: list[str] = []
        self.sources: list[str] = []
        self.faults: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if "href" in given:
            self.hrefs.append(str(given["href"]))
        self.sources += [str(given[name]) for name in ("src", "srcset", "data", "poster") if name in given]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"style", "script"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))


ALL = {
    "good": reports.good(),
    "bad": reports.bad(),
    "hostile": reports.hostile(),
    "several": reports.several(),
    "long": long_report(),
}


@pytest.fixture(params=[(name, language) for name in ALL for language in LANGUAGES], ids=lambda p: "-".join(p))
def drawn(request: pytest.FixtureRequest) -> tuple[Report, str]:
    """A report and its page, for every report and language."""
    name, language = request.param
    return ALL[name], html(ALL[name], language)


def test_every_finding_stands_in_both_languages_under_its_fingerprint(drawn: tuple[Report, str]) -> None:
    report, text = drawn
    anchors = [name.removeprefix("f-") for name in Page(text).ids if name.startswith("f-")]
    assert sorted(anchors) == sorted(one.fingerprint for one in report.findings)


def test_the_tags_balance(drawn: tuple[Report, str]) -> None:
    assert Page(drawn[1]).faults == []


def test_ids_are_unique_and_every_link_inside_the_page_leads_somewhere(drawn: tuple[Report, str]) -> None:
    page = Page(drawn[1])
    assert len(page.ids) == len(set(page.ids))
    assert [href for href in page.hrefs if href.removeprefix("#") not in page.ids] == []


def test_nothing_is_loaded_and_nothing_runs_but_our_own_script(drawn: tuple[Report, str]) -> None:
    page = Page(drawn[1])
    assert page.sources == []
    assert not {"link", "iframe", "object", "img", "form"} & set(page.tags)
    assert page.tags.count("script") == 1
    assert drawn[1].count(f"<script>\n{script('report')}</script>") == 1
    assert not re.search(r" on\w+=", drawn[1].replace(script("report"), ""))
    assert all(href.startswith("#") for href in page.hrefs)
    assert "url(" not in drawn[1]
    assert "@import" not in drawn[1]


def test_the_same_report_gives_the_same_bytes(drawn: tuple[Report, str]) -> None:
    report, text = drawn
    again = Report.from_json(report.to_json())
    assert html(again, "th" if 'lang="th">\n<head' in text else "en") == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_submitter_writes_stays_text(language: Language) -> None:
    text = html(reports.hostile(), language)
    assert text.count("<script") == 1
    assert "<script>alert" not in text
    assert "alert(&#39;x&#39;)" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_its_language_and_prints_on_a4(language: Language) -> None:
    text = html(reports.good(), language)
    assert f'<html lang="{language}">' in text
    assert "size: A4" in text
    assert "@media print" in text


def test_thai_in_an_english_page_is_marked_as_thai() -> None:
    assert '<span lang="th">องค์การบริหารส่วนตำบลตัวอย่าง</span>' in html(reports.good(), "en")


@pytest.mark.parametrize(
    ("counts", "th", "en"),
    [
        ({}, "ไม่พบสิ่งที่ต้องแก้ไขในข้อที่ตรวจได้", "Nothing to mend was found in what was checked."),
        ({"errors": 1}, "พบ 1 รายการที่ต้องแก้ไข", "There is 1 error to mend."),
        ({"errors": 1200}, "พบ 1,200 รายการที่ต้องแก้ไข", "There are 1,200 errors to mend."),
        ({"warnings": 2}, "ไม่พบรายการที่ต้องแก้ไข มี 2 รายการที่ควรแก้ไข", "No errors were found; 2 warnings remain."),
        ({"advice": 1}, "มีข้อแนะนำ 1 ข้อ", "there is 1 piece of advice."),
    ],
)
def test_the_verdict_stands_in_one_line(counts: dict[str, int], th: str, en: str) -> None:
    report = reports.simple(**counts)
    for language, sentence in (("th", th), ("en", en)):
        text = html(report, language)  # type: ignore[arg-type]
        verdict = re.search(r'<p class="verdict \w+">(.*)</p>', text)
        assert verdict is not None
        assert sentence in verdict[1]


def test_engines_that_disagree_give_no_verdict() -> None:
    report = reports.simple(errors=3).model_copy(update={"engines": Engines(ran=["rete", "sets"], agreed=False)})
    assert 'class="verdict disagreed">The two engines disagree' in html(report, "en")


def test_it_is_said_how_much_could_not_be_checked_and_why() -> None:
    text = Page(html(reports.bad(), "en")).text
    assert "8 of 11 checks ran; 3 could not:" in text
    assert "2: the district plan was not given." in text
    assert "1 more check is for plans of other levels and is not counted." in text


def test_counts_stand_beside_what_could_have_been_found() -> None:
    text = Page(html(reports.bad(), "en")).text
    assert "Error 9 of 816 verdicts in 4 of 4 checks" in text
    assert "1 more is waived" in text


def test_what_a_finding_explains_is_folded_under_it() -> None:
    text = html(reports.bad(), "en")
    cause = next(one for one in reports.bad().findings if one.explains)
    start = text.index(f'id="f-{cause.fingerprint}"')
    fold = text.index('class="fold"', start)
    effects = [one for one in reports.bad().findings if one.cause == cause.fingerprint]
    assert effects
    assert all(fold < text.index(f'id="f-{one.fingerprint}"') < text.index("T-3</b>") for one in effects)
    assert "explains 31 further" in text
    assert "Undecided 26" in text


def test_a_source_that_nobody_confirmed_is_marked() -> None:
    thai, english = html(reports.bad(), "th"), html(reports.bad(), "en")
    assert "แหล่งอ้างอิงและเลขข้อยังไม่มีผู้ยืนยัน" in thai
    assert "source and clause not confirmed" in english
    assert "clause 7" in english


def test_the_submitters_own_columns_travel_along() -> None:
    assert "หมายเหตุของกอง" in html(reports.bad(), "th")


def test_the_date_stands_in_the_buddhist_era() -> None:
    assert "22 พฤศจิกายน 2569" in html(reports.good(), "th")
    assert "22 November 2569 BE" in html(reports.good(), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_thousand_findings_stay_small_and_whole(language: Language) -> None:
    report = reports.huge(5_000)
    text = html(report, language)
    assert text.count('id="f-') == 5_000
    assert len(text.encode()) < 2_100_000
    assert not re.search(r'<details class="(kind|node)[^>]* open', text)


def test_a_short_report_starts_open() -> None:
    assert '<details class="node" open>' in html(reports.simple(errors=2), "th")
