"""Pango's layouts of text, set up with less work and freed again (private parts of WeasyPrint: the version is pinned).

WeasyPrint makes a layout for every piece of text it tries, and for each a context and the description of a font, which
are the same for all text of a kind; here they are made once for a set of fonts. And what asks for features of a font
(lining figures, kerning) is never freed there: a stretch of an award table leaves two megabytes behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

from yearbook.pdf.swap import swapped
from yearbook.values import dataclass

_FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
)  # fmt: skip
_KIND = (
    *_FEATURES, "font_style", "font_stretch", "font_weight", "font_size", "font_variation_settings",
    "font_language_override", "lang", "direction",
)  # fmt: skip
_METRICS = ("ascent", "underline_position", "strikethrough_position", "underline_thickness", "strikethrough_thickness")


@dataclass(frozen=True)
class _Kind:
    """What layouts of one kind of text share. features: as Pango reads them, nothing when there are none."""

    context: Any
    language: Any
    description: Any
    features: bytes

    @cached_property
    def metrics(self) -> dict[str, float]:
        """Of its lines through, above and below text, in px."""
        found = ffi.gc(
            pango.pango_context_get_metrics(self.context, self.description, self.language),
            pango.pango_font_metrics_unref,
        )
        return {name: getattr(pango, f"pango_font_metrics_get_{name}")(found) * FROM_UNITS for name in _METRICS}


_kinds: WeakKeyDictionary[Any, dict[tuple[Any, ...], _Kind]] = WeakKeyDictionary()  # by set of fonts


def kind_of(style: Any) -> _Kind:
    """What all layouts of this kind of text share: one object as long as the set of fonts is there."""
    kinds = _kinds.setdefault(style.font_config, {})
    values = (*(style[name] for name in _KIND), *style["font_family"])  # a list in SVG
    if values not in kinds:
        kinds[values] = _new_kind(style)
    return kinds[values]


def _new_kind(style: Any) -> _Kind:
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    named = style["font_language_override"]
    if told := style["lang"] if named == "normal" else LST_TO_ISO.get(named.lower(), named):
        word, _ = unicode_to_char_p(told)
        language = pango.pango_language_from_string(word)
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    features = font_features(*(style[name] for name in _FEATURES))
    spelt = ",".join(f"{name} {value}" for name, value in features.items()).encode()
    return _Kind(context, language, get_font_description(style), spelt)


def _set_up(layout: Any, style: Any) -> None:
    """In place of `Layout.setup`."""
    kind = kind_of(style)
    layout.style, layout.language, layout.first_line_direction = style, kind.language, 0
    layout.layout = made = ffi.gc(pango.pango_layout_new(kind.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(made, False)
    pango.pango_layout_set_font_description(made, kind.description)
    vars(layout).update(dict.fromkeys(_METRICS) if style["text_decoration_line"] == "none" else kind.metrics)
    if kind.features:
        # the layout holds the list, which goes with it and takes the attribute along
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(kind.features))
        pango.pango_layout_set_attributes(made, attributes)


@contextmanager
def set_up_with_less() -> Iterator[None]:
    """Inside, layouts are set up so; what comes of it is the same."""
    with swapped(line_break.Layout, setup=_set_up):
        yield
