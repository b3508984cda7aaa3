"""Wagtail's task, once per kind of act. Roles differ by the step's position, people by group and appointment."""

from __future__ import annotations

from django.utils.functional import cached_property
from wagtail.models import Page, Task

from portal.core.policy import page_policy
from portal.sop.locks import StepLock


class SopTask(Task):
    """A step of the SOP as Wagtail runs it. Every decision is asked of the rule modules, none is made here."""

    lock_class = StepLock
    admin_form_fields = ["name"]

    class Meta:
        abstract = True

    @cached_property
    def step(self):
        """The SOP's row for this task, or ``None`` for a task that somebody made by hand: that one moves nothing."""
        from .definition import Step

        return Step.objects.select_related("position", "flow__sop").filter(task_id=self.pk).first()

    def start(self, workflow_state, user=None):
        from portal.sop import rounds

        first = rounds.first_task_of_new_round(workflow_state)
        if first is not None and first.pk != self.pk:
            return first.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)

    def on_action(self, task_state, user, action_name, **data):
        from portal.sop import acts

        acts.carry_out(task_state, user, action_name, data)

    def get_actions(self, obj, user):
        from portal.sop import acts

        task_state = obj.current_workflow_task_state
        if task_state is None or task_state.task_id != self.pk:
            return []
        return acts.menu(self.step, task_state, user)

    def get_form_for_action(self, action):
        from portal.sop.forms import form_for

        return form_for(self.step, action)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        from portal.sop import acting

        return acting.waiting_for(user).filter(task_id=self.pk)

    def user_can_access_editor(self, obj, user):
        from portal.sop import acting

        return self.step is not None and acting.hat_for(self.step, user) is not None

    def locked_for_user(self, obj, user):
        from portal.sop import acting

        task_state = obj.current_workflow_task_state
        if isinstance(obj, Page) and page_policy().may_publish_directly(user, obj):
            return False
        if self.step is None or self.step.freezes_text or task_state is None:
            return True
        return bool(acting.why_not_on(task_state, user))


class DisposeTask(SopTask):
    """The role passes a disposition sheet down with an instruction of its own (flow A steps 2 to 4)."""

    class Meta:
        verbose_name = "langkah disposisi"
        verbose_name_plural = "langkah disposisi"

    def user_can_access_editor(self, obj, user):
        return False

    @classmethod
    def get_description(cls):
        return "Pemegang peran meneruskan lembar disposisi dengan arahannya."


class EditTask(SopTask):
    """The role's work is to change the text and pass it on (flow B steps 2 and 3)."""

    class Meta:
        verbose_name = "langkah penyuntingan"
        verbose_name_plural = "langkah penyuntingan"

    @classmethod
    def get_description(cls):
        return "Pemegang peran menyunting naskah lalu meneruskannya."


class JudgeTask(SopTask):
    """The role approves exactly the text that it sees, or returns it with a reason."""

    class Meta:
        verbose_name = "langkah penilaian"
        verbose_name_plural = "langkah penilaian"

    @classmethod
    def get_description(cls):
        return "Pemegang peran menyetujui naskah persis seperti yang dilihatnya, atau mengembalikannya."


class PublishTask(SopTask):
    """The role carries out what was judged (flow B steps 5 to 7)."""

    class Meta:
        verbose_name = "langkah penayangan"
        verbose_name_plural = "langkah penayangan"

    @classmethod
    def get_description(cls):
        return "Pemegang peran menayangkan naskah yang sudah disetujui."
