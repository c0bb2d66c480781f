"""Work in processes of their own, with limits of time and memory: what runs wild is killed and named.

Pool      processes that take task after task: a `concurrent.futures.Executor`
executor  the Pool, or the machines of a Dask cluster, by an address
run_jobs  a few long jobs that tell how far they are, upon the Pool
"""

from yearbook.workers.chained import then, together
from yearbook.workers.executors import BadAddress, check_address, executor
from yearbook.workers.jobs import Job, run_jobs
from yearbook.workers.loading import load
from yearbook.workers.parcels import Missing, Packer, Parcel, spelt
from yearbook.workers.pool import Pool
from yearbook.workers.processes import MEMORY_BYTES, SECONDS, give_back, preload, starting, uncollected
from yearbook.workers.side import side_by_side
from yearbook.workers.tasks import UNNAMED, JobFailed, Late, Unloadable, labelled, pack, unpack

__all__ = [
    "MEMORY_BYTES",
    "SECONDS",
    "UNNAMED",
    "BadAddress",
    "Job",
    "JobFailed",
    "Late",
    "Missing",
    "Packer",
    "Parcel",
    "Pool",
    "Unloadable",
    "check_address",
    "executor",
    "give_back",
    "labelled",
    "load",
    "pack",
    "preload",
    "run_jobs",
    "side_by_side",
    "spelt",
    "starting",
    "then",
    "together",
    "uncollected",
    "unpack",
]
