"""Files that are whole or not there: atomic writes, the publication of a build, the build lock, the cache."""

from yearbook.storage.atomic import create_bytes, sweep, sync_file, sync_folder, write_bytes
from yearbook.storage.cache import Cache
from yearbook.storage.code import code_digest
from yearbook.storage.hashes import file_hash
from yearbook.storage.housekeeping import Usage, clear, in_use, usage
from yearbook.storage.keys import PLAIN, Part, key
from yearbook.storage.lock import build_lock
from yearbook.storage.notes import note, noted
from yearbook.storage.problems import write_problem, writing
from yearbook.storage.publish import publish, published, recover, staging

__all__ = [
    "PLAIN",
    "Cache",
    "Part",
    "Usage",
    "build_lock",
    "clear",
    "code_digest",
    "create_bytes",
    "file_hash",
    "in_use",
    "key",
    "note",
    "noted",
    "publish",
    "published",
    "recover",
    "staging",
    "sweep",
    "sync_file",
    "sync_folder",
    "usage",
    "write_bytes",
    "write_problem",
    "writing",
]
