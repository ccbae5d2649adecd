"""The app that holds the templates, the style sheet and the words of the face."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "zhixing.ui"
    label = "ui"
