"""Wagtail's own workflow mails are switched off: the SOP's notices (``notices.py``) take their place.

They would tell the wrong people (whoever submitted, superusers, members of a group) what our notices tell the right
ones, go out in the middle of the transaction, and be lost when the mail server is down.
"""

from __future__ import annotations

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

# Signal, sender and dispatch_uid as in wagtail/admin/signal_handlers.py.
STOCK_MAILS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def switch_off() -> None:
    """Take the stock receivers' places: a signal keeps one receiver per ``dispatch_uid``, the first.

    Disconnecting alone would do nothing where Wagtail's admin is made ready after this app.
    """
    for signal, sender, uid in STOCK_MAILS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(_say_nothing, sender=sender, dispatch_uid=uid)


def _say_nothing(**kwargs) -> None:
    """Stands where a stock mail stood."""
