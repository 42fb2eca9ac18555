"""Relational coordination: how roles that share a work process rate their cooperation, in both directions.

After Jody Hoffer Gittell's seven dimensions. The kit has its own wording and claims no validation ("inspireret af
relationel koordinering; ikke RC Survey, ikke valideret").
"""
