"""Numbers as they stand in texts about work, to measure how often telephones, orders and dates are taken for CPR numbers."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

FIRST = datetime(2024, 1, 1)  # noqa: DTZ001 - a wall clock's days


def _grouped(digits: str, sizes: str, between: str = " ") -> str:
    groups, at = [], 0
    for size in map(int, sizes.split()):
        groups.append(digits[at:at + size])
        at += size
    return between.join(groups)


def _digits(chance: Random, number: int) -> str:
    return "".join(chance.choices("0123456789", k=number))


def _danish(chance: Random) -> str:
    digits = chance.choice("23456789") + _digits(chance, 7)
    return _grouped(digits, chance.choice(["2 2 2 2", "4 4", "8", "2 3 3", "3 3 2", "2 6"]), chance.choice("   -."))


def phone(chance: Random) -> str:
    """A telephone number, alone or with what stands beside one."""
    forms: list[Callable[[], str]] = [
        lambda: _danish(chance), lambda: f"tlf. {_danish(chance)}", lambda: f"+45 {_danish(chance)}",
        lambda: f"0045{_danish(chance)}", lambda: f"{_danish(chance)} / {_danish(chance)}",
        lambda: f"{_danish(chance)}, {_danish(chance)}", lambda: f"{_danish(chance)}\n{_danish(chance)}",
        lambda: f"{_danish(chance)} lokal {_digits(chance, 4)}",
        lambda: f"Vej {_digits(chance, 2)}, {chance.choice('123456789')}{_digits(chance, 3)} By, {_danish(chance)}",
        lambda: f"{_danish(chance)} {chance.choice('123456789')}{_digits(chance, 3)} By",
        lambda: f"Møde {date(chance)}, ring {_danish(chance)}", lambda: f"mobil: {_digits(chance, 10)}",
        lambda: f"+46 70-{_grouped(_digits(chance, 7), '3 2 2')}", lambda: f"+49 151 {_digits(chance, 8)}",
        lambda: f"+44 7700 {_digits(chance, 6)}", lambda: f"+47 {_grouped(_digits(chance, 8), '3 2 3')}",
        lambda: f"070-{_grouped(_digits(chance, 7), '3 2 2')}",
        lambda: f"+{chance.choice('123456789')}{_digits(chance, 9)}",
    ]
    return chance.choice(forms)()


def order(chance: Random) -> str:
    """A number of an order, an invoice, a parcel, a company or an account."""
    digits = _digits(chance, chance.randint(5, 12))
    year = chance.randint(2010, 2030)
    forms: list[Callable[[], str]] = [
        lambda: digits, lambda: f"ordre {digits}", lambda: f"Ordrenr.: {digits}", lambda: f"faktura nr. {digits}",
        lambda: f"Bilag {digits}", lambda: f"#{digits}", lambda: f"Varenummer {_digits(chance, 10)}",
        lambda: f"PO-{digits}", lambda: f"{year}-{_digits(chance, 6)}",
        lambda: f"{year}/{_digits(chance, 2)}/{_digits(chance, 4)}", lambda: f"{_digits(chance, 4)}-{_digits(chance, 6)}",
        lambda: f"45{_digits(chance, 8)}", lambda: f"CVR {_digits(chance, 8)}", lambda: f"EAN 57900{_digits(chance, 8)}",
        lambda: f"00370{_digits(chance, 13)}", lambda: f"konto {_digits(chance, 4)} {_digits(chance, 10)}",
        lambda: f"DK{_digits(chance, 16)}", lambda: f"{_grouped(_digits(chance, 10), '3 3 4')}",
        lambda: f"{_grouped(_digits(chance, 12), '3 3 3 3')}", lambda: f"A{_digits(chance, 7)}-{_digits(chance, 3)}",
        lambda: f"{_grouped(_digits(chance, 10), '1 3 3 3', '.')} kr.",
        lambda: f"Sag {_digits(chance, 2)}.{_digits(chance, 2)}.{_digits(chance, 2)}-A00",
    ]  # fmt: skip
    return chance.choice(forms)()


def date(chance: Random) -> str:
    """A date, with a time, an amount or another date beside it."""
    one = FIRST + timedelta(minutes=chance.randrange(7 * 365 * 24 * 60))
    other = one + timedelta(days=chance.randint(1, 30))
    born = one.replace(year=chance.randint(1950, 2005), day=min(one.day, 28))
    amount = chance.choice(["500", "1250", "2.500", "4500", "12.000"])
    forms = [
        "{a:%d.%m.%Y}", "{a:%d-%m-%Y} kl. {a:%H.%M}", "{a:%d.%m.%y}", "{a:%d/%m/%y}", "{a:%d%m%y}", "{a:%d%m%Y}",
        "{a:%Y%m%d}", "{a:%Y-%m-%d %H:%M}", "{a:%Y-%m-%dT%H:%M:%S}", "{a:%Y%m%d%H%M}", "{a:%Y%m%d-%H%M}",
        "{a:%d.%m.%y %H:%M}", "{a:%d.%m.%y %H.%M}", "{a:%d.%m.%y}-{b:%d.%m.%y}", "{a:%d.%m.%Y} - {b:%d.%m.%Y}",
        "{a:%d%m%y}-{b:%d%m%y}", "{a:%d/%m}-{b:%d/%m} {a:%Y}", "{a:%d/%m/%Y} {a:%H%M}", "{a:%d.%m.%y} {a:%H%M}",
        "{a:%H:%M:%S} {a:%Y}", "{a:%d.%m.%Y}\n{b:%d.%m.%Y}", "{a:%d.%m.%y}\n{b:%d.%m.%y}", "uge {a:%V} {a:%Y}",
        "{a:%d.%m.%y}, {k} kr.", "{a:%d.%m.%Y}: {k} kr.", "{a:%d.%m.%y} {k},-", "{a:%d.%m.%Y} {k}", "født {c:%d.%m.%Y}",
        "{c:%d.%m.%y}, 8000 Aarhus C", "{c:%Y}-{a:%Y}", "{c:%Y}, {a:%Y}, {b:%Y}", "{a:%H.%M}-{b:%H.%M}",
        "{a:%H.%M} {b:%H.%M} {a:%M}", "kl. {a:%H%M}-{b:%H%M}", "{a:%d}. {a:%m}. {a:%Y} {a:%H}:{a:%M}",
        "{a:%d.%m.%y} (uge {a:%V})", "{a:%d-%m-%y}\n8000 Aarhus", "{a:%d%m%y}\n{k} Aarhus",
    ]  # fmt: skip
    return chance.choice(forms).format(a=one, b=other, c=born, k=amount)
