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
