"""Photos: found safely, judged before use, and brought to the size and colours an edition needs."""

from yearbook.images.batch import derive_all, warm
from yearbook.images.checks import check_portrait, check_resolution
from yearbook.images.derive import Derivative, Derived, ImageProfile, derive, placed_mm, source_ppi, target_px
from yearbook.images.find import PhotoFolder
from yearbook.images.inspect import PhotoInfo, inspect
from yearbook.images.output import CMYK_PROFILE, OutputProfile, is_cmyk_profile, output_profile

__all__ = [
    "CMYK_PROFILE",
    "Derivative",
    "Derived",
    "ImageProfile",
    "OutputProfile",
    "PhotoFolder",
    "PhotoInfo",
    "check_portrait",
    "check_resolution",
    "derive",
    "derive_all",
    "inspect",
    "is_cmyk_profile",
    "output_profile",
    "placed_mm",
    "source_ppi",
    "target_px",
    "warm",
]
