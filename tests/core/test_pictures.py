"""What is kept of an uploaded picture."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection, UploadedFile

from portal.core import renditions
from portal.core.models import AgencyImage
from portal.core.uploads import rebuild_picture

from . import files
from .files import upload

SECRETS = (b"KameraRahasia", b"Exif", b"script", b"<?php", b"xmpmeta")
HOSTILE = {
    "a page called jpg": (b"<html><script>alert(1)</script></html>", "foto.jpg"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "foto.svg"),
    "svg called png": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "foto.png"),
    "gif": (files.picture("GIF"), "foto.gif"),
    "bmp called jpg": (files.picture("BMP"), "foto.jpg"),
    "truncated": (files.picture(size=(800, 600), colour="red")[:-400], "foto.jpg"),
    "truncated png": (files.picture("PNG", size=(800, 600))[:-60], "foto.png"),
    "only a head": (files.picture()[:20], "foto.jpg"),
    "empty": (b"", "foto.jpg"),
    "too many pixels": (files.png_that_claims(9000, 9000), "foto.png"),
    "a bomb": (files.png_that_claims(60000, 60000), "foto.png"),
    "no name to speak of": (b"\x00\x01", "..jpg"),
}


def stored_bytes(image: AgencyImage) -> bytes:
    with image.file.storage.open(image.file.name) as file:
        return file.read()


@pytest.mark.parametrize(
    "content",
    [
        files.picture_with_position(),
        files.picture_with_comment(),
        files.picture() + files.PHP,
        files.picture("PNG") + files.SCRIPT,
        files.picture("WEBP", exif=b"Exif\x00\x00KameraRahasia", xmp=b"<x:xmpmeta/>"),
        files.picture(xmp=b"<x:xmpmeta>KameraRahasia</x:xmpmeta>"),
    ],
    ids=["position", "comment", "jpeg with php", "png with script", "webp with exif", "xmp"],
)
def test_of_an_upload_only_the_pixels_are_kept(db, content):
    image = AgencyImage.objects.create(title="x", description="x", file=ContentFile(content, name="foto.jpg"))

    kept = stored_bytes(image)
    assert not [secret for secret in SECRETS if secret in kept]
    assert (image.width, image.height) == (64, 48)
    with Image.open(files.BytesIO(stored_bytes(image))) as picture:
        assert picture.getpixel((5, 5))[2] == pytest.approx(0x62, abs=6)


def test_sizes_made_from_an_upload_carry_no_position_either(db):
    content = files.picture_with_position(size=(1400, 900))
    image = AgencyImage.objects.create(title="x", description="x", file=ContentFile(content, name="foto.jpg"))

    renditions.ensure_renditions([image])

    for rendition in image.renditions.all():
        with rendition.file.storage.open(rendition.file.name) as file:
            kept = file.read()
        assert not [secret for secret in SECRETS if secret in kept]


def test_a_picture_taken_sideways_is_stored_upright(db):
    image = AgencyImage.objects.create(
        title="x", description="x", file=ContentFile(files.picture_with_position(orientation=6), name="a.jpg")
    )

    assert (image.width, image.height) == (48, 64)
    with Image.open(files.BytesIO(stored_bytes(image))) as picture:
        assert picture.size == (48, 64)
        assert not picture.getexif()


def test_a_double_picture_of_a_phone_becomes_a_plain_jpeg():
    content = files.BytesIO()
    Image.new("RGB", (20, 10), "red").save(content, "MPO", save_all=True, append_images=[Image.new("RGB", (20, 10))])

    with Image.open(rebuild_picture(ContentFile(content.getvalue(), name="foto.jpg"))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (20, 10))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA"])
def test_every_kind_of_png_is_let_in(mode):
    content = files.BytesIO()
    Image.new(mode, (20, 10)).save(content, "PNG")

    with Image.open(rebuild_picture(ContentFile(content.getvalue(), name="a.png"))) as picture:
        assert (picture.format, picture.size) == ("PNG", (20, 10))


def test_a_picture_made_for_print_is_let_in():
    content = files.BytesIO()
    Image.new("CMYK", (20, 10)).save(content, "JPEG")

    with Image.open(rebuild_picture(ContentFile(content.getvalue(), name="a.jpg"))) as picture:
        assert picture.mode == "RGB"


def test_transparency_survives(db):
    content = files.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(content, "PNG")

    with Image.open(rebuild_picture(ContentFile(content.getvalue(), name="a.png"))) as picture:
        assert picture.getpixel((0, 0))[3] == 0


def test_the_name_of_a_file_says_what_is_in_it_and_nothing_else(db):
    image = AgencyImage.objects.create(
        title="x", description="x", file=ContentFile(files.picture("PNG"), name="../../rahasia-besar.php.jpg")
    )

    assert image.file.name.startswith("original_images/")
    assert image.file.name.endswith(".png")
    assert "rahasia" not in image.file.name


def test_two_pictures_of_one_name_have_names_that_nobody_can_guess(db):
    one, two = (
        AgencyImage.objects.create(title="x", description="x", file=ContentFile(files.picture(), name="a.jpg"))
        for _ in range(2)
    )
    renditions.ensure_renditions([one])

    key = one.filename.removesuffix(".jpg")
    assert len(key) >= 20
    assert key != two.filename.removesuffix(".jpg")
    assert all(rendition.file.name.startswith(f"images/{key[:16]}") for rendition in one.renditions.all())


@pytest.mark.parametrize(("content", "name"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_picture_is_refused_whatever_way_it_comes(db, content, name):
    with pytest.raises(ValidationError) as refusal:
        rebuild_picture(ContentFile(content, name=name))
    assert "gambar" in " ".join(refusal.value.messages).lower()


@pytest.mark.parametrize(("content", "name"), HOSTILE.values(), ids=HOSTILE)
def test_the_single_upload_says_in_indonesian_what_is_wrong(editor, content, name):
    answer = editor.post(
        "/admin/images/add/",
        {"title": "Foto", "description": "Sebuah foto", "file": upload(content, name), "collection": root().pk},
    )

    errors = answer.context["form"].errors
    assert set(errors) == {"file"}
    assert not AgencyImage.objects.exists()
    assert " is " not in str(errors) and "image" not in " ".join(errors["file"]).lower()


@pytest.mark.parametrize(("content", "name"), HOSTILE.values(), ids=HOSTILE)
def test_the_multiple_upload_says_in_indonesian_what_is_wrong(editor, content, name):
    answer = editor.post(
        "/admin/images/multiple/add/", {"title": "Foto", "files[]": upload(content, name), "collection": root().pk}
    ).json()

    assert answer["success"] is False
    assert answer["error_message"]
    assert not AgencyImage.objects.exists()
    assert not UploadedFile.objects.exists()


@pytest.mark.parametrize(("content", "name"), HOSTILE.values(), ids=HOSTILE)
def test_the_chooser_upload_says_in_indonesian_what_is_wrong(editor, content, name):
    answer = editor.post(
        "/admin/images/chooser/create/",
        {
            "image-chooser-upload-title": "Foto",
            "image-chooser-upload-description": "Sebuah foto",
            "image-chooser-upload-file": upload(content, name),
            "image-chooser-upload-collection": root().pk,
        },
    ).json()

    assert answer["step"] == "reshow_creation_form"
    assert not AgencyImage.objects.exists()


def test_a_picture_over_the_limit_is_refused_with_both_sizes(editor, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    content = files.picture(size=(900, 900)) + b"x" * 2000

    answer = editor.post(
        "/admin/images/add/",
        {"title": "Foto", "description": "Foto", "file": upload(content, "foto.jpg"), "collection": root().pk},
    )

    assert "terlalu besar" in answer.context["form"].errors["file"][0]
    assert not AgencyImage.objects.exists()


def test_a_picture_without_alternative_text_is_asked_for_it(editor):
    answer = editor.post(
        "/admin/images/add/",
        {"title": "Foto", "file": upload(files.picture(), "foto.jpg"), "collection": root().pk},
    )

    assert set(answer.context["form"].errors) == {"description"}
    assert not AgencyImage.objects.exists()


def test_the_single_upload_stores_the_rebuilt_file_and_its_size(editor):
    content = files.picture_with_position() + files.PHP
    editor.post(
        "/admin/images/add/",
        {"title": "Foto", "description": "Foto", "file": upload(content, "foto.jpg"), "collection": root().pk},
    )

    image = AgencyImage.objects.get()
    kept = stored_bytes(image)
    assert not [secret for secret in SECRETS if secret in kept]
    assert image.file_size == len(kept)


def test_the_multiple_upload_asks_for_the_alternative_text_and_then_stores_the_rebuilt_file(editor):
    content = files.picture_with_position() + files.PHP
    editor.post(
        "/admin/images/multiple/add/",
        {"title": "Foto", "files[]": upload(content, "foto.jpg"), "collection": root().pk},
    )
    waiting = UploadedFile.objects.get()
    assert not AgencyImage.objects.exists()

    prefix = f"uploaded-image-{waiting.pk}"
    editor.post(
        f"/admin/images/multiple/create_from_uploaded_image/{waiting.pk}/",
        {f"{prefix}-title": "Foto", f"{prefix}-description": "Sebuah foto", f"{prefix}-collection": root().pk},
    )

    image = AgencyImage.objects.get()
    kept = stored_bytes(image)
    assert image.description == "Sebuah foto"
    assert not [secret for secret in SECRETS if secret in kept]
    assert image.file_size == len(kept)


def test_replacing_the_file_rebuilds_it_and_makes_the_sizes_anew(editor, django_capture_on_commit_callbacks, image):
    renditions.ensure_renditions([image])
    old = set(image.renditions.values_list("file", flat=True))

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(
            f"/admin/images/{image.pk}/",
            {
                "title": "Foto",
                "description": "Foto",
                "file": upload(files.picture_with_position(size=(1300, 900)), "foto.jpg"),
                "collection": root().pk,
            },
        )

    image.refresh_from_db()
    assert b"Exif" not in stored_bytes(image)
    assert (image.width, image.height) == (1300, 900)
    assert image.renditions.count() == len(renditions.SPECS)
    assert not old & set(image.renditions.values_list("file", flat=True))


def root() -> Collection:
    return Collection.objects.get(depth=1)
