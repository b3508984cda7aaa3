"""The SOP as installed (``Sop``, ``Flow``, ``Step``), the tasks that run it, and what is written down of each run.

One place to import from; the modules follow the themes.
"""

from .definition import Flow, Sop, Step
from .notices import Notice
from .register import StepRecord
from .sheet import Sheet
from .tasks import DisposeTask, EditTask, JudgeTask, PublishTask, SopTask

__all__ = [
    "DisposeTask",
    "EditTask",
    "Flow",
    "JudgeTask",
    "Notice",
    "PublishTask",
    "Sheet",
    "Sop",
    "SopTask",
    "Step",
    "StepRecord",
]
