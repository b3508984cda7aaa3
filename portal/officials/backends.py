"""Who is logged in, read with what nearly every admin page asks of him next."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend


class OfficialBackend(ModelBackend):
    """Django's own backend; the user comes with his admin profile and his entry among the officials in one query."""

    def get_user(self, user_id):
        people = get_user_model()._default_manager.select_related("wagtail_userprofile", "official")
        user = people.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
