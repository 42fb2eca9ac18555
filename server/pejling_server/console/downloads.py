"""What the trainer takes home: the answers as Excel and CSV, and the day report."""

from fastapi import APIRouter

router = APIRouter()
