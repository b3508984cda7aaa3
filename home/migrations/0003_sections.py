"""The home page's new sections, in the order in which citizens look for them; an editor's own order stays."""

import json

from django.db import migrations

import home.blocks

FORMER = [{"type": "newest_news", "value": {"heading": "Berita terbaru"}}]
SECTIONS = [
    {"type": "search", "value": {"heading": "Cari informasi"}},
    {"type": "tasks", "value": {"heading": "Apa yang Anda perlukan?", "services": None}},
    {"type": "newest_news", "value": {"heading": "Berita terbaru", "category": None}},
    {"type": "information", "value": {"heading": "Informasi publik"}},
    {"type": "figures", "value": {"heading": "Layanan informasi tahun ini"}},
    {"type": "contact", "value": {"heading": "Hubungi kami"}},
]


def replace(apps, former, wanted):
    for page in apps.get_model("home", "HomePage").objects.all():
        shown = [{"type": block["type"], "value": block["value"]} for block in page.sections.raw_data]
        if shown == former:
            page.sections = json.dumps(wanted)
            page.save(update_fields=["sections"])


class Migration(migrations.Migration):
    dependencies = [("home", "0002_home_page")]

    operations = [
        migrations.AlterField("homepage", "sections", home.blocks.SectionsField(blank=True, verbose_name="bagian")),
        migrations.RunPython(
            lambda apps, editor: replace(apps, FORMER, SECTIONS), lambda apps, editor: replace(apps, SECTIONS, FORMER)
        ),
    ]
