"""What happens to any case beside its course: a letter comes back signed, a lost code is made anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from portal.core.refusal import Refusal

from . import mail, secret
from .models import SignedLetter, TrackingSession
from .models.cases import of

if TYPE_CHECKING:
    from .acts import Act


def put_final(act: Act) -> None:
    """``letter``, and ``file``: how it came back signed. From now on the applicant gets it; what it replaces stays."""
    letter, file = act.data["letter"], act.data["file"]
    if letter.case != act.case:
        raise Refusal("Surat itu milik permohonan atau keberatan lain.")
    replaced = letter.final
    if replaced and replaced.sha256 == file.sha256:
        raise Refusal("Berkas ini sama dengan yang sudah tersimpan; tidak ada yang diganti.")
    SignedLetter.objects.create(letter=letter, file=file)
    act.details = {
        "letter": letter.number,
        "sha256": file.sha256,
        "replaced": replaced.sha256 if replaced else "",
    }


def reissue_secret(act: Act) -> None:
    """``identity_checked``: the officer saw the applicant's identity. The old code is dead from now on."""
    if not act.data.get("identity_checked"):
        raise Refusal("Kode baru hanya diterbitkan setelah identitas pemohon diperiksa.")
    code = secret.make()
    act.case.secret_hash = secret.hashed(code)
    TrackingSession.objects.filter(**of(act.case)).delete()
    act.result["code"] = code
    mail.tell_applicant(act.case, mail.Kind.NEW_SECRET)


EFFECTS: dict[str, Callable[[Act], None]] = {
    "put-final": put_final,
    "reissue-secret": reissue_secret,
}
