"""Catalogues of the release that reading apps can browse: OPDS 1.2 (Atom) and OPDS 2.0 (JSON), as static files."""

from yearbook.release.opds.files import ATOM_ROOT, JSON_ROOT, catalogues

__all__ = ["ATOM_ROOT", "JSON_ROOT", "catalogues"]
