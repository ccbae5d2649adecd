"""Pages of tasks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhixing.foundation.machinery.requests import Request
from zhixing.foundation.machinery.things.listing import listed

from . import lists, queries


@require_GET
def task_list(request: Request) -> HttpResponse:
    return listed(request, "tasks/task_list.html", lists.task_list(request.person, request.GET))


@require_GET
def task(request: Request, code: str) -> HttpResponse:
    return render(request, "tasks/task.html", {"page": queries.task_page(request.person, code)})
