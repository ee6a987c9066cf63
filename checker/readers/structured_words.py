"""The parts of a YAML or JSON submission below a node: single values, values by year, references, lists of words."""

from __future__ import annotations

from collections.abc import Callable

from checker.chain import Chain
from checker.errors import Fault, UnreadableSubmission, enough
from checker.located import Listing, Located, Mapping, Scalar, plain
from checker.misfit import UNCOMMA, is_left_by_comma
from checker.place import Place
from checker.readers.draft import Cell, DraftReference
from checker.text import Sentence, nearest

_REFERENCE_KEYS = {"to", "title", "list", "level", "plan", "version", "written"}


class Words:
    """Reads the values of one file; gathers faults instead of stopping at the first."""

    def __init__(self, file: str, chain: Chain) -> None:
        self.file = file
        self.chain = chain
        self.faults: list[Fault] = []

    def fault(self, line: int, th: str, en: str) -> None:
        self.faults.append(Fault(Place(self.file, line=line), Sentence(th=th, en=en)))
        if enough(self.faults):
            raise UnreadableSubmission(self.faults)

    def fault_at(self, value: Located) -> Callable[[str, str], None]:
        return lambda th, en: self.fault(value.line, th, en)

    def known_keys(self, mapping: Mapping, known: set[str]) -> None:
        for name, value in mapping.items.items():
            if name not in known and is_left_by_comma(name, plain(value)):
                self.fault(mapping.key_lines[name], UNCOMMA.th, UNCOMMA.en)
            elif name not in known:
                close = nearest(name, known, most=1)
                self.fault(
                    mapping.key_lines[name],
                    f"ไม่รู้จักหัวข้อ “{name}”" + (f" ใกล้เคียงที่สุดคือ “{close[0]}”" if close else ""),
                    f"Key “{name}” is not known." + (f" The nearest is “{close[0]}”." if close else ""),
                )

    def cell(self, value: Located) -> Cell:
        place = Place(self.file, line=value.line)
        if isinstance(value, Scalar):
            return Cell(None if value.is_null else value.text, place)
        self.fault(value.line, "ตรงนี้ต้องเป็นค่าเดียว", "One value has to stand here, not a list or a table.")
        return Cell(None, place)

    def words(self, name: str, value: Located) -> list[str]:
        """The words of the list under key `name`."""
        if isinstance(value, Listing):
            return [str(self.cell(item).raw or "") for item in value.items]
        self.fault(
            value.line, f"{name} เขียนเป็นรายการ เช่น [name, budget]", f"“{name}” is a list, such as [name, budget]."
        )
        return []

    def extra(self, value: Located) -> dict[str, Cell]:
        """The columns that no form knows, by their own heading."""
        if isinstance(value, Mapping):
            return {heading.strip(): self.cell(item) for heading, item in value.items.items()}
        self.fault(
            value.line,
            "extra เขียนเป็นหัวคอลัมน์และค่า เช่น {หมายเหตุ: …}",
            "“extra” is written as headings and values, such as {remark: …}.",
        )
        return {}

    def yearly(self, name: str, value: Located) -> dict[str, Cell]:
        if isinstance(value, Mapping):
            for year, item in value.items.items():
                if is_left_by_comma(year, plain(item)):
                    self.fault(value.key_lines[year], UNCOMMA.th, UNCOMMA.en)
            return {year: self.cell(item) for year, item in value.items.items()}
        if not (isinstance(value, Scalar) and value.is_null):
            self.fault(
                value.line,
                f"{name} ต้องเขียนเป็นรายปี เช่น {{2566: 1000}}",
                f"“{name}” is written by year, such as {{2566: 1000}}.",
            )
        return {}

    def references(self, relation: str, value: Located) -> list[DraftReference]:
        items = value.items if isinstance(value, Listing) else [value]
        found = [self.reference(relation, item) for item in items if not (isinstance(item, Scalar) and item.is_null)]
        return [reference for reference in found if reference is not None]

    def reference(self, relation: str, item: Located) -> DraftReference | None:
        place = Place(self.file, line=item.line)
        if isinstance(item, Scalar):
            return DraftReference(relation, item.text, place) if item.text.strip() else None
        if isinstance(item, Mapping):
            self.known_keys(item, _REFERENCE_KEYS)
            words = {name: self.cell(part).raw for name, part in item.items.items()}
            return self.long_reference(relation, item, {name: str(word) for name, word in words.items() if word})
        self.no_code(relation, item.line)
        return None

    def long_reference(self, relation: str, item: Mapping, words: dict[str, str]) -> DraftReference | None:
        """A reference written as keys: `to` (or `plan`), `title` (or `version`), and the `list` or `level` to look in."""
        for one, other in (("to", "plan"), ("title", "version"), ("list", "level")):
            if one in words and other in words:
                self.fault(
                    item.line,
                    f"เขียน {one} หรือ {other} อย่างเดียว รหัสในแผนอื่นเขียนเป็น PP-54/2",
                    f"Write “{one}” or “{other}”, not both; a code of another plan is written PP-54/2.",
                )
        self.known_word(item, "list", set(self.chain.code_lists))
        self.known_word(item, "level", set(self.chain.levels))
        to = words.get("to") or words.get("plan") or ""
        title = words.get("title") or words.get("version") or ""
        place = Place(self.file, line=item.line)
        written = words.get("written", to or title)
        if ("list" in words or "level" in words) and written:
            return DraftReference(relation, written, place, words.get("list"), words.get("level"), to or None, title)
        if "written" in words:
            self.fault(
                item.line,
                "written เขียนคู่กับ list หรือ level เท่านั้น",
                "“written” stands beside “list” or “level” only; elsewhere “to” is what is written.",
            )
        if to:
            return DraftReference(relation, to, place, title=title)
        self.no_code(relation, item.line)
        return None

    def known_word(self, item: Mapping, name: str, known: set[str]) -> None:
        """What stands under key `name` is one of `known`, or a fault."""
        value = item.items.get(name)
        if not isinstance(value, Scalar) or value.is_null or value.text in known:
            return
        close = nearest(value.text, known, most=1)
        self.fault(
            value.line,
            f"ไม่รู้จัก {name} “{value.text}”" + (f" ใกล้เคียงที่สุดคือ “{close[0]}”" if close else ""),
            f"“{value.text}” is no {name} that is known." + (f" The nearest is “{close[0]}”." if close else ""),
        )

    def no_code(self, relation: str, line: int) -> None:
        self.fault(
            line,
            f"{relation} ต้องเป็นรหัส เช่น PP-54/2",
            f"“{relation}” is a code, such as PP-54/2, or {{to: PP-54/2, title: …}}.",
        )
