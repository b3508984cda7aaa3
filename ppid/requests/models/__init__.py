"""Requests, objections and disputes, with what belongs to a case: letters, dates, files, mails, history.

One place to import from; the modules follow the themes.
"""

from .account import AnnualReport, ReportMail
from .answers import CostLine, RequestedItem, Tariff
from .deadlines import Deadline
from .disputes import Dispute, DisputeStep
from .drafts import DraftFile, RequestDraft
from .files import RequestFile
from .history import HistoryRow
from .letters import Letter, SignedLetter
from .mail import RequestMail
from .notes import InternalNote, SavedFilter
from .objections import Objection
from .published import PublishedAnswer, RepeatedDemand
from .requests import InformationRequest, SearchTerm
from .traces import OfferUsed
from .tracking import TrackingSession

__all__ = [
    "AnnualReport",
    "CostLine",
    "Deadline",
    "Dispute",
    "DisputeStep",
    "DraftFile",
    "HistoryRow",
    "InformationRequest",
    "InternalNote",
    "Letter",
    "Objection",
    "OfferUsed",
    "PublishedAnswer",
    "RepeatedDemand",
    "ReportMail",
    "RequestDraft",
    "RequestFile",
    "RequestMail",
    "RequestedItem",
    "SavedFilter",
    "SearchTerm",
    "SignedLetter",
    "Tariff",
    "TrackingSession",
]
