"""What every page of the portal shares, the agency's identity, and its pictures and documents."""

from .base_page import BasePage
from .counters import Counter
from .identity import AgencyIdentity
from .listed import ListedPage
from .mail import OutgoingMail
from .media import AgencyDocument, AgencyImage, AgencyRendition
from .private import PrivateFile, PrivateFileReading
from .sealed import SealedField
from .traces import Attempt, ExportRecord, RobotCaught

__all__ = [
    "AgencyDocument",
    "AgencyIdentity",
    "AgencyImage",
    "AgencyRendition",
    "Attempt",
    "BasePage",
    "Counter",
    "ExportRecord",
    "ListedPage",
    "OutgoingMail",
    "PrivateFile",
    "PrivateFileReading",
    "RobotCaught",
    "SealedField",
]
