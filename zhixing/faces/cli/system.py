"""What the operating system says of a file, in the language of the answers."""

from __future__ import annotations

import errno

from django.utils.translation import gettext as _


def why(fault: OSError, named: object = "") -> str:
    """The usual faults in our own words; a rare one as the system has it. Says at which file,
    unless the sentence around it has ``named`` it.
    """
    words = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("this account may not do that"),
        errno.EPERM: _("this account may not do that"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("it does not lie in a folder"),
        errno.EEXIST: _("it is there already"),
        errno.ENOSPC: _("the disk is full"),
        errno.EROFS: _("nothing can be written there"),
    }
    sentence = words.get(fault.errno or 0, fault.strerror or str(fault))
    if not fault.filename or str(fault.filename) == str(named):
        return sentence
    return _("%(why)s (%(file)s)") % {"why": sentence, "file": fault.filename}
