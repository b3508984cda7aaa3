"""Public information: what the agency must publish, list, announce, and with care withhold (UU 14/2008 Pasal 9-20)."""

from .alerts import AlertIndexPage, AlertMessage, AlertPage
from .editions import CataloguePage, Edition
from .exemptions import ClassificationDecision, ConsequenceTest, DecisionEnding, ExemptListPage
from .information import InformationDocument, InformationPage, InformationPageTag
from .intake import CatalogueImport
from .pages import Category, InformationIndexPage, PpidPage, SectionPage

__all__ = [
    "AlertIndexPage",
    "AlertMessage",
    "AlertPage",
    "CatalogueImport",
    "CataloguePage",
    "Category",
    "ClassificationDecision",
    "ConsequenceTest",
    "DecisionEnding",
    "Edition",
    "ExemptListPage",
    "InformationDocument",
    "InformationIndexPage",
    "InformationPage",
    "InformationPageTag",
    "PpidPage",
    "SectionPage",
]
