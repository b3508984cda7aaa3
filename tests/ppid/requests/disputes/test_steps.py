"""The table of a dispute's steps: the exact list at every stage, and the way from registration to execution."""

import pytest

from ppid.requests.clocks import rules
from ppid.requests.disputes.steps import BY_CODE, CLOSED_STAGES, REGISTER, STEPS, Stage, possible

# Written by hand from UU 14/2008 Pasal 37-50 and PERKI 1/2013.
EXPECTED = {
    Stage.REGISTERED: ["begin", "summons", "ruling", "end"],
    Stage.BEGUN: ["summons", "mediation", "hearing", "ruling", "end"],
    Stage.MEDIATION: [
        "summons",
        "mediation-again",
        "mediation-extended",
        "mediation-agreed",
        "mediation-failed",
        "ruling",
        "end",
    ],
    Stage.ADJUDICATION: ["summons", "hearing", "ruling", "end"],
    Stage.RULED: ["suit", "become-final"],
    Stage.COURT: ["summons", "court-ruling", "suit-withdrawn"],
    Stage.COURT_RULED: ["cassation", "become-final"],
    Stage.CASSATION: ["summons", "cassation-ruling", "suit-withdrawn"],
    Stage.FINAL: ["execute", "end-without-duty"],
    Stage.EXECUTED: [],
    Stage.ENDED: [],
}


@pytest.mark.parametrize("stage", Stage)
def test_exactly_these_steps_may_follow(stage):
    assert [step.code for step in possible(stage)] == EXPECTED[stage]


def test_a_mediation_is_extended_once():
    assert "mediation-extended" not in [step.code for step in possible(Stage.MEDIATION, {"mediation-extended"})]


def test_every_stage_can_be_left_or_is_the_end():
    for stage in set(Stage) - CLOSED_STAGES:
        assert any(step.target and step.target != stage for step in possible(stage)), stage


@pytest.mark.parametrize("step", [step for step in (REGISTER, *STEPS) if step.clock], ids=lambda step: step.code)
def test_each_clock_is_one_of_the_law_and_started_by_that_event(step):
    assert step.start_event in rules.clock(step.clock).starts


def test_every_term_of_the_dispute_is_started_by_some_step():
    assert {step.clock for step in (REGISTER, *STEPS)} - {""} == {"C09", "C10", "C11", "C12", "C22", "C23"}


def test_codes_are_told_apart():
    assert len(BY_CODE) == len(STEPS)
