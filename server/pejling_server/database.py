"""Where this installation remembers: the file in the data folder, or the database server named by the environment."""

import os
from datetime import UTC, datetime
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from pejling.installation import Stop
from pejling.store import FILE, Store, backup

ADDRESS = "PEJLING_DATABASE_URL"
"""The variable with the address, for example `postgresql://pejling@127.0.0.1/pejling`. Kernels and Lab do not get it."""


def password_file() -> Path:
    """Where PostgreSQL's own library looks for the password."""
    return Path(os.environ.get("PGPASSFILE") or "~/.pgpass").expanduser()


def open_store(data: Path) -> Store:
    """The store, sound and with today's tables, and nothing half made beside it. For whoever holds the data folder's lock.

    Raises
    ------
    Stop
        The file is damaged or too new; the server does not answer, or its driver is not installed.
    """
    address = os.environ.get(ADDRESS)
    backup.sweep_unfinished(data)
    if not address:
        backup.check(data / FILE)
        backup.copy_before_upgrade(data / FILE, datetime.now(UTC))
        return Store.at(data)
    try:
        return Store(address)
    except (ArgumentError, NoSuchModuleError) as error:
        raise Stop(f"{ADDRESS} er ikke adressen på en database. Skriv fx postgresql://pejling@127.0.0.1/pejling") from error
    except ModuleNotFoundError as error:
        raise Stop(f"Pejling mangler det, der taler med databaseserveren ({error.name}). Installér: psycopg[binary]") from error
    except OperationalError as error:  # its text may hold the address, but not the password
        raise Stop(f"Databaseserveren i {ADDRESS} svarer ikke: {error.orig}\nEr den startet, og passer adressen?") from error
    except CommandError as error:
        raise Stop("Databasen er lavet af en nyere udgave af Pejling end denne. Intet er ændret.\n"
                   "Hent den nyeste udgave af Pejling, og start igen.") from error


def join_store(data: Path) -> Store:
    """The store of a server that runs: sound, and with today's tables, since it has looked."""
    address = os.environ.get(ADDRESS)
    return Store(address) if address else Store.at(data)
