"""Merging one project into another of the same study: what a member did apart comes to what the others did.

Documents are matched by their text, people, attributes and coders by name, codes by where they came from, by path, or
as a person says; codings by place, code, coder and layer. What is there already adds nothing, so that the same project
may come twice; nothing that stands is changed but where it was empty, and where both say something else both are shown.
"""

from quotetree.coding.project_merge.plan import Choices, Conflict, ProjectMerge, plan_project_merge

__all__ = ["Choices", "Conflict", "ProjectMerge", "plan_project_merge"]
