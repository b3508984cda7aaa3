"""The portal's addresses. There is no ``/django-admin/`` and no write API."""

from pathlib import Path

from django.conf import settings
from django.db.transaction import non_atomic_requests
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from home import statements
from portal.core import sitemaps, well_known
from portal.core import views as core_views
from portal.sop import views as sop_views
from ppid.information.catalogue import dcat
from search import views as search_views

# Reading takes no transaction: on SQLite each would take the one write lock.
urlpatterns = [
    path("healthz", non_atomic_requests(core_views.healthz), name="healthz"),
    path(".well-known/security.txt", non_atomic_requests(well_known.security_txt), name="security_txt"),
    path("robots.txt", non_atomic_requests(core_views.robots), name="robots"),
    path("sitemap.xml", non_atomic_requests(sitemaps.index), name="sitemap"),
    path("sitemap-layanan.xml", non_atomic_requests(sitemaps.services), name="sitemap_services"),
    path("sitemap-halaman-<int:number>.xml", non_atomic_requests(sitemaps.part), name="sitemap_part"),
    path("gaya/", non_atomic_requests(core_views.patterns)),
    path("data.json", non_atomic_requests(dcat.show), name="dcat"),
    path("data-konteks.jsonld", non_atomic_requests(dcat.context), name="dcat_context"),
    path("aksesibilitas/", non_atomic_requests(statements.accessibility), name="accessibility"),
    path("privasi/", non_atomic_requests(statements.privacy), name="privacy"),
    path("cari/", non_atomic_requests(search_views.search), name="search"),
    path("permohonan/", include("ppid.requests.urls")),
    path("keberatan/", include("ppid.requests.objecting.urls")),
    path("ppid/", include("ppid.requests.account.urls")),
    path("survei/", include("ppid.survey.urls")),
    # Before Wagtail's own: after logging in, officials land on their desk.
    path("admin/login/", sop_views.LoginView.as_view()),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(decorate_urlpatterns(wagtaildocs_urls.urlpatterns, non_atomic_requests))),
]

if settings.PORTAL_SERVES_MEDIA:
    # Sizes of pictures only: originals and documents are never given out as plain files.
    urlpatterns.append(
        re_path(
            r"^media/images/(?P<path>[^/]+)$",
            non_atomic_requests(serve_file),
            {"document_root": Path(settings.MEDIA_ROOT) / "images"},
        )
    )

urlpatterns.append(path("", include(decorate_urlpatterns(wagtail_urls.urlpatterns, non_atomic_requests))))

handler403 = "portal.core.views.permission_denied"
handler404 = "portal.core.views.page_not_found"
handler500 = "portal.core.views.server_error"
