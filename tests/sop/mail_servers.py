"""Mail servers that misbehave, as Django backends."""

import threading
import time

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend as GoodServer


class DeadServer(BaseEmailBackend):
    """Does not even answer."""

    asked = 0

    def open(self):
        type(self).asked += 1
        raise ConnectionRefusedError("no answer")

    def send_messages(self, messages):
        self.open()


class ChokingServer(GoodServer):
    """Answers, but takes no mail for one address."""

    refuses = "kasub@contoh.invalid"

    def send_messages(self, messages):
        if any(self.refuses in message.to for message in messages):
            raise OSError("mailbox full")
        return super().send_messages(messages)


class SlowServer(BaseEmailBackend):
    """Takes its time, so that a second sender surely comes in between. Keeps what it got for all threads."""

    lock = threading.Lock()

    def send_messages(self, messages):
        time.sleep(0.3)
        with self.lock:
            mail.outbox.extend(messages)
        return len(messages)
