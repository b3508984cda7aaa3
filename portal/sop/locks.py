"""What the editor says while a text is held by a step of the SOP."""

from __future__ import annotations

from django.utils.html import format_html
from wagtail.locks import WorkflowLock


class StepLock(WorkflowLock):
    """Wagtail's workflow lock, telling in plain words who holds the text and why it cannot be changed."""

    def get_message(self, user):
        if not self.for_user(user) or self.task.step is None:
            return super().get_message(user)
        step = self.task.step
        reason = (
            "Sejak penilaian dimulai, naskah tidak dapat diubah oleh siapa pun."
            if step.freezes_text
            else "Hanya pemegang langkah ini yang dapat mengubah naskah."
        )
        return format_html(
            "Naskah ini sedang menunggu <b>langkah {} – {}</b> oleh <b>{}</b>. {}",
            step.order,
            step.title,
            step.position.name,
            reason,
        )

    def get_locked_by(self, user, can_lock=False):
        return "Dikunci oleh alur SOP"
