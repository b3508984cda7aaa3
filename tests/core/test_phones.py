"""Telephone numbers as people type them: each can be tapped, and whatever is no number stays as it is."""

import pytest

from portal.core import phones


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("0541 736003", "+62541736003"),
        ("(0541) 736003", "+62541736003"),
        ("0541-736003", "+62541736003"),
        ("0811.1234.5678", "+6281112345678"),
        ("+62 541 736003", "+62541736003"),
        ("021-500-567", "+6221500567"),
        ("081112345678", "+6281112345678"),
    ],
)
def test_a_number_is_dialled_from_everywhere(typed, dialled):
    assert phones.linked(typed) == f'<a href="tel:{dialled}">{typed}</a>'


def test_every_number_of_several_has_its_link_and_the_words_between_stay():
    assert phones.linked("0541 736003-5 / (0541) 736004 psw. 12") == (
        '<a href="tel:+62541736003">0541 736003</a>-5 / <a href="tel:+62541736004">(0541) 736004</a> psw. 12'
    )


@pytest.mark.parametrize("typed", ["", "119", "1500567", "belum ada", "0541", "736003", "+1 202 555 0100", "0" * 20])
def test_what_is_no_such_number_stays_as_it_is(typed):
    assert phones.linked(typed) == typed


def test_what_was_typed_cannot_become_markup():
    shown = phones.linked('<b>0541 736003</b>"')
    assert shown == '&lt;b&gt;<a href="tel:+62541736003">0541 736003</a>&lt;/b&gt;&quot;'


@pytest.mark.parametrize(
    ("number", "shown"),
    [("6281234567890", "+62 812 3456 7890"), ("628123456789", "+62 812 3456 789"), ("62541736003", "+62 541 7360 03")],
)
def test_a_whatsapp_number_is_read_in_fours(number, shown):
    assert phones.grouped(number) == shown
