"""Acts on problems, by their time of life: intake, handling, closing."""

from .closing import (
    answer_by_receipt,
    archive_problem,
    call_back,
    close_short,
    rate_by_receipt,
    refuse_verification,
    reopen_problem,
    take_up_again,
    verify_problem,
    void_problem,
    withdraw_problem,
)
from .handling import (
    accept_problem,
    ask_extension,
    contact_reporter,
    decide_extension,
    dispatch_problem,
    link_person,
    propose_shelving,
    report_progress,
    report_solved,
    resume_problem,
    return_problem,
    rule_return,
    shelve_problem,
    start_problem,
    unshelve_problem,
    wait_problem,
)
from .intake import (
    ask_for_info,
    correct_problem,
    decline_problem,
    draft_problem,
    import_problems,
    join_problem,
    list_problem,
    register_problem,
    register_resident_problem,
    supply_info,
    take_apart,
)
from .reporter import allow_phone, show_number, withdraw_phone

__all__ = [
    "accept_problem", "allow_phone", "answer_by_receipt", "archive_problem", "ask_extension", "ask_for_info", "call_back", "close_short", "contact_reporter", "correct_problem", "decide_extension", "decline_problem",
    "dispatch_problem", "draft_problem", "import_problems", "join_problem", "link_person", "list_problem", "propose_shelving", "rate_by_receipt", "refuse_verification", "register_problem",
    "register_resident_problem", "reopen_problem", "report_progress", "report_solved", "resume_problem", "return_problem", "rule_return", "shelve_problem", "show_number", "start_problem", "supply_info",
    "take_apart", "take_up_again", "unshelve_problem", "verify_problem", "void_problem", "wait_problem", "withdraw_phone", "withdraw_problem",
]  # fmt: skip
