"""Turning an SOP file into positions, groups, tasks and workflows.

Installing twice changes nothing. A revised SOP is a new version beside the old one: new submissions take the new
flow, what is under way ends by the flow it began with.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from portal.officials.models import Position

from .definition import FlowDefinition, RoleDefinition, SopDefinition, StepDefinition
from .models import DisposeTask, EditTask, Flow, JudgeTask, PublishTask, Sop, Step

_TASK_TYPES = {"dispose": DisposeTask, "edit": EditTask, "judge": JudgeTask, "publish": PublishTask}
_WRITER_PAGE_PERMISSIONS = ("add_page", "change_page")
# Wagtail names these by its own models, whatever class the pictures and documents are of.
_WRITER_MEDIA_PERMISSIONS = ("add_image", "choose_image", "add_document", "choose_document")


class VersionConflict(ValueError):
    """The file differs from the installed SOP of the same number and version."""


@transaction.atomic
def install(definition: SopDefinition) -> bool:
    """Install this SOP; returns whether anything had to be made. Raises ``VersionConflict``."""
    installed = Sop.objects.filter(number=definition.number, version=definition.version).first()
    if installed is None:
        positions = _positions(definition.roles)
        sop = _new_version(definition, positions)
        _retire_stock_moderation()
    elif installed.digest != definition.digest:
        raise VersionConflict(
            f"SOP {definition.number} versi {definition.version} sudah terpasang dengan isi yang berbeda. "
            "Naikkan nomor versinya, lalu pasang kembali."
        )
    else:
        sop = installed
    for flow in sop.flows.current():
        for page in _pages_of(flow.tree) if flow.tree else ():
            _attach(flow, page)
        if flow.sheet:
            _attach_sheet(flow)
    return installed is None


def attach_flow_beginning_at(page: Page) -> None:
    """A page was made at which a flow begins (the news index, the home page): let the flow govern it."""
    for flow in Flow.objects.current():
        if page._meta.label.lower() == flow.tree.lower():
            _attach(flow, page)


# --- people ------------------------------------------------------------------------------------------------


def _positions(roles: tuple[RoleDefinition, ...]) -> dict[str, Position]:
    positions: dict[str, Position] = {}
    for role in roles:
        positions[role.code] = position = _position(role)
        position.group.permissions.add(*_office_permissions())
    for role in roles:
        position = positions[role.code]
        if role.superior and position.superior is None:
            position.superior = positions[role.superior]
            position.save(update_fields=["superior"])
    return positions


def _position(role: RoleDefinition) -> Position:
    """The position of this code. Another SOP or the agency itself may have named it already: that name stays."""
    position = Position.objects.filter(code=role.code).first() or Position(
        code=role.code, name=role.name, single_holder=not role.many
    )
    if position.group is None:
        position.group, _ = Group.objects.get_or_create(name=role.name)
        position.save()
    return position


def _office_permissions() -> models.QuerySet[Permission]:
    """Every role enters the admin and reads the step register; everything else comes from the rules."""
    return Permission.objects.filter(codename__in=["access_admin", "view_steprecord"])


# --- a new version -------------------------------------------------------------------------------------------


def _new_version(definition: SopDefinition, positions: Mapping[str, Position]) -> Sop:
    sop = Sop.objects.create(
        number=definition.number,
        version=definition.version,
        title=definition.title,
        head=definition.head,
        digest=definition.digest,
    )
    for flow_definition in definition.flows:
        _superseded_by(flow_definition).update(is_current=False)
        _new_flow(sop, flow_definition, positions)
    return sop


def _superseded_by(definition: FlowDefinition) -> models.QuerySet[Flow]:
    """The flow that governed so far what this one governs from now on."""
    current = Flow.objects.current().filter(tree=definition.tree)
    return current if definition.tree else current.filter(sheet=definition.sheet)


def _new_flow(sop: Sop, definition: FlowDefinition, positions: Mapping[str, Position]) -> None:
    name = f"{sop.number} v{sop.version} – alur {definition.code}: {definition.name}"
    flow = Flow.objects.create(
        sop=sop,
        code=definition.code,
        name=definition.name,
        tree=definition.tree,
        sheet=definition.sheet,
        workflow=Workflow.objects.create(name=name),
        author=positions[definition.author],
        take_down=positions.get(definition.take_down),
    )
    workflows = {step.order: flow.workflow for step in definition.task_steps}
    if definition.sheet_steps:
        opening, *passing = definition.sheet_steps
        flow.opener = positions[opening.role]
        flow.sheet_workflow = Workflow.objects.create(name=f"{name} (disposisi)")
        flow.save()
        workflows |= {step.order: flow.sheet_workflow for step in passing}
    for step in definition.steps:
        _new_step(flow, step, positions[step.role], workflows.get(step.order))


def _new_step(flow: Flow, definition: StepDefinition, position: Position, workflow: Workflow | None) -> None:
    """A row of the SOP, with the task that runs it if it is one that a workflow runs."""
    task: Task | None = None
    if workflow is not None:
        name = f"{definition.order}. {definition.title} – {position.name}"
        task = _TASK_TYPES[definition.kind].objects.create(name=name)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=definition.order)
    Step.objects.create(
        flow=flow,
        order=definition.order,
        position=position,
        kind=definition.kind,
        title=definition.title,
        activity=definition.activity,
        inputs=definition.inputs,
        shortest=definition.shortest,
        longest=definition.longest,
        output=definition.output,
        may_declare_unfit=definition.may_declare_unfit,
        definitive_only=definition.definitive_only,
        task=task.task_ptr if task else None,
    )


# --- the tree ------------------------------------------------------------------------------------------------


def _pages_of(label: str) -> models.QuerySet[Page]:
    app_label, model = label.lower().split(".")
    return Page.objects.filter(content_type__app_label=app_label, content_type__model=model)


def _attach(flow: Flow, page: Page) -> None:
    """Let the flow moderate everything from this page down, and let its writers in."""
    WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": flow.workflow})
    group = flow.author.group
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=_WRITER_PAGE_PERMISSIONS
    ):
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)
    editors = {step.position.group for step in flow.steps.filter(kind=Step.Kind.EDIT).select_related("position__group")}
    root = Collection.get_first_root_node()
    for writers in {group, *editors}:
        for permission in Permission.objects.filter(
            content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=_WRITER_MEDIA_PERMISSIONS
        ):
            GroupCollectionPermission.objects.get_or_create(group=writers, collection=root, permission=permission)


def _attach_sheet(flow: Flow) -> None:
    content_type = ContentType.objects.get_by_natural_key(*flow.sheet.lower().split("."))
    WorkflowContentType.objects.update_or_create(content_type=content_type, defaults={"workflow": flow.sheet_moderator})
    if not apps.get_model(flow.sheet).is_read_by_every_step:
        return
    reading = Permission.objects.get(content_type=content_type, codename=f"view_{content_type.model}")
    for step in flow.steps.select_related("position__group"):
        step.position.group.permissions.add(reading)


def _retire_stock_moderation() -> None:
    """Wagtail comes with a workflow on the root and with groups that may publish: neither belongs to an SOP."""
    WorkflowPage.objects.filter(page__depth=1).exclude(workflow__sop_flow__isnull=False).delete()
    Workflow.objects.filter(sop_flow=None, sop_sheet_flow=None, workflow_pages=None).update(active=False)
    GroupPagePermission.objects.filter(group__position=None, page__depth=1).delete()
    # What is left of it stands in the reports' filters.
    for stock in (Task, Workflow):
        stock.objects.filter(name="Moderators approval").update(name="Persetujuan moderator (bawaan)")
