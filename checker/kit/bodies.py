"""The body that a kit is for: by name or area code, or every one of a level that the lists of the program know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from checker.codes import AUTHORITY_TYPES, Areas, Authority, built_in_areas
from checker.thai import arabic_digits

_LONG: Final = {short: long for long, short in AUTHORITY_TYPES.items()}
_OF_PROVINCE: Final = "อบจ."


@dataclass(frozen=True, slots=True)
class Body:
    """A body by its full name; `area` is the code of its area, and `file` what its kit is called, without ending."""

    name: str
    area: str = ""
    file: str = "kit"


def register(level: str) -> tuple[Body, ...]:
    """Every body of `level`, in the order of their areas; empty where the lists know none of that level by name."""
    areas = built_in_areas()
    match level:
        case "local":
            return tuple(_authority(one, areas) for one in areas.authorities)
        case "district":
            return tuple(_district(code, areas) for code in sorted(areas.districts))
        case "tambon":
            return tuple(_tambon(code, areas) for code in sorted(areas.tambons))
        case _:
            return ()


def body_of(level: str, written: str) -> Body | None:
    """The body that `written` names: one of the register by its name or area code, else one of that name without an area.

    None where it is a code, and not that of one body alone.
    """
    areas, wanted = built_in_areas(), arabic_digits(written.strip())
    if wanted.isdecimal():
        found = [one for one in register(level) if one.area == wanted]
        return found[0] if len(found) == 1 else None
    if level == "local" and (authority := areas.authority(wanted)) is not None:
        return _authority(authority, areas)
    alike = [one for one in register(level) if one.name == wanted or one.name.startswith(f"{wanted} ")]
    return alike[0] if len(alike) == 1 else Body(written.strip())


def _authority(one: Authority, areas: Areas) -> Body:
    long = f"{_LONG.get(one.type, one.type)}{one.name}"
    district = areas.districts.get(one.area[:4])
    file = f"{one.area[:4]}-{one.type}{one.name}"
    if district is None or one.type == _OF_PROVINCE:
        return Body(long, one.area, file)
    return Body(f"{long} อำเภอ{district}{_province(areas)}", one.area, file)


def _district(code: str, areas: Areas) -> Body:
    return Body(f"อำเภอ{areas.districts[code]}{_province(areas)}", code, f"{code}-อำเภอ{areas.districts[code]}")


def _tambon(code: str, areas: Areas) -> Body:
    district = areas.districts.get(code[:4], "")
    return Body(
        f"ตำบล{areas.tambons[code]} อำเภอ{district}{_province(areas)}", code, f"{code}-ตำบล{areas.tambons[code]}"
    )


def _province(areas: Areas) -> str:
    names = [one.name for one in areas.authorities if one.type == _OF_PROVINCE]
    return f" จังหวัด{names[0]}" if len(names) == 1 else ""
