"""The portal's home page takes the place of Wagtail's welcome page, on the same row of the tree.

Turning the row instead of deleting it keeps the default site, which points at it. The site takes its address
from the settings, because canonical links, feeds and the sitemap are built from it.
"""

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations
from django.utils import timezone

WELCOME = {"title": "Welcome to your new Wagtail site!", "slug": "home"}
SECTIONS = [{"type": "newest_news", "value": {"heading": "Berita terbaru"}}]


def make_home(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    HomePage = apps.get_model("home", "HomePage")
    ContentType = apps.get_model("contenttypes", "ContentType")

    welcome = Page.objects.filter(depth=2, slug=WELCOME["slug"], content_type__model="page").first()
    if welcome is None:
        return
    home = HomePage(page_ptr=welcome, sections=json.dumps(SECTIONS))
    for field in Page._meta.concrete_fields:
        setattr(home, field.attname, getattr(welcome, field.attname))
    home.title = home.draft_title = "Beranda"
    home.content_type, _ = ContentType.objects.get_or_create(app_label="home", model="homepage")
    home.numchild = 1
    home.save()
    make_news_index(apps, home)
    # The tree's root stands in the admin's paths, and Wagtail names it in English.
    Page.objects.filter(depth=1, title="Root").update(title="Akar", draft_title="Akar")

    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site = apps.get_model("wagtailcore", "Site")
    Site.objects.filter(root_page_id=home.pk).update(
        hostname=address.hostname, port=port, site_name=settings.WAGTAIL_SITE_NAME
    )


def make_news_index(apps, home):
    # Historical models have none of the tree's methods, so the row says itself where it stands.
    ContentType = apps.get_model("contenttypes", "ContentType")
    content_type, _ = ContentType.objects.get_or_create(app_label="news", model="newsindexpage")
    now = timezone.now()
    apps.get_model("news", "NewsIndexPage").objects.create(
        title="Berita",
        draft_title="Berita",
        slug="berita",
        content_type=content_type,
        locale_id=home.locale_id,
        path=f"{home.path}0001",
        depth=home.depth + 1,
        url_path=f"{home.url_path}berita/",
        show_in_menus=True,
        live=True,
        first_published_at=now,
        last_published_at=now,
    )


def give_back_welcome(apps, schema_editor):
    HomePage = apps.get_model("home", "HomePage")
    Page = apps.get_model("wagtailcore", "Page")
    ContentType = apps.get_model("contenttypes", "ContentType")

    page_type = ContentType.objects.get(app_label="wagtailcore", model="page")
    Site = apps.get_model("wagtailcore", "Site")
    for home in HomePage.objects.all():
        Page.objects.filter(path__startswith=home.path, depth__gt=home.depth).delete()
        Page.objects.filter(pk=home.pk).update(
            title=WELCOME["title"], draft_title=WELCOME["title"], content_type=page_type, numchild=0
        )
        Site.objects.filter(root_page_id=home.pk).update(hostname="localhost", port=80, site_name="")
        home.delete(keep_parents=True)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("news", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(make_home, give_back_welcome)]
