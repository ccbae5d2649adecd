"""Who may bring a ledger in: whoever brings workbooks in."""

from zhixing.foundation.kits.intake.may import IMPORTS

__all__ = ["IMPORTS"]
