"""Figures too heavy to be counted for every page: kept with their time, made by the worker."""
