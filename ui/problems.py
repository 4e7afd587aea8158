"""Which error becomes which sentence, and whether it stands beside a field or in the notice area."""

from frontdesk.rules.problems import Problem, RuleBroken


def sentence(problem: Problem) -> str:
    """What happened, what was kept, what to do."""
    from frontdesk.texts import sentence as say  # noqa: PLC0415  the sign-in page is painted before the texts are needed

    return say(problem)


def by_field(problem: Problem, fields: frozenset[str]) -> dict[str, str]:
    """The sentence under each of the form's own `fields` that the problem is about; empty: it belongs in a notice."""
    named = problem.fields if isinstance(problem, RuleBroken) else ()
    return {name: sentence(problem) for name in named if name in fields}
