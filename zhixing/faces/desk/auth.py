"""Log-in by name and password; the person comes along with the account, so that a page asks once
for both.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from zhixing.foundation.spine.people.models import Account


class PersonBackend(ModelBackend):
    """Django's own check of the password (constant time, also for names that do not exist)."""

    def get_user(self, user_id: Any) -> Account | None:
        account = Account.objects.select_related("person__unit").filter(pk=user_id).first()
        return account if account is not None and self.user_can_authenticate(account) else None
