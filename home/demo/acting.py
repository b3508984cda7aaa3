"""Acting as the demonstration's people: the same acts, by the same rules, as those of real officials."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from wagtail.models import Page

from news.dispositions import Disposition
from portal.sop import takedown

People = dict[str, AbstractUser]

SHEET_OFFICIALS = ("kadivmin", "kabag", "kasub")
NEWS_OFFICIALS = ("kasub", "kabag", "kadivmin", "kadis")
INFORMATION_OFFICIALS = ("timit", "webmaster", "pejabat", "webmaster")


def write(parent: Page, page: Page, writer: AbstractUser) -> Page:
    """Save ``page`` as a draft of ``writer`` under ``parent``."""
    page.live, page.owner = False, writer
    parent.add_child(instance=page)
    page.save_revision(user=writer)
    return page


def rewrite(page: Page, writer: AbstractUser, **changes: object) -> Page:
    """Save a correction of ``page`` as a draft; what is public stays as it is."""
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision(user=writer, log_action=True)
    return draft


def submit(page: Page, writer: AbstractUser) -> None:
    page = _fresh(page)
    page.get_workflow().start(page, writer)


def approve(page: Page, official: AbstractUser) -> None:
    _act(page, official, "approve")


def return_(page: Page, official: AbstractUser, reason: str) -> None:
    _act(page, official, "reject", comment=reason)


def take_down(page: Page, official: AbstractUser, reason: str) -> None:
    takedown.take_down(_fresh(page), official, reason)


def pass_along(page: Page, people: People, officials: tuple[str, ...]) -> None:
    """Each of ``officials`` in turn approves."""
    for name in officials:
        approve(page, people[name])


def publish_information(page: Page, people: People) -> None:
    """The whole of flow B, from the Petugas to the public."""
    submit(page, people["petugas"])
    pass_along(page, people, INFORMATION_OFFICIALS)


def open_sheet(official: AbstractUser, **fields: object) -> Disposition:
    """Open a disposition sheet and pass it down."""
    sheet = Disposition.objects.create(live=False, **fields)
    sheet.send_on(official)
    return sheet


def dispose(sheet: Disposition, official: AbstractUser, **data: object) -> None:
    _act(sheet, official, "approve", **data)


def _act(subject: Page | Disposition, official: AbstractUser, name: str, **data: object) -> None:
    state = _fresh(subject).current_workflow_task_state
    state.task.specific.on_action(state, official, name, **data)


def _fresh(subject: Page | Disposition) -> Page | Disposition:
    """What is acted on as the database has it now: a page remembers its workflow state."""
    if isinstance(subject, Disposition):
        return Disposition.objects.get(pk=subject.pk)
    return Page.objects.get(pk=subject.pk).specific
