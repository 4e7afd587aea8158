"""How PostgreSQL is reached: time limits on everything, sessions in UTC, reads from one snapshot."""

from sqlalchemy import URL, Engine, create_engine

CONNECT_SECONDS = 5
_SESSION = {
    "lock_timeout": "5s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "30s",
    "timezone": "UTC",
}


def postgresql_engine(server: URL) -> Engine:
    """An engine for a `postgresql+psycopg` address; connects to nothing yet."""
    given = str(server.query.get("options", ""))
    options = " ".join([*(f"-c {name}={value}" for name, value in _SESSION.items()), given]).strip()
    return create_engine(
        server,
        pool_size=4,
        max_overflow=4,
        pool_timeout=CONNECT_SECONDS,
        pool_pre_ping=True,
        connect_args={
            "application_name": "frontdesk",
            "connect_timeout": CONNECT_SECONDS,
            "options": options,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 15_000,
        },
    )


def for_reading(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions see one snapshot and can change nothing."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
