"""A quick reader for HTML that is well-formed, as our templates write it.

Reading is a tenth of the time of a page when it is done as the standard wants it for any text whatsoever. Where every
element is closed, none stands where another would be closed for it, and nothing else calls for the rules of error
recovery (HTML Standard, 13.2.6), an XML parser makes the very same tree; everything else is left to the full reader.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError, fromstring

_VOID = "br|col|hr|img|meta|wbr"
_DOCTYPE = re.compile(r"\s*<!doctype html>\s*", re.IGNORECASE)
_VOIDS = re.compile(rf"<({_VOID})((?:\s[^<>]*?)?)\s*/?>")
_ENTITY = re.compile(r"&(\w+);")
_ODD = re.compile(r"<!|<\?|\0|\r|\f|\v|<[^<>]*[\n\t][^<>]*>")  # comments, instructions, line ends in tags
_XML = {"amp", "lt", "gt", "quot", "apos"}
_WORDS = frozenset("a abbr b bdi br cite code dfn em i img mark q s small span strong sub sup time u var wbr".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    "address article aside blockquote dd div dl dt figcaption figure footer header hr li main nav ol p section table ul"
    .split()
)  # fmt: skip
_INSIDE = {  # what may only stand there
    "li": {"ul", "ol"}, "dd": {"dl", "div"}, "dt": {"dl", "div"}, "td": {"tr"}, "th": {"tr"},
    "tr": {"thead", "tbody", "tfoot"}, "col": {"colgroup"}, "title": {"head"}, "meta": {"head"}, "head": {"html"},
    "body": {"html"}, **dict.fromkeys(("caption", "colgroup", "thead", "tbody", "tfoot"), frozenset({"table"})),
}  # fmt: skip
_ONLY = {  # what nothing else may stand in
    "html": {"head", "body"}, "head": {"title", "meta"}, "title": set(), "tr": {"td", "th"}, "colgroup": {"col"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"},
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"tr"})),
}  # fmt: skip
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WORDLESS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup", "html", "head"})


def read_strictly(html: str) -> Element | None:
    """The tree of a document that begins with <html>; None where the full reader must see to it."""
    html = _DOCTYPE.sub("", html, count=1)
    if _ODD.search(html) or not html.startswith("<html"):
        return None
    try:
        root = fromstring(_ENTITY.sub(_character, _VOIDS.sub(r"<\1\2/>", html)))
    except (ParseError, KeyError):
        return None
    if [child.tag for child in root] != ["head", "body"] or not _is_plain(root):
        return None
    root.text = None  # before <head>, the standard drops white space; behind </body> it belongs to the body
    _at_the_end(root[1], html[len(html.rstrip()) :])
    return root


def _character(found: re.Match[str]) -> str:
    return found[0] if found[1] in _XML else _escaped(html5[f"{found[1]};"])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _is_plain(root: Element) -> bool:
    """Whether no element calls for a rule of recovery where it stands."""
    waiting = [(root, "", False, False)]  # with the name of its parent; inside a paragraph, a link
    while waiting:
        element, parent, paragraph, link = waiting.pop()
        name = element.tag
        if parent:
            known = name in _WORDS or name in _BLOCKS or name in _INSIDE
            if not known or parent not in _INSIDE.get(name, {parent}) or name not in _ONLY.get(parent, {name}):
                return False
            if (paragraph and name not in _WORDS) or (link and name == "a"):
                return False
            if name in _HEADINGS and parent in _HEADINGS:
                return False
        if name in _WORDLESS and (_says(element.text) or any(_says(child.tail) for child in element)):
            return False
        if _XML_LANG in element.attrib:
            element.set("xml:lang", element.attrib.pop(_XML_LANG))
        if not all(key.islower() for key in element.attrib):
            return False
        paragraph = paragraph or name == "p"
        link = link or name == "a"
        waiting += [(child, name, paragraph, link) for child in element]
    return True


def _says(text: str | None) -> bool:
    return bool((text or "").strip(" \t\n"))


def _at_the_end(body: Element, behind: str) -> None:
    rest, body.tail = (body.tail or "") + behind, None
    if not rest:
        return
    if len(body):
        body[-1].tail = (body[-1].tail or "") + rest
    else:
        body.text = (body.text or "") + rest
