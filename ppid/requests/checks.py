"""What the agency has yet to decide before its portal goes live: told to its staff, never to citizens."""

from __future__ import annotations

from django.core.checks import Info, Tags, register

from . import retention


@register(Tags.security, deploy=True)
def terms_of_keeping_are_confirmed(app_configs, **kwargs) -> list[Info]:
    return [
        Info(
            f"Jangka waktu simpan {term['what']} menunggu penetapan instansi: {term['today']}.",
            hint=f"Tetapkan, lalu catat di {retention.FILE.name}.",
            id="requests.I001",
        )
        for term in retention.terms().values()
        if not term["is_confirmed"]
    ]
