"""Finished files read back and judged before they replace the last good ones. Import from its modules."""
