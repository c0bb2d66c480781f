"""Photos: found safely, judged before use, and brought to the size and colours an edition needs."""

from yearbook.images.batch import derive_all, warm
from yearbook.images.checks import check_portrait, check_resolution
from yearbook.images.derive import Derivative, Derived, ImageProfile, derive, placed_mm, source_ppi, target_px
from yearbook.images.find import PhotoFolder
from yearbook.images.inspect import PhotoInfo, inspect

__all__ = [
    "Derivative",
    "Derived",
    "ImageProfile",
    "PhotoFolder",
    "PhotoInfo",
    "check_portrait",
    "check_resolution",
    "derive",
    "derive_all",
    "inspect",
    "placed_mm",
    "source_ppi",
    "target_px",
    "warm",
]
