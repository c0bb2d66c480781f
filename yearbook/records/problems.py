"""Pydantic's errors, by their stable types → findings of family `R` in Vietnamese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from yearbook.diagnostics import Related, Span
from yearbook.records.findings import Findings
from yearbook.records.nearest import fold, nearest
from yearbook.records.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_blank
from yearbook.records.origin import NodeOrigin
from yearbook.records.shape import Location, Place, fields_of, is_model, model_at, place_of
from yearbook.records.values import ID_PATTERN, FocalPoint, PhotoPath
from yearbook.values import dataclass


@dataclass(frozen=True)
class Subject:
    """The record that is being judged: what it is, and where its values stand."""

    model: type[BaseModel]
    noun: str
    origin: NodeOrigin
    findings: Findings

    @property
    def id(self) -> str:
        return self._text("id")

    @property
    def unit(self) -> str:
        return self._text("unit")

    def _text(self, key: str) -> str:
        node = self.origin.node
        value = node.items.get(key) if isinstance(node, MappingNode) else None
        return value.text[:100] if isinstance(value, ScalarNode) and not is_blank(value) else ""

    def add(
        self, code: str, span: Span, *, related: tuple[Related, ...] = (), hint: str | None = None, **words: object
    ) -> None:
        self.findings.add(code, span, record=self.id, unit=self.unit, related=related, hint=hint, fix=(), **words)


def report_errors(subject: Subject, error: ValidationError) -> None:
    """Note every error of a record; a required key that was only mistyped is one finding, not two."""
    errors = error.errors(include_url=False, include_context=True)
    meant: set[Location] = set()
    for detail in errors:
        if subject.findings.full:
            break
        if detail["type"] == "extra_forbidden" and (key := unknown_key(subject, detail["loc"])):
            meant.add((*detail["loc"][:-1], key))
    for position, detail in enumerate(errors):
        if subject.findings.full:
            subject.findings.skip(len(errors) - position)
            break
        if detail["type"] == "extra_forbidden" or (detail["type"] == "missing" and detail["loc"] in meant):
            continue
        _report(subject, detail)


def report_unknown_blanks(subject: Subject) -> None:
    """Keys without a value never reach the model; the unknown ones among them are named here."""
    blanks = _blank_keys(subject.origin.node, ())
    for position, location in enumerate(blanks):
        if subject.findings.full:
            subject.findings.skip(len(blanks) - position)
            break
        if place_of(subject.model, location) is None and model_at(subject.model, location[:-1]) is not None:
            unknown_key(subject, location)


def _blank_keys(node: Node, above: Location) -> list[Location]:
    found: list[Location] = []
    if isinstance(node, MappingNode):
        for key, value in node.items.items():
            found += [(*above, key)] if is_blank(value) else _blank_keys(value, (*above, key))
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.items):
            found += _blank_keys(value, (*above, index))
    return found


def unknown_key(subject: Subject, location: Location) -> str | None:
    """Note an unknown key; gives back the known key that was most likely meant."""
    owner = model_at(subject.model, location[:-1])
    key = str(location[-1])
    fields = fields_of(owner) if owner else {}
    labels = {fold(info.title): name for name, info in fields.items() if info.title}
    near = labels.get(fold(key[:100])) or nearest(key, [name for name in fields if name != key])
    parent = place_of(subject.model, location[:-1]) if len(location) > 1 else None
    where = f" ở {parent.subject}" if parent else ""
    hint = f"có phải `{near}` («{fields[near].title}»)?" if near else "các khóa dùng được: " + ", ".join(fields)
    span = subject.origin.key_span(*location)
    subject.add("R102", span, hint=hint, key=short(key), noun=subject.noun, where=where)
    return near


def _report(subject: Subject, detail: ErrorDetails) -> None:
    if detail["loc"][-1:] == ("[key]",):  # pydantic's name for the fault of a free key
        _bad_key(subject, detail)
        return
    place = place_of(subject.model, detail["loc"])
    if place is None:  # the record itself
        subject.add("R115", subject.origin.span(*detail["loc"]), noun=subject.noun, found=_found(detail["input"]))
        return
    kind = detail["type"]
    if kind == "missing":
        _missing(subject, detail, place)
    elif detail["input"] is None or kind == "string_too_short":
        subject.add("R105", subject.origin.span(*detail["loc"]), subject=place.subject)
    elif kind.endswith("_type") or (isinstance(detail["input"], dict | list) and kind not in {"too_long", "too_short"}):
        _wrong_shape(subject, detail, place)
    else:
        _TRANSLATORS.get(kind, _other)(subject, detail, place)


def _bad_key(subject: Subject, detail: ErrorDetails) -> None:
    *above, key, _ = detail["loc"]
    owner = place_of(subject.model, tuple(above))
    assert owner is not None  # only a field that is a mapping has free keys
    value, reason = short(str(key)), _reason(detail)
    subject.add("R113", subject.origin.key_span(*above, key), subject=owner.subject, value=value, reason=reason)


def _missing(subject: Subject, detail: ErrorDetails, place: Place) -> None:
    location = detail["loc"]
    origin = subject.origin
    span = origin.span(*location)
    if origin.find(*location) is not None:  # the key stands there without a value
        in_head = place.key != "body"
        hint = f"viết {_what(place)} sau `{place.key}:`" if in_head else "viết nội dung dưới dòng `---` thứ hai"
        subject.add("R105", span, hint=hint, subject=place.subject)
        return
    whole = "bản ghi" if len(location) == 1 else "mục này"
    related = (Related(origin.span(*location[:-1]), f"{whole} bắt đầu ở đây"),)
    hint = f"thêm dòng `{place.key}:` với {_what(place)}"
    subject.add("R104", span, related=related, hint=hint, subject=place.subject)


def _what(place: Place) -> str:
    """What to write there, in words that follow «với»."""
    if place.choices:
        return "một trong: " + ", ".join(place.choices)
    text = (place.field.description or "").split(". ")[0].rstrip(".")
    label = place.field.title or place.key
    if not text:
        return label
    if text.startswith("Ví dụ: "):
        return f"{label}, ví dụ: {text.removeprefix('Ví dụ: ')}"
    first_word = text.split()[0]
    return text if first_word.isupper() else text[0].lower() + text[1:]


def _wrong_shape(subject: Subject, detail: ErrorDetails, place: Place) -> None:
    span = subject.origin.span(*detail["loc"])
    expected, hint = _expected(place)
    subject.add("R103", span, hint=hint, subject=place.subject, expected=expected, found=_found(detail["input"]))


def _expected(place: Place) -> tuple[str, str]:
    kind, key = place.kind, place.key
    if is_model(kind) and kind is not FocalPoint:
        keys = [name for name, info in fields_of(kind).items() if info.is_required()] or list(fields_of(kind))
        needed = ", ".join(f"`{name}:`" for name in keys)
        return "một nhóm `khóa: giá trị`", f"viết thụt vào dưới khóa, mỗi dòng một khóa: {needed}"
    if getattr(kind, "__origin__", None) is tuple:
        return "một danh sách", f"viết mỗi mục một dòng bắt đầu bằng `- ` ở dưới `{key}:`"
    return "một giá trị", f"viết giá trị ngay sau `{key}:`, trên cùng dòng; có dấu `: ` thì đặt trong dấu ngoặc kép"


def _found(value: object) -> str:
    if isinstance(value, dict):
        return "một nhóm `khóa: giá trị`"
    if isinstance(value, list | tuple):
        return "một danh sách"
    return "để trống" if value is None else f"«{short(str(value))}»"


def _choice(subject: Subject, detail: ErrorDetails, place: Place) -> None:
    value = str(detail["input"])
    near = nearest(value, place.choices)
    allowed = ", ".join(place.choices)
    hint = f"có phải `{near}`? Các giá trị dùng được: {allowed}" if near else f"các giá trị dùng được: {allowed}"
    span = subject.origin.span(*detail["loc"])
    subject.add("R108", span, hint=hint, subject=place.subject, value=short(value))


def _bad_form(subject: Subject, detail: ErrorDetails, place: Place) -> None:
    """An id that is none; names of files and numbers have forms of their own, which their description tells."""
    if detail["ctx"]["pattern"] == ID_PATTERN:
        _bad_id(subject, detail, place)
    else:
        _other(subject, detail, place)


def _bad_id(subject: Subject, detail: ErrorDetails, place: Place) -> None:
    value = str(detail["input"])
    better = fold(value)[:60].strip("-") if len(value) <= 100 else ""
    better = "".join(c for c in better if c.isascii() and (c.isalnum() or c == "-")).strip("-")
    hint = f"ví dụ: `{better}`" if better and "--" not in better else None
    subject.add("R106", subject.origin.span(*detail["loc"]), hint=hint, subject=place.subject, value=short(value))


def _too_long(subject: Subject, detail: ErrorDetails, place: Place) -> None:
    limit, size = detail["ctx"]["max_length"], len(str(detail["input"]))
    subject.add(
        "R109", subject.origin.span(*detail["loc"]), subject=place.subject, size=thousands(size), limit=thousands(limit)
    )


def _number(subject: Subject, detail: ErrorDetails, place: Place) -> None:
    value = short(str(detail["input"]))
    subject.add("R110", subject.origin.span(*detail["loc"]), subject=place.subject, value=value, reason=_reason(detail))


def _range(subject: Subject, detail: ErrorDetails, place: Place) -> None:
    context = detail["ctx"]
    words = {"ge": "từ", "gt": "lớn hơn", "le": "không quá", "lt": "nhỏ hơn"}
    rule = next(f"{word} {_decimal(context[name])}" for name, word in words.items() if name in context)
    value = short(str(detail["input"]))
    subject.add("R111", subject.origin.span(*detail["loc"]), subject=place.subject, value=value, rule=rule)


def _count(subject: Subject, detail: ErrorDetails, place: Place) -> None:
    context = detail["ctx"]
    rule = f"nhiều nhất {context['max_length']}" if "max_length" in context else f"ít nhất {context['min_length']}"
    size = len(detail["input"])
    subject.add("R112", subject.origin.span(*detail["loc"]), subject=place.subject, rule=rule, size=size)


def _refused(subject: Subject, detail: ErrorDetails, place: Place) -> None:
    """A `ValueError` of the model's own: its text is Vietnamese."""
    span = subject.origin.span(*detail["loc"])
    value, reason = short(str(detail["input"])), _reason(detail)
    code, hint = "R113", None
    if place.kind is dt.date:
        code = "R107"
    elif place.kind in (int, float, bool):
        code = "R110"
        hint = "sửa thành `true` hoặc `false`" if place.kind is bool else None
    elif _is_photo_path(place.field):
        code = "R114"
    subject.add(code, span, hint=hint, subject=place.subject, value=value, reason=reason)


