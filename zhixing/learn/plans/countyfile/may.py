"""Who may bring the plan of the county in: whoever brings workbooks in."""

from zhixing.foundation.kits.intake.may import IMPORTS

__all__ = ["IMPORTS"]
