"""A statement put into the driver's own words, for what runs so often that SQLAlchemy's part in it would count."""

from typing import Any

from sqlalchemy import BindParameter, ClauseElement, Dialect, make_url
from sqlalchemy.sql.compiler import SQLCompiler

_BY_NAME = {"sqlite": ("sqlite://", "named"), "postgresql": ("postgresql+psycopg://", "pyformat")}


def prepared(statement: ClauseElement, dialect: str) -> tuple[str, dict[str, Any]]:
    """For `Database.ask`: the words, with parameters by name, and those values that are part of the statement.

    What is bound and what comes back is as the driver knows it: the types of columns have no say.
    """
    address, style = _BY_NAME[dialect]
    kind: Any = make_url(address).get_dialect()
    driver: Dialect = kind(paramstyle=style)
    compiled = statement.compile(dialect=driver)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError("only what reads or changes rows can be prepared")
    fixed = {name: bind for bind, name in compiled.bind_names.items() if not bind.required}
    return str(compiled), {name: _as_bound(bind, driver) for name, bind in fixed.items()}


def _as_bound(bind: BindParameter[Any], driver: Dialect) -> Any:
    process = bind.type.dialect_impl(driver).bind_processor(driver)
    return bind.value if process is None else process(bind.value)
