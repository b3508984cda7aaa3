"""Rule 8: what may not wait is published directly by the PPID, and reviewed afterwards, on record.

The rule is the SOP's and is shown on the one page type that uses it; the PPID's own ways are in ``tests/ppid``.
"""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from portal.sop.models import StepRecord
from ppid.information.models import AlertIndexPage, AlertPage
from ppid.information.structure import ensure_structure
from tests import verbs
from tests.ppid.information.alert_pages import editor_form
from tests.sop.test_holes import EVERYBODY

pytestmark = pytest.mark.django_db


@pytest.fixture
def urgent(home, people):
    ensure_structure(home)
    page = AlertPage(title="Peringatan", slug="peringatan", live=False, owner=people["petugas"])
    AlertIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=people["petugas"], clean=False)
    return page


def publish(client, page, hazard="Segera."):
    data = editor_form(page.title, page.slug, hazard=hazard) | {"action-publish": "action-publish"}
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def test_the_ppid_publishes_at_once_and_the_review_follows(as_, people, urgent):
    publish(as_("ppid"), urgent)
    assert verbs.fresh(urgent).live
    assert verbs.fresh(urgent).hazard == "Segera."
    assert verbs.waits_for(urgent) == "timit"
    row = StepRecord.objects.about(urgent).get(outcome="published")
    assert (row.actor, row.office) == (people["ppid"], "PPID")


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "ppid"])
def test_nobody_else_publishes_directly(as_, urgent, who):
    publish(as_(who), urgent)
    assert not verbs.fresh(urgent).live


def test_the_ppid_publishes_nothing_else_directly(as_, people, home, draft):
    permission = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=people["ppid"].groups.get(), page=home, permission=permission)
    verbs.edit(as_("ppid"), draft, **{"action-publish": "action-publish"})
    assert not verbs.fresh(draft).live


def test_what_is_updated_at_once_is_reviewed_anew(as_, urgent):
    publish(as_("ppid"), urgent)
    verbs.act(as_("timit"), urgent)
    assert verbs.waits_for(urgent) == "webmaster"
    publish(as_("ppid"), urgent, "Pembaruan.")
    assert verbs.fresh(urgent).hazard == "Pembaruan."
    assert verbs.waits_for(urgent) == "timit"
    withdrawn = StepRecord.objects.about(urgent).get(outcome="withdrawn")
    assert (withdrawn.role, withdrawn.office) == ("webmaster", "PPID")


def test_the_finished_review_leaves_the_page_public_and_starts_no_other(as_, urgent):
    publish(as_("ppid"), urgent)
    for role in ("timit", "webmaster", "pejabat", "webmaster"):
        verbs.act(as_(role), urgent)
    assert verbs.fresh(urgent).live
    assert verbs.waits_for(urgent) == ""
    assert StepRecord.objects.about(urgent).filter(outcome="published").count() == 2