def _other(subject: Subject, detail: ErrorDetails, place: Place) -> None:
    value = short(str(detail["input"]))
    span = subject.origin.span(*detail["loc"])
    hint = (place.field.description or "").rstrip(".") or None
    subject.add("R113", span, hint=hint, subject=place.subject, value=value, reason="giá trị chưa đúng cách viết")


def _reason(detail: ErrorDetails) -> str:
    error = detail.get("ctx", {}).get("error")
    text = str(error) if isinstance(error, ValueError) else ""
    if text.startswith("Exceeds the limit"):  # Python's own, from a number of thousands of digits
        return "số quá dài"
    return text or "phải là số, ví dụ 2019"


def _is_photo_path(info: FieldInfo) -> bool:
    wanted = getattr(PhotoPath, "__metadata__", ())
    return any(item in wanted for item in info.metadata if callable(getattr(item, "func", None)))


def short(text: str) -> str:
    """A value as a message shows it: one line, at most 60 characters."""
    line = " ".join(text[:500].split())
    return line if len(line) <= 60 else line[:59] + "…"


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _decimal(number: float) -> str:
    return str(number).replace(".", ",")


_TRANSLATORS: dict[str, Callable[[Subject, ErrorDetails, Place], None]] = {
    "enum": _choice,
    "literal_error": _choice,
    "string_pattern_mismatch": _bad_form,
    "string_too_long": _too_long,
    "int_parsing": _number,
    "int_parsing_size": _number,
    "float_parsing": _number,
    "greater_than_equal": _range,
    "greater_than": _range,
    "less_than_equal": _range,
    "less_than": _range,
    "too_short": _count,
    "too_long": _count,
    "value_error": _refused,
}
