"""Colours that can be read on white paper and on a dark screen alike."""

from __future__ import annotations

import colorsys

# WCAG 2.2, 1.4.3: at this relative luminance a colour has 4.5:1 against pure white and against pure black.
BOTH = 0.179
CALM = 0.8  # a deep red that is only made lighter turns shrill


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of `#rrggbb`, 0–1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1–21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def on_both(colour: str) -> str:
    """The same hue at the lightness that reads on light and dark grounds."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    saturation *= CALM
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        if luminance(_hex(hue, middle, saturation)) < BOTH:
            low = middle
        else:
            high = middle
    return _hex(hue, (low + high) / 2, saturation)


def _hex(hue: float, lightness: float, saturation: float) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in colorsys.hls_to_rgb(hue, lightness, saturation))
