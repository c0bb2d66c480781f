"""The catalogue of codes: one YAML file per family, read by `diagnose`, `explain`, the reference and the tests.

An entry has
    severity   error | warning | info
    final      optional: the severity under `--final` (a placeholder is a warning in a draft, an error in print)
    title      one line, Vietnamese
    message    Vietnamese template, filled with `str.format` from the keyword arguments of `diagnose`
    hint       Vietnamese template: how to mend it (may be empty)
    explain    a paragraph: why it matters, source of the rule (law and article, standard and clause)
    wrong, right   optional examples
    fixable    optional: true when findings of this code may carry a fix (`check --fix`)
    waive      optional: false when no waiver is taken (a law or the machine wants it so)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cache
from importlib.resources import files
from string import Formatter

import yaml

from yearbook.diagnostics.model import Diagnostic, Edit, Related, Report, Severity, Span, Spot
from yearbook.values import dataclass

FAMILIES = {
    "Y": "Cú pháp YAML và tệp dữ liệu",
    "R": "Bản ghi",
    "X": "Liên kết giữa các bản ghi",
    "T": "Chữ và văn bản",
    "I": "Ảnh",
    "L": "Dàn trang",
    "P": "Kiểm tra tệp in",
    "E": "EPUB",
    "C": "Đối chiếu danh sách",
    "D": "Phát hành",
    "S": "Máy và môi trường",
}
WAIVABLE = "XTI"  # families whose findings are a matter of judgement


# Our own file; the C loader reads it ten times faster.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Entry:
    """One code of the catalogue."""

    code: str
    severity: Severity
    title: str
    message: str
    hint: str = ""
    explain: str = ""
    wrong: str = ""
    right: str = ""
    final: Severity | None = None
    fixable: bool = False
    waive: bool = True

    @property
    def waivable(self) -> bool:
        """May an editor waive it (`waivers.yaml`)? Only what is a matter of judgement."""
        return self.waive and self.code[0] in WAIVABLE

    @property
    def general_hint(self) -> str:
        """The hint without the words of one case: `{name}` → «…»; empty when nothing but such a word is left."""
        pieces = (text if name is None else f"{text}…" for text, name, _, _ in Formatter().parse(self.hint))
        text = "".join(pieces)
        return text if text.strip("… ") else ""


def catalogue() -> dict[str, Entry]:
    """All entries, by code, in order of family and number."""
    return {code: entry for letter in FAMILIES for code, entry in _family(letter).items()}


def entries_of(codes: Collection[str]) -> tuple[Entry, ...]:
    """Those of some codes, in the order of the catalogue."""
    letters = {code[:1] for code in codes}
    return tuple(e for letter in FAMILIES if letter in letters for e in _family(letter).values() if e.code in codes)


def entry_of(code: str) -> Entry | None:
    """The entry of one code, if there is one."""
    return _family(code[:1]).get(code)


@cache
def _family(letter: str) -> dict[str, Entry]:
    """The entries of one family; a run that finds little reads little."""
    path = files("yearbook.diagnostics") / "catalogue" / f"{letter}.yaml"
    if letter not in FAMILIES or not path.is_file():
        return {}
    entries: dict[str, Entry] = {}
    for code, raw in yaml.load(path.read_text("utf-8"), _LOADER).items():  # noqa: S506
        final = raw.pop("final", None)
        severity = Severity(raw.pop("severity"))
        entries[code] = Entry(code, severity, final=Severity(final) if final else None, **raw)
    return entries


def diagnose(
    code: str,
    span: Span | None = None,
    *,
    record: str = "",
    related: tuple[Related, ...] = (),
    unit: str = "",
    hint: str | None = None,
    spot: Spot | None = None,
    fix: tuple[Edit, ...] = (),
    **words: object,
) -> Diagnostic:
    """Make a finding from its catalogue entry; `words` fill the templates, `hint` replaces the stock hint."""
    entry = _family(code[0])[code]
    return Diagnostic(
        code=code,
        severity=entry.severity,
        message=entry.message.format(**words),
        span=span,
        hint=entry.hint.format(**words) if hint is None else hint,
        record=record,
        related=related,
        unit=unit,
        spot=spot,
        fix=fix,
    )


def for_draft(report: Report) -> Report:
    """The preflight of a print file as a draft tells it: the book is made, the errors (P2xx) become warnings."""
    return Report.of(_put_off(d) if d.severity is Severity.ERROR and d.code.startswith("P2") else d for d in report)


def _put_off(finding: Diagnostic) -> Diagnostic:
    note = "bản thảo vẫn được dựng, bản in cuối sẽ bị chặn"
    hint = f"{finding.hint}; {note}" if finding.hint else note
    return replace(finding, severity=Severity.WARNING, hint=hint)


def for_final(report: Report) -> Report:
    """The same findings as `--final` weighs them: placeholders and open questions become errors."""
    return Report.of(
        replace(d, severity=entry.final) if (entry := _family(d.code[0])[d.code]).final else d for d in report
    )
