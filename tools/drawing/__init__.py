"""Flat illustrations for the sample book: people and scenes drawn by program, the same bytes on every run."""
