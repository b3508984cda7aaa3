"""The whole SOP on a 360 px screen: down by disposition, up by approval, each official on his desk alone."""

import pytest

from news.models import NewsPage
from tests import verbs
from tests.browser.conftest import shoot
from tests.browser.test_story import TEXT, submit_story, type_story

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SUBJECT = "Contoh: Pekan imunisasi di kampung tepi sungai"


def pass_down(official, note: str, writer: str = "") -> None:
    official.goto("/admin/meja/")
    official.click(f"a:has-text('{SUBJECT}')")
    form = official.locator("form:has(button[value=approve])")
    form.get_by_label("Koordinasikan").check()
    form.locator("[name=comment]").fill(note)
    if writer:
        form.locator("[name=writer]").select_option(label=writer)
    form.locator("button[value=approve]").click()
    official.wait_for_selector("text=Tercatat")


def test_a_story_is_ordered_written_approved_and_read(browse):
    kadis = browse("kadis", width=360, scripts=False)
    kadis.goto("/admin/meja/")
    kadis.click("a:has-text('Buka lembar disposisi')")
    kadis.fill("[name=subject]", SUBJECT)
    kadis.fill("[name=sender]", "Puskesmas Contoh")
    kadis.fill("[name=note]", "Mohon dibuatkan berita.")
    kadis.get_by_label("Tindak lanjuti").check()
    shoot(kadis, "open-disposition-360")
    kadis.click("main button[type=submit]")
    kadis.wait_for_selector("text=sudah diteruskan")

    for role in ("kadivmin", "kabag"):
        pass_down(browse(role, width=360, scripts=False), f"Arahan {role}.")
    kasub = browse("kasub", width=360, scripts=False)
    kasub.goto("/admin/meja/")
    kasub.click(f"a:has-text('{SUBJECT}')")
    shoot(kasub, "dispose-360")
    pass_down(kasub, "Koordinasi dengan puskesmas.", writer="Contoh pelaksana")

    story = NewsPage.objects.get()
    writer = browse("pelaksana")
    writer.goto("/admin/meja/")
    writer.click(f"a:has-text('{SUBJECT}')")
    writer.wait_for_selector("text=Koordinasi dengan puskesmas.")
    writer.fill("#id_lead", "Imunisasi didekatkan kepada warga dengan perahu.")
    type_story(writer)
    submit_story(writer)
    assert verbs.waits_for(story) == "kasub"

    for role in ("kasub", "kabag", "kadivmin", "kadis"):
        official = browse(role, width=360, scripts=False)
        official.goto("/admin/meja/")
        official.click(f"a:has-text('{SUBJECT}')")
        official.click("button[value=approve]")
        official.wait_for_selector("text=Tercatat")

    citizen = browse(width=360)
    citizen.goto("/berita/")
    citizen.click(f"a:has-text('{SUBJECT}')")
    assert TEXT in citizen.inner_text("main")
