"""A portal with something public of every kind, and beside each of it what is not public yet, any more, or ever."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, CommentReply, Page

from portal.core.models import AgencyDocument, AgencyImage
from portal.core.renditions import ensure_renditions
from portal.officials.models import Appointment, Official, Position
from ppid.information.catalogue.editions import next_number
from ppid.information.exemptions.decisions import end
from ppid.information.models import AlertPage, DecisionEnding, InformationDocument, InformationPage
from search.models import DocumentText
from tests import verbs
from tests.core import files
from tests.news.sheets import open_sheet, pass_on
from tests.ppid.canary import Canaries
from tests.ppid.monev import furnishing as monev
from tests.ppid.requests import furnishing as requests
from tests.ppid.survey import furnishing as survey
from tests.watch import furnishing as watch

from . import withholding
from .alert_pages import announce, editor_form, update
from .catalogue_pages import add_file, make_page
from .intake_files import row, upload, xlsx_file

# In every text, public or not: who searches for it would find them all.
COMMON = "posyandu"
NIP = "198001012005011001"
APPROVERS = ("kasub", "kabag", "kadivmin", "kadis")
FLOW_B = ("timit", "webmaster", "pejabat", "webmaster")


@dataclass
class House:
    """``sing("place")`` is a text with a canary in it; ``as_`` gives browsers, ``people`` their users."""

    canaries: Canaries
    as_: object
    people: dict
    home: Page
    news_index: Page
    periodic: Page
    alerts: Page
    catalogue: Page
    exempt_list: Page

    def sing(self, place: str) -> str:
        return f"{COMMON} {self.canaries.sing(place)}"

    def furnish(self) -> None:
        self.news()
        self.pages_of_text()
        self.information()
        self.files()
        self.intake()
        self.exemptions()
        self.alert_pages()
        self.editions()
        self.offices()
        self.notes_in_the_editor()
        requests.furnish(self)
        survey.furnish(self)
        monev.furnish(self)
        watch.furnish(self)

    # --- each kind of page: public, corrected, being corrected, returned, taken down, deleted ---

    def news(self) -> None:
        writer, sing = self.as_("pelaksana"), self.sing
        for state in ("live", "corrected", "returned", "taken down", "draft", "deleted"):
            first = {"lead": sing(f"news, first text of {state}")} if state != "live" else {"lead": COMMON}
            title = f"Berita {state} {COMMON}" if state in ("live", "corrected") else sing(f"news, title of {state}")
            page = verbs.write_news(writer, self.news_index, title, slug=f"berita-{state.replace(' ', '-')}", **first)
            self._bring(page, state, APPROVERS, {"lead": COMMON}, {"lead": sing(f"news, correction of {state}")})
        sheet = open_sheet(self.as_("kadis"), **{name: sing(f"disposition, {name}") for name in ("subject", "note")})
        for level in ("kadivmin", "kabag"):
            pass_on(self.as_(level), sheet, comment=sing(f"disposition, {level}"))
        pass_on(self.as_("kasub"), sheet, comment=sing("disposition, kasub"), writer=self.people["pelaksana"].pk)

    def pages_of_text(self) -> None:
        for state in ("live", "corrected", "returned", "taken down", "draft", "deleted"):
            lead = COMMON if state == "live" else self.sing(f"text page, first text of {state}")
            page = verbs.write_standard_page(self.as_("petugas"), self.home, f"Halaman {state}", lead=lead)
            changed = {"lead": self.sing(f"text page, correction of {state}")}
            self._bring(page, state, FLOW_B, {"lead": COMMON}, changed)

    def information(self) -> None:
        unit = withholding.a_unit()
        withholding.belongs_to(self.people["petugas"], unit)
        for state in ("live", "corrected", "returned", "taken down", "draft", "deleted"):
            names = ("summary", "responsible", "made_at", "retention")
            first = {name: COMMON if state == "live" else self.sing(f"information {state}, {name}") for name in names}
            page = verbs.write_information(
                self.as_("petugas"), self.periodic, f"Informasi {state}", unit=unit.pk, **first
            )
            changed = {name: self.sing(f"information, correction of {state}, {name}") for name in names}
            document = self.document(f"information, document of {state}")
            self._bring(page, state, FLOW_B, dict.fromkeys(names, COMMON), changed)
            if state in ("corrected", "draft"):
                draft = verbs.fresh(page).get_latest_revision_as_object()
                draft.documents.add(InformationDocument(document=document, title=self.sing(f"title of it, {state}")))
                draft.save_revision()
        InformationPage.objects.update(guidance=self.sing("information, guidance"))
        add_file(make_page(self.periodic, 900, f"Profil {COMMON}"), "Profil")

    def _bring(self, page: Page, state: str, approvers: tuple[str, ...], public: dict, changed: dict) -> None:
        """Let ``page`` come into a state; what was public of a corrected page is ``public``."""
        writer = self.as_("pelaksana" if approvers == APPROVERS else "petugas")
        assert page is not None, state
        if state == "deleted":
            writer.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
            assert not Page.objects.filter(pk=page.pk).exists()
            return
        if state == "draft":
            verbs.edit(writer, page, **changed)
            return
        verbs.submit(writer, page, **(public if state in ("live", "corrected") else {}))
        if state == "returned":
            verbs.act(self.as_(approvers[0]), page, "reject", self.sing(f"reason of a return of page {page.pk}"))
            return
        for approver in approvers:
            verbs.act(self.as_(approver), page)
        assert verbs.fresh(page).live, state
        if state == "corrected":
            verbs.edit(writer, page, **changed)
        if state == "taken down":
            reason = {"comment": self.sing(f"reason of taking page {page.pk} down")}
            self.as_(approvers[-2] if approvers == FLOW_B else "kadis").post(
                reverse("sop_take_down", args=[page.pk]), reason
            )
            assert not verbs.fresh(page).live, state

    # --- files ---

    def document(self, place: str) -> AgencyDocument:
        """A document that no page shows: canaries in its title, its name, its content and its tags."""
        content = files.pdf() + f"% {self.sing(f'{place}, content')}\n".encode()
        name = f"{self.canaries.sing(f'{place}, file name')}.pdf"
        made = AgencyDocument.objects.create(title=self.sing(f"{place}, title"), file=ContentFile(content, name=name))
        made.tags.add(self.canaries.sing(f"{place}, tag"))
        return made

    def picture(self, place: str, **shown: str) -> AgencyImage:
        """A picture with canaries in its title, its file name and its data; ``shown`` is what readers get of it."""
        data = files.picture(comment=self.sing(f"{place}, comment in its data").encode())
        name = f"{self.canaries.sing(f'{place}, file name')}.jpg"
        return AgencyImage.objects.create(
            title=self.sing(f"{place}, title"), file=ContentFile(data, name=name), **shown
        )

    def files(self) -> None:
        unused = self.document("a document that nothing uses")
        # The text of a document stays as long as the document, whether or not a page still carries it.
        DocumentText.objects.create(document=unused, sha256="0" * 64, text=self.sing("the text of a document"))
        words = {name: self.sing(f"a picture that nothing uses, {name}") for name in ("description", "credit")}
        self.picture("a picture that nothing uses", **words)
        shown = self.picture("a picture that is public", description=COMMON)
        InformationPage.objects.filter(live=True).update(social_image=shown)
        ensure_renditions([shown])

    def intake(self) -> None:
        official = self.as_("ppid")
        for state, number in (("imported", 501), ("waiting", 502)):
            line = row(number, Judul=self.sing(f"{state} row, title"), Retensi=self.sing(f"{state} row, retention"))
            line[3] = withholding.a_unit().code
            name = f"{self.canaries.sing(f'{state} file, name')}.xlsx"
            answer = official.post(reverse("information_imports"), {"file": upload(xlsx_file([line]), name)})
            assert answer.status_code == 302, answer.context["form"].errors
            if state == "imported":
                official.post(answer.url, {"import": ""})
        assert InformationPage.objects.filter(number=501, live=False).exists()

    # --- what is withheld ---

    def exemptions(self) -> None:
        """A decision in force, one that was opened, a test that was returned, and one that nobody handed in."""
        private = (
            *("document", "exempted_parts", "act", "article", "consequence_if_opened", "consequence_if_closed"),
            *("public_interest", "participants", "place"),
        )
        decisions = []
        for state in ("in force", "opened"):
            usual = withholding.whole()
            answers = {name: f"{usual[name]} {self.sing(f'test {state}, {name}')}" for name in private}
            content = files.pdf() + f"% {self.sing(f'withheld file {state}, content')}\n".encode()
            name = f"{self.canaries.sing(f'withheld file {state}, name')}.pdf"
            test = withholding.compile_test(
                self.as_("petugas"), subject=f"Rekam medis {state}", upload=files.upload(content, name), **answers
            )
            assert test.withheld_file is not None
            purpose = {"purpose": self.sing(f"test {state}, why its file was read")}
            read = self.as_("ppid").post(reverse("information_withheld_file", args=[test.pk]), purpose)
            assert read.content == content
            withholding.judge(self.as_("ppid"), test, comment=self.sing(f"test {state}, note of the PPID"))
            withholding.judge(self.as_("kadis"), test, comment=self.sing(f"test {state}, note of the leader"))
            test.refresh_from_db()
            decisions.append(test.decision)
        today = timezone.localdate()
        end(decisions[1], DecisionEnding.Kind.OPENED, today, reason=self.sing("reason of the opening"))
        returned = withholding.compile_test(self.as_("petugas"), subject=self.sing("returned test, subject"))
        withholding.judge(self.as_("ppid"), returned, "reject", self.sing("returned test, reason"))
        withholding.compile_test(self.as_("petugas"), do="simpan", subject=self.sing("unfinished test, subject"))

    def alert_pages(self) -> None:
        """An alert in force whose first text was wrong, and one that nobody announced."""
        alert = announce(self.as_("ppid"), f"KLB {COMMON}", hazard=self.sing("alert, text before its correction"))
        update(self.as_("ppid"), alert)
        assert verbs.fresh(alert).live
        form = editor_form(self.sing("alert draft, title"), "peringatan-draf", area=self.sing("alert draft, area"))
        address = reverse("wagtailadmin_pages:add", args=["information", "alertpage", self.alerts.pk])
        self.as_("petugas").post(address, form)
        assert AlertPage.objects.filter(live=False).exists()

    def editions(self) -> None:
        self.canaries.watch(NIP, "NIP of who signs")
        Official.objects.create(name="Contoh Penanda Tangan", user=self.people["ppid"], employee_number=NIP)
        for page in (self.catalogue, self.exempt_list):
            decree = {"decree_number": "SK/1", "decree_date": "2026-01-02", "number": next_number(page)}
            self.as_("ppid").post(reverse("freeze_edition", args=[page.pk]), decree)

    def offices(self) -> None:
        Appointment.objects.create(
            position=Position.objects.get(code="kadis"),
            official=Official.objects.create(name="Contoh Pengganti"),
            kind=Appointment.Kind.PLT,
            valid_from=timezone.localdate(),
            decree_number=self.sing("decree of an appointment"),
        )

    def notes_in_the_editor(self) -> None:
        page = InformationPage.objects.live().first()
        comment = Comment.objects.create(
            page=page, user=self.people["petugas"], text=self.sing("comment in the editor"), contentpath="summary"
        )
        CommentReply.objects.create(comment=comment, user=self.people["ppid"], text=self.sing("reply to it"))
