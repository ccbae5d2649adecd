"""What the pages of plans show, by what it is about; others take it from here."""

from .comparison import plan_comparison
from .package import package_page
from .papers import filing_now, on_paper, paper
from .plan import filing_due, plan_page

__all__ = [
    "filing_due",
    "filing_now",
    "on_paper",
    "package_page",
    "paper",
    "plan_comparison",
    "plan_page",
]
