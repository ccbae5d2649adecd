"""Readers of the kinds of files: each answers pages of cells as they are shown. Runs in the process
that ``parse`` starts; nothing else of Zhixing is imported here.
"""
