"""The preflight of a print file: every check of every page, all findings at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf

from yearbook.diagnostics import Diagnostic, Report, Spot, diagnose
from yearbook.preflight.checks import checks, watchers
from yearbook.preflight.content import Reader
from yearbook.preflight.content.machine import DAMAGE
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.records import Records
from yearbook.preflight.subject import Subject

MAX_OF_A_CODE = 200


def preflight(path: Path, profile: PreflightProfile, records: Records | None = None) -> Report:
    """Open a finished PDF and hold it against a profile. P101 when it cannot be read, P233 when it is locked.

    Never raises for what is in the file: a part of it that cannot be read is a finding.
    """
    try:
        with pikepdf.open(path) as pdf:
            found = _inspect(Subject(path, pdf, profile, records or Records()))
    except pikepdf.PasswordError:
        found = [diagnose("P233", spot=Spot(path.name))]
    except (pikepdf.PdfError, RuntimeError, OSError) as error:
        found = [_unreadable(path, str(error).removeprefix(f"{path}: "))]
    return Report.of(_few(weighed for finding in found if (weighed := profile.weigh(finding))))


def _unreadable(path: Path, detail: str) -> Diagnostic:
    return diagnose("P101", spot=Spot(path.name), file=path.name, detail=detail)


def _inspect(subject: Subject) -> list[Diagnostic]:
    path, found = subject.path, []

    def gather(part: str, source: Callable[[], Iterable[Diagnostic]]) -> None:
        """Findings of one check: what it found before it met a broken part of the file counts as well."""
        try:
            for finding in source():
                found.append(finding)
        except DAMAGE:
            found.append(_unreadable(path, f"cấu trúc hỏng, không kiểm tra được hết phần «{part}»"))

    for name, check in checks().items():
        gather(name, lambda check=check: check(subject))  # type: ignore[misc]
    gather("trang", lambda: _pages(subject, gather))
    told = {finding.code for finding in found}
    if "P239" not in told:  # qpdf reads all content once more, without bounds
        gather("cú pháp", lambda: (_unreadable(path, problem) for problem in _syntax(subject.pdf, "P237" in told)))
    return found


def _syntax(pdf: pikepdf.Pdf, told: bool) -> Iterator[str]:
    """What qpdf says of the file; faults of page contents only when our own reader has told of none."""
    for problem in pdf.check_pdf_syntax():
        if not (told and "(content" in problem):
            yield problem


def _pages(subject: Subject, gather: Callable[[str, Callable[[], Iterable[Diagnostic]]], None]) -> Iterator[Diagnostic]:
    """Reads each page once and shows it to every watcher."""
    reader = Reader()
    looks = {name: watch(subject) for name, watch in watchers().items()}
    for page, sheet in zip(subject.pdf.pages, subject.sheets, strict=True):
        content = reader.read(page, sheet.number, sheet.media)
        for name, look in looks.items():
            gather(name, lambda look=look, content=content: look(content))  # type: ignore[misc]
    yield from ()


def _few(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """At most MAX_OF_A_CODE of each code; the last of them says how many more there are."""
    counts: Counter[str] = Counter()
    last: dict[str, Diagnostic] = {}
    for finding in sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key):
        counts[finding.code] += 1
        if counts[finding.code] < MAX_OF_A_CODE:
            yield finding
        else:
            last.setdefault(finding.code, finding)
    for code, finding in last.items():
        more = counts[code] - MAX_OF_A_CODE
        note = f" (và {more} chỗ khác nữa trong tệp, không kể ra)" if more else ""
        yield replace(finding, message=finding.message + note)
