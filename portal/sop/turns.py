"""One act at a time on one text (docs/rules.md, rule 5).

Whatever moves a text begins by taking its turn: an official's act, the writer's editor, a sheet that is sent on, a
taking down. So the second of two people waits here until the first is done, reads what is true now, and is told; and
since all wait for the same row first, no two wait for each other. On SQLite the whole transaction does the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page

from portal.core.refusal import Refusal

if TYPE_CHECKING:
    from django.db.models import Model

TOO_LATE = (
    "Naskah ini baru saja diubah atau diteruskan dalam tindakan lain. Periksa keadaannya sekarang sebelum mencoba lagi."
)


def take_turn(model: type[Model], pk: int | str) -> None:
    """Wait until nobody else acts on this text; nobody will before this transaction ends."""
    # Rows that only refer to the text (a reader's subscription, say) are not held up by it.
    list(model._base_manager.select_for_update(no_key=True).filter(pk=pk).values_list("pk"))


def take_turn_in_editor(page: Page) -> None:
    """The same for what Wagtail's editor is about to do with ``page``. Raises ``Refusal`` if another was quicker.

    The editor has read the text already, and whether it is locked; it goes on with what it knows.
    """
    seen = _where_it_stands(page)
    take_turn(Page, page.pk)
    latest = Page.objects.values_list("latest_revision", flat=True).get(pk=page.pk)
    if latest != page.latest_revision_id or _where_it_stands(page) != seen:
        raise Refusal(TOO_LATE)


def _where_it_stands(page: Page) -> tuple[int, str, int | None] | None:
    state = page.current_workflow_state
    return state and (state.pk, state.status, state.current_task_state_id)
