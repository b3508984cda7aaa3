"""Sizes of pictures are made on upload and on publication, never in a visitor's request."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Filter

from home.models import StandardPage
from news.models import NewsPage
from portal.core import renditions
from portal.core.models import AgencyImage, AgencyRendition

from .conftest import add_image


def draw(image, use: str, alt: str | None = None, **request) -> str:
    template = Template("{% load core_tags %}{% picture image use alt=alt %}")
    return template.render(Context({"image": image, "use": use, "alt": alt, "request": SimpleNamespace(**request)}))


def refuse(*args, **kwargs):
    raise AssertionError("a size was made in a visitor's request")


def test_every_size_is_made_after_an_upload(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = add_image("Vaksinasi")

    assert set(image.renditions.values_list("filter_spec", flat=True)) == set(renditions.SPECS)


def test_a_picture_deleted_before_its_turn_needs_no_size(db):
    renditions.make_renditions.call(12345)

    assert not AgencyRendition.objects.exists()


def test_a_lost_file_stops_neither_the_queue_nor_a_publication(home, image, caplog):
    image.file.storage.delete(image.file.name)
    page = home.add_child(instance=StandardPage(title="L", slug="l", live=False, body=[("picture", {"image": image})]))

    page.save_revision().publish()

    assert StandardPage.objects.get(pk=page.pk).live
    assert not image.renditions.exists()
    assert str(image.pk) in caplog.text


def test_publishing_makes_what_the_page_shows_wherever_it_shows_it(home, news_index):
    lead, inline, gallery, social = (add_image(name) for name in ("utama", "isi", "galeri", "bagikan"))
    body = [
        ("picture", {"image": inline}),
        ("gallery", {"title": "", "pictures": [{"image": gallery}]}),
    ]
    story = news_index.add_child(
        instance=NewsPage(
            title="B",
            slug="b",
            lead="x",
            date=date(2026, 1, 2),
            live=False,
            picture=lead,
            social_image=social,
            body=body,
        )
    )
    assert not AgencyRendition.objects.exists()

    story.save_revision().publish()

    for image in (lead, inline, gallery, social):
        assert image.renditions.count() == len(renditions.SPECS)


def test_a_visitor_who_sees_a_page_before_its_sizes_exist_makes_none(client, home, image, monkeypatch):
    monkeypatch.setattr(Filter, "run", refuse)
    page = home.add_child(instance=StandardPage(title="L", slug="l", body=[("picture", {"image": image})]))

    answer = client.get(page.url)

    assert answer.status_code == 200
    assert not AgencyRendition.objects.exists()
    assert "<img" not in answer.content.decode()


def test_a_visitor_gets_every_size_that_exists(client, home, image, monkeypatch):
    renditions.ensure_renditions([image])
    monkeypatch.setattr(Filter, "run", refuse)
    page = home.add_child(
        instance=StandardPage(title="L", slug="l", body=[("picture", {"image": image, "caption": "Ramai"})])
    )
    before = AgencyRendition.objects.count()

    html = client.get(page.url).content.decode()

    for width in (480, 800, 1200):
        assert f" {width}w" in html
    assert 'alt="Gambar Posyandu"' in html
    assert 'width="1200" height="750"' in html
    assert AgencyRendition.objects.count() == before


def test_an_editors_preview_may_make_sizes(image):
    html = draw(image, "body", is_preview=True)

    assert "<img" in html
    assert image.renditions.count() == len(renditions.SPECS)


def test_alternative_text_is_the_pictures_own_unless_told_otherwise(image):
    renditions.ensure_renditions([image])

    assert 'alt="Gambar Posyandu"' in draw(image, "card")
    assert 'alt=""' in draw(image, "card", "")
    assert 'alt="&lt;b&gt;"' in draw(image, "card", "<b>")


def test_a_small_picture_is_not_offered_twice_in_one_width(db):
    image = add_image("kecil", size=(300, 200))
    renditions.ensure_renditions([image])

    assert draw(image, "body").count("300w") == 1


def test_no_picture_draws_nothing(db):
    assert draw(None, "body").strip() == ""


@pytest.mark.parametrize("count", [1, 20])
def test_the_sizes_of_a_list_of_pictures_cost_one_query(db, django_assert_num_queries, count):
    for number in range(count):
        add_image(f"g{number}", size=(40, 30))
    renditions.ensure_renditions(AgencyImage.objects.all())
    images = list(AgencyImage.objects.all())

    with django_assert_num_queries(1):
        renditions.prefetch_for(images)
        assert all(renditions.existing(image, "card") for image in images)


def test_a_page_with_many_pictures_asks_as_often_as_a_page_with_few(client, home):
    images = [add_image(f"g{number}", size=(40, 30)) for number in range(12)]
    renditions.ensure_renditions(images)
    counts = []
    for number, some in enumerate((images[:2], images)):
        body = [("gallery", {"title": "", "pictures": [{"image": image} for image in some]})]
        body += [("picture", {"image": image}) for image in some]
        page = home.add_child(instance=StandardPage(title="L", slug=f"l{number}", body=body))
        client.get(page.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(page.url)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_another_process_that_remembers_a_replaced_picture_makes_its_sizes_all_the_same(image):
    renditions.ensure_renditions([image])
    # As if the rows were deleted by another process, whose cache is not ours.
    AgencyRendition.objects.filter(image=image)._raw_delete("default")

    renditions.ensure_renditions(AgencyImage.objects.filter(pk=image.pk))

    assert image.renditions.count() == len(renditions.SPECS)
