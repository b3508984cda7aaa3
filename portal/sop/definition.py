"""The SOP file read into plain values, and everything that can be wrong with it said at once.

The file is the only place that knows an agency's SOP; another agency brings its own.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .standards import Duration

KINDS = ("dispose", "draft", "edit", "judge", "publish", "consequence")
# The kinds that are done on the text itself, each by a task of its own.
TASK_KINDS = ("edit", "judge", "publish")  # in the order in which a flow may have them


class DefinitionError(ValueError):
    """The SOP file contradicts itself; the message lists every fault, in Indonesian."""


@dataclass(frozen=True)
class RoleDefinition:
    code: str
    name: str
    superior: str = ""
    many: bool = False


@dataclass(frozen=True)
class StepDefinition:
    order: int
    role: str
    kind: str
    title: str
    activity: str
    inputs: str = ""
    shortest: str = ""
    longest: str = ""
    output: str = ""
    may_declare_unfit: bool = False
    definitive_only: bool = False


@dataclass(frozen=True)
class FlowDefinition:
    """A flow governs a tree of pages, which may begin with sheets going down; or, without a tree, the sheets alone."""

    code: str
    name: str
    steps: tuple[StepDefinition, ...]
    tree: str = ""
    sheet: str = ""
    take_down: str = ""

    @property
    def author(self) -> str:
        """The role that writes the text: the role of the drafting step."""
        return next(step.role for step in self.steps if step.kind == "draft")

    @property
    def task_steps(self) -> tuple[StepDefinition, ...]:
        """The steps on the text, one task each."""
        return tuple(step for step in self.steps if step.kind in TASK_KINDS)

    @property
    def sheet_steps(self) -> tuple[StepDefinition, ...]:
        """The steps on a disposition sheet. The first opens it; each of the others is a task."""
        return tuple(step for step in self.steps if step.kind == "dispose") if self.tree and self.sheet else ()


@dataclass(frozen=True)
class SopDefinition:
    number: str
    version: int
    title: str
    head: dict
    roles: tuple[RoleDefinition, ...]
    flows: tuple[FlowDefinition, ...]
    digest: str


def load_definition(path: Path) -> SopDefinition:
    """Read and check an SOP file. Raises ``DefinitionError`` with every fault found."""
    raw = path.read_bytes()
    data = tomllib.loads(raw.decode())
    head = dict(data["sop"])
    definition = SopDefinition(
        number=head.pop("number"),
        version=head.pop("version"),
        title=head.pop("title"),
        head={key: _plain(value) for key, value in head.items()},
        roles=tuple(RoleDefinition(**role) for role in data["roles"]),
        flows=tuple(_flow(flow) for flow in data["flows"]),
        digest=hashlib.sha256(raw).hexdigest(),
    )
    if faults := list(_faults(definition)):
        raise DefinitionError("\n".join(faults))
    return definition


def _flow(data: dict) -> FlowDefinition:
    return FlowDefinition(**{**data, "steps": tuple(StepDefinition(**step) for step in data["steps"])})


def _plain(value):
    """TOML dates as ISO text, so that the head can be kept as JSON."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _faults(definition: SopDefinition):
    codes = {role.code for role in definition.roles}
    for role in definition.roles:
        if role.superior and role.superior not in codes:
            yield f"Peran {role.code}: atasan “{role.superior}” tidak ada."
    for flow in definition.flows:
        yield from _flow_faults(flow, codes)


def _flow_faults(flow: FlowDefinition, codes: set[str]):
    where = f"Alur {flow.code}"
    if [step.order for step in flow.steps] != list(range(1, len(flow.steps) + 1)):
        yield f"{where}: nomor langkah harus berurutan mulai dari 1."
    if sum(step.kind == "draft" for step in flow.steps) != 1:
        yield f"{where}: harus ada tepat satu langkah penyusunan (draft)."
    if not any(step.kind == "judge" for step in flow.steps):
        yield f"{where}: harus ada langkah yang menilai (judge)."
    yield from (f"{where}: {fault}" for fault in _subject_faults(flow, codes))
    kinds = [step.kind for step in flow.task_steps]
    if kinds != sorted(kinds, key=TASK_KINDS.index):
        yield f"{where}: penyuntingan tidak boleh mengikuti penilaian, dan penilaian tidak boleh mengikuti penayangan."
    for step in flow.steps:
        yield from (f"{where} langkah {step.order}: {fault}" for fault in _step_faults(step, codes))


def _subject_faults(flow: FlowDefinition, codes: set[str]):
    """What the flow governs: a tree, with or without sheets before it, or sheets that are the text themselves."""
    disposes = any(step.kind == "dispose" for step in flow.steps)
    if not flow.tree and not flow.sheet:
        yield "sebutkan pohon halaman (tree) atau lembar (sheet) yang diaturnya."
    if flow.tree and flow.take_down not in codes:
        yield f"peran “{flow.take_down}” yang menurunkan halaman tidak ada."
    if flow.tree and flow.sheet and len(flow.sheet_steps) < 2:
        yield "lembar disposisi butuh sedikitnya dua langkah disposisi."
    if not flow.tree and (disposes or flow.take_down):
        yield "tanpa pohon halaman tidak ada disposisi dan tidak ada yang diturunkan."


def _step_faults(step: StepDefinition, codes: set[str]):
    if step.role not in codes:
        yield f"peran “{step.role}” tidak ada."
    if step.kind not in KINDS:
        yield f"jenis “{step.kind}” tidak dikenal."
    for text in filter(None, (step.shortest, step.longest)):
        try:
            Duration.parse(text)
        except ValueError as fault:
            yield str(fault)
