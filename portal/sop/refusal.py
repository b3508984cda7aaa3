"""A refusal that a person can read: why an act did not happen."""


class Refusal(Exception):
    """An act that the SOP does not allow, with the reason in Indonesian.

    Not a ``PermissionDenied``: Wagtail would swallow the reason. ``RefusalMiddleware`` shows it, after
    everything that the request had written was rolled back.
    """
