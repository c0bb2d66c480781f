"""yearbook: from structured records of a congress to a print-ready book and an EPUB."""

__version__ = "0.1.0"
