"""Acts on people: the person, the roles at units, the account."""

from .accounts import (
    MOST_AT_ONCE,
    FirstPassword,
    change_password,
    close_account,
    give_accounts,
    open_account,
    set_password,
)
from .persons import (
    ERASED,
    correct_person,
    erase_person,
    give_email,
    register_people,
    register_person,
    retire_person,
    take_back_people,
    transfer_person,
)
from .roles import appoint, end_appointment

__all__ = [
    "ERASED",
    "MOST_AT_ONCE",
    "FirstPassword",
    "appoint",
    "change_password",
    "close_account",
    "correct_person",
    "end_appointment",
    "erase_person",
    "give_accounts",
    "give_email",
    "open_account",
    "register_people",
    "register_person",
    "retire_person",
    "set_password",
    "take_back_people",
    "transfer_person",
]
