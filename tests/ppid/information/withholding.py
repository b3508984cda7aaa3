"""What people do about exempt information, as HTTP requests. Tests read as sentences made of these verbs."""

from __future__ import annotations

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from portal.officials.models import Official, Unit
from portal.sop.models import StepRecord
from ppid.information.models import ClassificationDecision, ConsequenceTest, DecisionEnding, InformationPage
from tests.conftest import make_official
from tests.core import files
from tests.sop.test_holes import EVERYBODY

ROLES = [*EVERYBODY, "atasan", "petugas-seunit", "petugas-lain"]
READERS = {"ppid", "kadis", "atasan", "petugas", "petugas-seunit"}
SECRET = files.pdf()
CANARY = "kenari"
"""In every private field of ``whole``; the public side must not know it."""


def a_unit(code: str = "yankes") -> Unit:
    return Unit.objects.get_or_create(code=code, defaults={"name": f"Bidang {code}"})[0]


def belongs_to(user, unit: Unit) -> None:
    Official.objects.update_or_create(user=user, defaults={"name": user.get_full_name(), "unit": unit})


def with_all_concerned(people: dict) -> dict:
    """Beside one person per role: the Atasan PPID, and Petugas of this unit and of another."""
    people["atasan"] = make_official("atasan", "atasan-ppid")
    for name, unit in (("petugas-seunit", "yankes"), ("petugas-lain", "lain")):
        people[name] = make_official(name, "petugas")
        belongs_to(people[name], a_unit(unit))
    belongs_to(people["petugas"], a_unit())
    return people


def whole(**changes) -> dict:
    """The form of a test that withholds patients' records, as a browser posts it."""
    return {
        "form_key": str(uuid4()),
        "subject": "Rekam medis pasien rawat inap",
        "document": f"Berkas rekam medis {CANARY}-dokumen",
        "document_kind": "record",
        "exempted_parts": f"Diagnosis dan identitas {CANARY}-bagian",
        "unit": str(a_unit().pk),
        "trigger": "before-request",
        "ground": "h2",
        "act": f"Undang-Undang Nomor 17 Tahun 2023 {CANARY}-undang",
        "article": f"Pasal {CANARY}",
        "consequence_if_opened": f"Rahasia terungkap {CANARY}-buka",
        "consequence_if_closed": f"Tidak ada {CANARY}-tutup",
        "public_interest": f"Tidak lebih besar {CANARY}-umum",
        "conclusion": "withhold",
        "ends_on": "2028-12-29",
        "period_text": "",
        "participants": f"Peserta {CANARY}-peserta\nPPID",
        "place": f"Samarinda {CANARY}-tempat",
        "tested_on": "2026-11-02",
        "supersedes": "",
        **changes,
    }


def compile_test(client: Client, do: str = "ajukan", **changes) -> ConsequenceTest | None:
    """Fill in the form and send it; ``None`` if the portal made no test of it."""
    before = set(ConsequenceTest.objects.values_list("pk", flat=True))
    client.post(reverse("information_open_test"), {**whole(**changes), "do": do})
    return ConsequenceTest.objects.exclude(pk__in=before).first()


def a_test_with_its_file(client: Client) -> ConsequenceTest:
    """A test that waits for the PPID, with the file that it withholds."""
    return compile_test(client, upload=SimpleUploadedFile("rahasia.pdf", SECRET, "application/pdf"))


def rewrite(client: Client, test: ConsequenceTest, do: str = "ajukan", **changes):
    test = ConsequenceTest.objects.get(pk=test.pk)
    form = {**whole(), "seen": test.latest_revision_id or "", **changes, "do": do}
    return client.post(reverse("information_edit_test", args=[test.pk]), form)


def waiting_state(test: ConsequenceTest) -> TaskState | None:
    return ConsequenceTest.objects.get(pk=test.pk).current_workflow_task_state


def waits_for(test: ConsequenceTest) -> str:
    state = waiting_state(test)
    return state.task.sop_step.position.code if state and state.status == TaskState.STATUS_IN_PROGRESS else ""


def judge(client: Client, test: ConsequenceTest, act: str = "approve", comment: str = "", task_state=None):
    task_state = task_state or waiting_state(test)
    return client.post(reverse("sop_decide", args=[task_state.pk]), {"act": act, "comment": comment})


def withheld(as_, **changes) -> ClassificationDecision:
    """A decision, made by everybody whose turn it is."""
    test = compile_test(as_("petugas"), **changes)
    judge(as_("ppid"), test)
    judge(as_("kadis"), test)
    return ClassificationDecision.objects.get(test=test)


def state_of(test: ConsequenceTest) -> tuple:
    """Everything that must not change when an act is refused."""
    return (
        list(ConsequenceTest.objects.order_by("pk").values("pk", "live", "subject", "latest_revision_id", "ends_on")),
        list(TaskState.objects.order_by("pk").values_list("pk", "status", "finished_by", "comment")),
        list(StepRecord.objects.order_by("pk").values_list("pk", "outcome", "actor", "finished_at")),
        list(ClassificationDecision.objects.order_by("pk").values()),
        list(DecisionEnding.objects.order_by("pk").values()),
        InformationPage.objects.count(),
    )
