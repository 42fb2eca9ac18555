"""The trainer's pages: the list of courses, the console, the big screen, and the leader's page."""

from fastapi import APIRouter

router = APIRouter()
