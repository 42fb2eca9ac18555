"""Joblog analysis: does the job search change, is it really broader, and what can honestly be said about it.

`joblog_import` reads a file of applications once: checked, without CPR numbers, sorted by person. `measures` are the
questions, written in Ibis, so that DuckDB runs them here and the organisation's own engine where there is one. `estimates` gives
them n and intervals, and holds back what fewer than five stand behind. Nothing here recommends an occupation or claims a cause.
"""
