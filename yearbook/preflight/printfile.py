"""The preflight of a print file: every check of every page, all findings at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf

from yearbook.diagnostics import Diagnostic, Report, Spot, diagnose
from yearbook.preflight.checks import checks, ink
from yearbook.preflight.content.machine import DAMAGE
from yearbook.preflight.meeting import Front
from yearbook.preflight.pages import Pages, read_pages
from yearbook.preflight.profile import PreflightProfile
from yearbook.preflight.records import Records
from yearbook.preflight.subject import Subject
from yearbook.preflight.syntax import syntax_problems
from yearbook.storage import Cache

MAX_OF_A_CODE = 200


def preflight(
    path: Path,
    profile: PreflightProfile,
    records: Records | None = None,
    cache: Cache | None = None,
    front: Front | None = None,
    shown: Callable[[Subject, Report], None] = lambda _subject, _report: None,
) -> Report:
    """Open a finished PDF and hold it against a profile. P101 when it cannot be read, P233 when it is locked.

    With a cache, pages that were judged before are not read again, whatever file they stood in. front: has helpers
    that judge pages of this very file; shown: sees it while it is open, and what was found.

    Never raises for what is in the file: a part of it that cannot be read is a finding.
    """

    def weighed(found: Iterable[Diagnostic]) -> Report:
        return Report.of(_few(told for finding in found if (told := profile.weigh(finding))))

    try:
        with pikepdf.open(path) as pdf:
            subject = Subject(path, pdf, profile, records or Records(), cache)
            report = weighed(_inspect(subject, front))
            shown(subject, report)
    except pikepdf.PasswordError:
        report = weighed([diagnose("P233", spot=Spot(path.name))])
    except (pikepdf.PdfError, RuntimeError, OSError) as error:
        report = weighed([_unreadable(path, str(error).removeprefix(f"{path}: "))])
    return report


def _unreadable(path: Path, detail: str) -> Diagnostic:
    return diagnose("P101", spot=Spot(path.name), file=path.name, detail=detail)


def _damaged(path: Path, part: str) -> Diagnostic:
    return _unreadable(path, f"cấu trúc hỏng, không kiểm tra được hết phần «{part}»")


def _inspect(subject: Subject, front: Front | None) -> list[Diagnostic]:
    path, found = subject.path, []

    def gather(part: str, source: Callable[[], Iterable[Diagnostic]]) -> None:
        """Findings of one check: what it found before it met a broken part of the file counts as well."""
        try:
            for finding in source():
                found.append(finding)
        except DAMAGE:
            found.append(_damaged(path, part))

    for name, check in checks().items():
        gather(name, lambda check=check: check(subject))  # type: ignore[misc]
    pages = Pages()
    gather("trang", lambda: _pages(subject, pages, front))
    told = {finding.code for finding in found}
    sound: list[bool] = []
    if "P239" not in told:  # qpdf reads all content once more, without bounds
        gather("cú pháp", lambda: _syntax(subject, sound, "P237" in told))
    # what qpdf had to mend or to decipher, Ghostscript may see otherwise than our reader
    clear = any(sound) and not subject.pdf.is_encrypted and len(pages.verdicts) == len(subject.sheets)
    measured = pages.dark if clear else range(1, len(subject.sheets) + 1)
    gather("ink", lambda: ink.measure(subject, measured))
    return found


def _pages(subject: Subject, pages: Pages, front: Front | None) -> Iterator[Diagnostic]:
    """Fills `pages`, and tells what was found."""
    read = read_pages(subject, front)
    pages.verdicts |= read.verdicts
    yield from (_damaged(subject.path, part) for part in read.broken)
    yield from read.findings(subject)


def _syntax(subject: Subject, sound: list[bool], told: bool) -> Iterator[Diagnostic]:
    """What qpdf says of the file; faults of page contents only when our own reader has told of none. Fills `sound`."""
    problems = syntax_problems(subject.path, subject.pdf, subject.cache, subject.raw)
    sound.append(not problems)
    for problem in problems:
        if not (told and "(content" in problem):
            yield _unreadable(subject.path, problem)


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
