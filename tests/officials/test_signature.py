"""The signature block is frozen on the day of signing."""

import json
from datetime import date

import pytest

from portal.officials.models import Official
from portal.officials.roles import Hat, hats_of
from portal.officials.signature import SignatureBlock, signature_block

from .conftest import ON


def test_an_acting_official_signs_with_his_prefix(user, official, appoint):
    appointment = appoint("plh")
    block = signature_block(hats_of(user, ON)[0], official, ON)
    assert block.lines() == (
        "Plh. Kepala Bidang Contoh,",
        "dr. Budi Contoh, M.Kes.",
        "Pembina (IV/a)",
        "NIP. 111111111111111111",
    )
    assert (block.appointment_id, block.signed_on) == (appointment.pk, ON)


def test_a_member_of_the_group_signs_without_prefix_and_what_is_not_known_is_left_out(position):
    block = signature_block(Hat(position), Official.objects.create(name="Siti Contoh"), ON)
    assert block.lines() == ("Kepala Bidang Contoh,", "Siti Contoh")
    assert block.appointment_id is None


def test_a_stored_block_does_not_follow_later_changes(user, official, position, appoint):
    appoint("plt")
    stored = json.dumps(signature_block(hats_of(user, ON)[0], official, ON).as_dict())
    before = SignatureBlock.from_dict(json.loads(stored))

    official.name, official.rank = "Dr. dr. Budi Contoh, M.Kes.", "Pembina Tingkat I (IV/b)"
    official.save()
    position.name = "Kepala Bidang yang Berganti Nama"
    position.save()

    after = SignatureBlock.from_dict(json.loads(stored))
    assert after == before
    assert after.lines()[:3] == (
        "Plt. Kepala Bidang Contoh,",
        "dr. Budi Contoh, M.Kes.",
        "Pembina (IV/a)",
    )
    assert signature_block(hats_of(user, ON)[0], official, ON) != before


def test_nobody_signs_by_the_appointment_of_another(official, position, appoint):
    hat = Hat(position, appoint("plh"))
    with pytest.raises(ValueError, match="somebody else"):
        signature_block(hat, Official.objects.create(name="Siti Contoh"), ON)


def test_nobody_signs_by_an_appointment_that_is_not_in_force(official, position, appoint):
    hat = Hat(position, appoint("plh"))
    with pytest.raises(ValueError, match="not in force"):
        signature_block(hat, official, date(2026, 6, 13))
