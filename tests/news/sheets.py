"""What people do with disposition sheets, as HTTP requests from the desk."""

from django.urls import reverse
from wagtail.models import TaskState

from news.models import Disposition, NewsPage
from portal.sop.models import StepRecord

INSTRUCTION = "Tindak lanjuti"


def sheet_form(**changes):
    return {
        "subject": "Pekan imunisasi",
        "sender": "Puskesmas Contoh",
        "letter_number": "440/1/2026",
        "letter_date": "2026-11-18",
        "received_on": "2026-11-19",
        "agenda_number": "77",
        "nature": "segera",
        "instructions": [INSTRUCTION],
        "note": "Mohon dibuatkan berita.",
        "due_on": "",
        **changes,
    }


def open_sheet(client, **changes):
    before = set(Disposition.objects.values_list("pk", flat=True))
    client.post(reverse("news_open_disposition"), sheet_form(**changes))
    return Disposition.objects.exclude(pk__in=before).first()


def waiting_state(sheet):
    return Disposition.objects.get(pk=sheet.pk).current_workflow_task_state


def waits_for(sheet) -> str:
    state = waiting_state(sheet)
    return state.task.sop_step.position.code if state and state.status == TaskState.STATUS_IN_PROGRESS else ""


def pass_on(client, sheet, act="approve", task_state=None, **data):
    task_state = task_state or waiting_state(sheet)
    data = {"instructions": [INSTRUCTION], "comment": "", "due": "", **data}
    return client.post(reverse("sop_decide", args=[task_state.pk]), {"act": act, **data})


def state_of(sheet):
    sheet = Disposition.objects.filter(pk=sheet.pk).first()
    return (
        sheet and sheet.live,
        sheet and sheet.subject,
        list(TaskState.objects.order_by("pk").values_list("pk", "status", "finished_by", "comment")),
        list(StepRecord.objects.order_by("pk").values_list("pk", "outcome", "actor", "details")),
        NewsPage.objects.count(),
    )
