"""Which error becomes which sentence, and whether it stands beside a field or in the notice area."""

import frontdesk.texts
from frontdesk.rules.problems import Problem, RuleBroken


def sentence(problem: Problem) -> str:
    """What happened, what was kept, what to do."""
    return frontdesk.texts.sentence(problem)


def by_field(problem: Problem, fields: frozenset[str]) -> dict[str, str]:
    """The sentence under each of the form's own `fields` that the problem is about; empty: it belongs in a notice."""
    named = problem.fields if isinstance(problem, RuleBroken) else ()
    return {name: sentence(problem) for name in named if name in fields}
