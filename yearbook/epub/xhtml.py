"""Pages as trees: read strictly, written so that an old reader which takes them for HTML sees the same."""

from __future__ import annotations

from lxml import etree

from yearbook.diagnostics import DataProblem, diagnose

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
SVG = "{http://www.w3.org/2000/svg}"
VOID = frozenset(f"{NAMESPACE}{name}" for name in ("br", "col", "hr", "img", "link", "meta", "wbr"))


def parsed(text: str, name: str) -> etree._Element:
    """The tree of a page; raises DataProblem E101 when it is not well-formed, E102 when two elements share an id."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise DataProblem(diagnose("E101", page=name, detail=error.msg or "")) from error
    seen: set[str] = set()
    for element in tree.iter():
        found = element.get("id")
        if found in seen:
            raise DataProblem(diagnose("E102", anchor=found, page=name, record=found or ""))
        if found:
            seen.add(found)
    return tree


def written(tree: etree._Element) -> str:
    """The page as text: an empty `div` or `span` keeps its end tag (HTML knows no `<div/>`)."""
    for element in tree.iter(f"{NAMESPACE}*"):
        if element.text is None and not len(element) and element.tag not in VOID:
            element.text = ""
    text: str = etree.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def local(element: etree._Element) -> str:
    """The name without its namespace."""
    return str(etree.QName(element).localname)


def is_noteref(element: etree._Element) -> bool:
    return "noteref" in (element.get(f"{OPS}type") or "").split()
