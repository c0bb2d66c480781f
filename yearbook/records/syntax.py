"""What PyYAML says when the syntax is broken → the fault as an office worker would name it, in Vietnamese."""

from __future__ import annotations

import re
from typing import Any

import yaml

from yearbook.records.findings import Findings
from yearbook.records.nodes import ScalarNode
from yearbook.values import dataclass

_LEADING_TAB = re.compile(r" *\t")
_VALUE = re.compile(r"""^(?P<lead>\s*(?:- +)*(?:[^\s:"'][^:"']*:\s+)?)(?P<value>\S.*)$""")
_KEY_GLUED = re.compile(r"^\s*(?:- +)*([\w-]+):(?=\S)")
_CUT = re.compile(r"\S[ \t]#[^\s#]")
_RESERVED = "@`%*&!|>"


@dataclass(frozen=True)
class _Fault:
    """A broken place: 0-based lines and columns of the problem and of what it belongs to (`context`)."""

    problem: str
    line: int
    column: int
    context: str
    context_line: int
    context_column: int
    lines: list[str]
    last: ScalarNode | None

    @property
    def text(self) -> str:
        """The line of the problem."""
        return self.line_at(self.line)

    def line_at(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""


@dataclass(frozen=True)
class _Answer:
    """The code to report and where; words fill its templates."""

    code: str
    line: int
    column: int
    words: dict[str, Any]
    hint: str | None = None


def explain_error(
    error: yaml.YAMLError, lines: list[str], last: ScalarNode | None, findings: Findings, first_line: int
) -> None:
    """Note the one finding that the parser's error stands for; `first_line`: where `lines` start in the file."""
    problem_mark: Any = getattr(error, "problem_mark", None)
    context_mark: Any = getattr(error, "context_mark", None) or problem_mark
    if problem_mark is None:
        findings.add("Y129", findings.span(first_line))
        return
    shifted = last and ScalarNode(last.text, last.line - first_line, last.column - 1, last.end_column)
    fault = _Fault(
        problem=getattr(error, "problem", None) or "",
        line=problem_mark.line,
        column=problem_mark.column,
        context=getattr(error, "context", None) or "",
        context_line=context_mark.line,
        context_column=context_mark.column,
        lines=lines,
        last=shifted,
    )
    answer = next(found for judge in _JUDGES if (found := judge(fault)))
    span = findings.span(answer.line + first_line, answer.column + 1)
    if answer.code == "Y127" and findings.has(span, "Y131", "Y132"):  # an anchor or tag, named already
        return
    findings.add(answer.code, span, hint=answer.hint, **answer.words)


def _tab(fault: _Fault) -> _Answer | None:
    for number in range(min(fault.context_line, fault.line), fault.line + 1):
        if match := _LEADING_TAB.match(fault.line_at(number)):
            return _Answer("Y120", number, match.end() - 1, {})
    return None


def _open_quote(fault: _Fault) -> _Answer | None:
    """A quote that never closes, or that swallowed lines up to the next quote."""
    if "quoted scalar" in fault.context or "double-quoted" in fault.context:
        if "end of stream" in fault.problem or "document" in fault.problem:
            return _quote_at(fault, fault.context_line, fault.context_column)
        return _Answer("Y128", fault.line, fault.column, {})
    last = fault.last
    swallowed = last is not None and not last.end_column and last.line < fault.line
    if last and swallowed and fault.line_at(last.line)[last.column :].startswith(('"', "'")):
        return _quote_at(fault, last.line, last.column)
    return None


def _quote_at(fault: _Fault, line: int, column: int) -> _Answer:
    quote = fault.line_at(line)[column : column + 1] or '"'
    return _Answer("Y121", line, column, {"quote": quote})


def _after_quote(fault: _Fault) -> _Answer | None:
    before = fault.text[: fault.column].rstrip()
    rest = fault.text[fault.column :].strip()
    astray = fault.problem.startswith(("did not find expected", "expected <block end>"))
    if astray and rest and before.endswith(('"', "'")):
        return _Answer("Y122", fault.line, fault.column, {"rest": rest[:60], "quote": before[-1]})
    return None


def _first_character(fault: _Fault) -> _Answer | None:
    match = _VALUE.match(fault.text)
    if not match or match["value"][0] not in _RESERVED or match.start("value") > fault.column:
        return None
    if match["value"][0] == "%" and match.start("value") == 0:
        return None
    value = match["value"].rstrip()
    return _Answer("Y127", fault.line, match.start("value"), {"character": value[0], "value": _short(value)})


def _colon_inside(fault: _Fault) -> _Answer | None:
    if "mapping values are not allowed" not in fault.problem:
        return None
    last = fault.last
    if last and last.line < fault.line:
        if not fault.line_at(last.line)[: last.column].strip(" -"):  # no key before it: it was to be one itself
            return _no_colon(fault, last.line, last.column)
        return _indent(fault)
    match = _VALUE.match(fault.text)
    if not match or not match["lead"].rstrip().endswith(":"):
        return _Answer("Y124", fault.line, fault.column, {}, None)
    fixed = f'{match["lead"].strip()} "{match["value"].rstrip()}"'
    hint = f"đặt cả giá trị trong dấu ngoặc kép: `{fixed}`" if '"' not in match["value"] and len(fixed) < 120 else None
    return _Answer("Y124", fault.line, fault.column, {}, hint)


def _missing_colon(fault: _Fault) -> _Answer | None:
    if "could not find expected ':'" not in fault.problem:
        return None
    return _no_colon(fault, fault.context_line, fault.context_column)


def _no_colon(fault: _Fault, line: int, column: int) -> _Answer:
    text = fault.line_at(line)
    if match := _KEY_GLUED.match(text):
        value = text[match.end() :].strip()
        hint = f"sau dấu hai chấm phải có một dấu cách: `{match[1]}: {_short(value)}`"
        return _Answer("Y123", line, column, {"text": _short(text.strip())}, hint)
    return _Answer("Y123", line, column, {"text": _short(text.strip())})


def _list_on_key_line(fault: _Fault) -> _Answer | None:
    if "sequence entries are not allowed" in fault.problem:
        return _Answer("Y138", fault.line, fault.column, {})
    return None


def _brackets(fault: _Fault) -> _Answer | None:
    flow = "flow sequence" in fault.context or "flow mapping" in fault.context or "flow node" in fault.context
    if flow:
        bracket = fault.line_at(fault.context_line)[fault.context_column :][:1]
        if bracket in {"[", "{"}:
            close = "]" if bracket == "[" else "}"
            return _Answer("Y126", fault.context_line, fault.context_column, {"bracket": bracket, "close": close})
    if fault.text[fault.column :].startswith(","):
        return _Answer("Y139", fault.line, fault.column, {})
    if fault.text[fault.column :][:1] in {"]", "}"}:
        bracket = fault.text[fault.column]
        words = {"bracket": bracket, "close": "[" if bracket == "]" else "{"}
        return _Answer("Y126", fault.line, fault.column, words)
    return None


def _empty_key(fault: _Fault) -> _Answer | None:
    rest = fault.text[fault.column :]
    return _Answer("Y137", fault.line, fault.column, {}) if rest.startswith((": ", "? ")) else None


def _indent_error(fault: _Fault) -> _Answer | None:
    phrases = ("did not find expected key", "did not find expected '-'", "expected <block end>", "<document start>")
    return _indent(fault) if any(phrase in fault.problem for phrase in phrases) else None


def _indent(fault: _Fault) -> _Answer:
    previous = next((t for t in reversed(fault.lines[: fault.line]) if t.strip()), "")
    hint = None
    if _CUT.search(previous):
        hint = "giá trị ở dòng trên bị cắt tại dấu `#`: đặt cả giá trị trong dấu ngoặc kép"
    text = fault.text
    column = len(text) - len(text.lstrip(" "))
    return _Answer("Y125", fault.line, column, {"spaces": column}, hint)


def _other(fault: _Fault) -> _Answer | None:
    return _Answer("Y129", fault.line, fault.column, {})


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


# The first that recognises the fault names it; the order goes from the surest sign to the vaguest.
_JUDGES = (
    _tab,
    _open_quote,
    _after_quote,
    _first_character,
    _colon_inside,
    _missing_colon,
    _list_on_key_line,
    _brackets,
    _empty_key,
    _indent_error,
    _other,
)
