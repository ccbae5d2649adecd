"""Zhixing 知行: what a county studies, and what it changes because of it."""

__version__ = "0.1.0"
