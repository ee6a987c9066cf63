"""The forms that officials fill in: declared in `rules/forms`, told by their titles and headings."""

from __future__ import annotations

from checker.forms.description import Column, Form, Shape, form, forms, read_forms
from checker.forms.folded import heading_key
from checker.forms.match import field_headed, fitting, form_titled, is_part_of_heading, likeness

__all__ = [
    "Column",
    "Form",
    "Shape",
    "field_headed",
    "fitting",
    "form",
    "form_titled",
    "forms",
    "heading_key",
    "is_part_of_heading",
    "likeness",
    "read_forms",
]
