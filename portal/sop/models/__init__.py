from .definition import Flow, Sop, Step
from .register import StepRecord
from .tasks import EditTask, JudgeTask, PublishTask, SopTask

__all__ = ["EditTask", "Flow", "JudgeTask", "PublishTask", "Sop", "SopTask", "Step", "StepRecord"]
