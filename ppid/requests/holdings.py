"""The account of information service, as what the law asks for: there once it tells of anything."""

from portal.core.holdings import Service

from .models import AnnualReport, InformationRequest

STATISTICS = Service(
    "service_statistics",
    "Statistik layanan informasi publik",
    "account_statistics",
    lambda: InformationRequest.objects.exists(),
)
REPORTS = Service(
    "service_reports",
    "Laporan layanan informasi publik",
    "account_reports",
    lambda: AnnualReport.objects.filter(published_at__isnull=False).exists(),
)
