"""The official list of a decision held against the records that carry it: where do the two not agree?"""

from yearbook.reconcile.drafts import Plan, Refused, plan_drafts, write_drafts
from yearbook.reconcile.model import Difference, Draft, Holding, Kind, Place, Reconciliation, Row
from yearbook.reconcile.reading import read_list
from yearbook.reconcile.reconciling import reconcile
from yearbook.reconcile.render import LABELS, render_json, render_plan, render_text, summary

__all__ = [
    "LABELS",
    "Difference",
    "Draft",
    "Holding",
    "Kind",
    "Place",
    "Plan",
    "Reconciliation",
    "Refused",
    "Row",
    "plan_drafts",
    "read_list",
    "reconcile",
    "render_json",
    "render_plan",
    "render_text",
    "summary",
    "write_drafts",
]
