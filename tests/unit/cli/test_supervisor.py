"""What the supervisor does with roles that die."""

from sayso.cli.supervisor import Child


def test_a_role_that_keeps_dying_waits_longer_each_time() -> None:
    child = Child("service", "role")
    child.started = float("inf")  # it has only just begun, each time
    waits = [child.wait_before_restart() for _ in range(12)]
    assert waits == sorted(waits)
    assert waits[0] < 1
    assert waits[-1] == 30


def test_a_role_that_ran_well_restarts_quickly() -> None:
    child = Child("service", "role", failures=10)
    child.started = float("-inf")
    assert child.wait_before_restart() < 1
