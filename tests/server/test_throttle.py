"""A throttle stops whoever guesses before the guess is looked at, and keeps nobody waiting who is right."""

import asyncio

import pytest
from coroutines import apart
from serving import Client, serve

from pejling_server.throttle import CODE, PIN_ADDRESS, PIN_NAME, Limit, Throttle, TooMany, network_of

DAY = 24 * 3600


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def guess(throttle: Throttle, *names, right: bool = False) -> bool:
    """Whether the guess was looked at."""
    try:
        async with throttle.attempt(*names, course="hold") as attempt:
            attempt.right = right
    except TooMany:
        return False
    return True


def test_a_day_of_guessing_from_one_address_has_less_than_one_chance_in_a_thousand() -> None:
    clock = Clock()
    throttle = Throttle(clock)

    async def attack() -> int:
        looked_at = 0
        for second in range(DAY):
            clock.now += 1
            name = f"navn {second % 24}"
            looked_at += await guess(throttle, (PIN_ADDRESS, "10.0.0.9"), (PIN_NAME, ("hold", name)))
        return looked_at

    looked_at = apart(attack())
    assert 60 <= looked_at <= 999, "of a million PINs"


def test_many_addresses_do_not_help_against_one_name() -> None:
    clock = Clock()
    throttle = Throttle(clock)

    async def attack() -> int:
        looked_at = 0
        for number in range(5000):
            clock.now += DAY / 5000
            looked_at += await guess(throttle, (PIN_ADDRESS, f"10.0.{number // 250}.{number % 250}"), (PIN_NAME, ("hold", "Anna")))
        return looked_at

    assert apart(attack()) <= 10 + 24 * PIN_NAME.an_hour + 1


def test_two_hundred_who_are_right_come_in_at_once_from_one_address() -> None:
    throttle = Throttle()

    async def come(number: int) -> None:
        async with throttle.attempt((PIN_ADDRESS, "10.0.0.9"), (PIN_NAME, ("hold", number))) as attempt:
            await asyncio.sleep(0.001)
            attempt.right = True

    async def everybody() -> None:
        await asyncio.gather(*(come(number) for number in range(200)))

    apart(asyncio.wait_for(everybody(), 30))
    assert throttle.wrong_lately("hold") == 0


def test_who_is_right_is_not_kept_waiting_by_four_hundred_who_are_wrong() -> None:
    throttle = Throttle(Clock())
    limit = Limit(30, 30)

    async def both() -> list[bool]:
        wrong = [await guess(throttle, (limit, "angriber"), (limit, f"mail {n}")) for n in range(400)]
        right = await guess(throttle, (limit, "en anden"), (limit, "min mail"), right=True)
        return [sum(wrong) == 30, right]

    assert apart(both()) == [True, True]


def test_a_refused_try_says_when_to_come_back_and_is_right_about_it() -> None:
    clock = Clock()
    throttle = Throttle(clock)

    async def tries() -> float:
        for _ in range(PIN_NAME.burst):
            assert await guess(throttle, (PIN_NAME, "Anna"))
        with pytest.raises(TooMany, match="15 minutter") as refused:
            async with throttle.attempt((PIN_NAME, "Anna")):
                pass
        clock.now += refused.value.wait + 1
        assert await guess(throttle, (PIN_NAME, "Anna"))
        return refused.value.wait

    assert apart(tries()) == pytest.approx(900)


def test_a_trainer_is_told_for_an_hour() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(30):
        apart(guess(throttle, (PIN_ADDRESS, "10.0.0.9")))
    assert throttle.wrong_lately("hold") == 30
    clock.now += 3601
    assert throttle.wrong_lately("hold") == 0


@pytest.mark.parametrize(("address", "counted"), [
    ("10.0.0.9", "10.0.0.9"), ("::ffff:10.0.0.9", "10.0.0.9"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"), ("testclient", "testclient"),
])
def test_a_household_of_addresses_counts_as_one(address, counted) -> None:
    assert network_of(address) == counted


def test_codes_may_be_mistyped_by_a_whole_class() -> None:
    throttle = Throttle(Clock())
    assert all(apart(guess(throttle, (CODE, "10.0.0.9"))) for _ in range(200))


def test_at_the_door_guessing_ends_and_who_has_the_code_still_comes_in(tmp_path) -> None:
    with serve(tmp_path) as served:
        anna = Client(served.url).join(served.join_code, "Aisha Rahmani")
        guesser = Client(served.url)
        told = [guesser.refused(f"/api/course/{anna.course}/pin", {"person": anna.person, "pin": f"{number:06d}"})
                for number in range(PIN_NAME.burst + 5)]
        assert [status for status, _ in told] == [403] * PIN_NAME.burst + [429] * 5
        assert "Prøv igen om" in told[-1][1]
        Client(served.url).join(served.join_code, "Jette Overgaard")
        trainer = Client(served.url).by_link(served.trainer_link)
        assert trainer.get(f"/api/console/{trainer.course}")["wrong_tries"] == PIN_NAME.burst + 5
