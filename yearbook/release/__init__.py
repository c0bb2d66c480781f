"""The release: a dated, sealed folder that brings the electronic book to the units, with proof of what was sent.

`make` builds it, `verify` re-checks it, `log` remembers who was given what. Nothing in a release needs this
program to be read: plain files, SHA256SUMS, a minisign signature, static catalogues and a page without scripts.
"""
