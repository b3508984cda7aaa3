"""Hooks into the admin, each named by the rule that it keeps."""

from __future__ import annotations

import json

from django.urls import reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.admin.widgets.button import HeaderButton

from portal.core.refusal import Refusal

from . import acting, desk, turns, urls
from .models import StepRecord
from .panels import OwnDraftsPanel, WaitingPanel
from .quality.views import may_read
from .takedown import may_take_down
from .viewsets import StepRecordViewSet

_STOCK_PANELS = (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)


@hooks.register("register_admin_urls")
def the_desk_has_its_addresses():
    return urls.urlpatterns


@hooks.register("register_admin_viewset")
def the_register_can_be_read():
    return StepRecordViewSet("buku_kendali")


@hooks.register("register_admin_menu_item")
def the_desk_stands_first_in_the_menu():
    return MenuItem("Meja kerja", reverse("sop_desk"), name="meja", icon_name="tasks", order=10)


class QualityMenuItem(MenuItem):
    """Shown to who may read the register."""

    def is_shown(self, request):
        return may_read(request.user)


@hooks.register("register_reports_menu_item")
def the_quality_book_stands_among_the_reports():
    return QualityMenuItem("Mutu dan waktu baku", reverse("sop_quality"), name="mutu", icon_name="history", order=10)


@hooks.register("construct_homepage_panels")
def what_waits_comes_most_overdue_first(request, panels):
    panels[:] = [panel for panel in panels if not isinstance(panel, _STOCK_PANELS)]
    panels += [WaitingPanel(), OwnDraftsPanel()]


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def a_stale_or_malformed_act_is_refused_in_words(request, subject):
    """A tab that outlived its workflow, or a tampered form, would be an error 500 (hole H16, docs/rules.md)."""
    if request.method != "POST" or not request.POST.get("action-workflow-action"):
        return
    if getattr(subject, "current_workflow_task", None) is None:
        raise Refusal("Naskah ini tidak lagi dalam alur SOP. Muat ulang halaman untuk melihat keadaannya sekarang.")
    try:
        data = json.loads(request.POST.get("workflow-action-extra-data", "{}"))
    except ValueError:
        data = None
    if "workflow-action-name" not in request.POST or not isinstance(data, dict):
        raise Refusal("Tindakan itu tidak dapat dibaca. Muat ulang halaman, lalu coba lagi.")


@hooks.register("before_edit_page", order=-1)
def the_editor_waits_for_its_turn(request, page):
    """Two who submit, or one who writes while another decides, would else both be served (rule 5)."""
    if request.method == "POST":
        turns.take_turn_in_editor(page)


@hooks.register("before_edit_page")
def only_its_writer_withdraws_a_text(request, page):
    """Wagtail lets approvers cancel a workflow too, and so return a text without a reason (rule 5)."""
    state = page.current_workflow_state
    wants_to = request.POST.get("action-cancel-workflow") or request.POST.get("action-restart-workflow")
    if wants_to and state is not None and request.user.pk not in (state.requested_by_id, page.owner_id):
        raise Refusal("Hanya penulis atau pengaju naskah yang dapat menariknya. Pejabat mengembalikan dengan alasan.")


@hooks.register("before_edit_page")
def a_returned_text_tells_its_reason(request, page):
    """The writer reads why his text came back before he reads the text."""
    if request.method != "GET" or page.workflow_in_progress:
        return
    last = StepRecord.objects.about(page).exclude(task_state_id=None).order_by("-finished_at").first()
    how = last and StepRecord.SENT_BACK.get(last.outcome)
    if how:
        who = f"{last.actor_name} ({last.office})" if last.office else last.actor_name
        messages.warning(request, f"{how.capitalize()} oleh {who}: {last.comment}")


class DecideMenuItem(ActionMenuItem):
    """The way from the locked editor to the decision: a locked form could not carry it."""

    name = "action-decide"
    label = "Putuskan langkah ini"
    icon_name = "check"

    def is_shown(self, context):
        return self.get_url(context) is not None

    def get_url(self, parent_context):
        page = parent_context.get("page")
        task_state = page.current_workflow_task_state if page and page.pk else None
        if task_state is None or not acting.may_act(task_state, parent_context["request"].user):
            return None
        return desk.decision_url(task_state.pk)


@hooks.register("register_page_action_menu_item")
def a_step_can_be_decided_from_the_editor():
    return DecideMenuItem(order=0)


@hooks.register("register_page_header_buttons")
def a_page_can_be_taken_down_by_who_answers_for_it(page, user, view_name, next_url=None):
    if may_take_down(page, user):
        yield HeaderButton(
            "Turunkan dari situs",
            reverse("sop_take_down", args=[page.pk]),
            icon_name="download",
            priority=60,
        )
