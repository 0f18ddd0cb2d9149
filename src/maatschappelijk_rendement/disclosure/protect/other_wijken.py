"""Which wijken go together as "overige wijken", so that this tells of none how many cases it has.

Small ones alone would tell it: three of at most nine that are 27 together are nine each. So the smallest of
the others is taken along where the small ones are too few together, and what a reader sees leaves both open:
small ones only, or fewer of them with a larger one. Where he could tell all the same, none go together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maatschappelijk_rendement.disclosure.rules import Rules


def taken_together(sizes: Mapping[str, int], rules: Rules) -> tuple[str, ...]:
    """Give the wijken that go together; none where there are no small ones or it would tell too much.

    Args:
        sizes: Number of existing cases of each wijk.
        rules: The parameters.

    Example:
        >>> taken_together({"Noord": 20, "Oost": 6, "Zuid": 7}, Rules())
        ('Oost', 'Zuid')
        >>> taken_together({"Noord": 20, "West": 15, "Oost": 6}, Rules())
        ('Oost', 'West')
        >>> taken_together({"Noord": 10, "Oost": 9, "Zuid": 9}, Rules())  # 18, and no more than 10 each
        ()
    """
    in_order = sorted(sizes, key=lambda wijk: (sizes[wijk], wijk))
    small = [wijk for wijk in in_order if sizes[wijk] < rules.minimum]
    is_enough = sum(sizes[wijk] for wijk in small) >= rules.minimum
    together = in_order[: len(small) + (not is_enough)] if small else []
    others = in_order[len(together) :]
    total = sum(sizes[wijk] for wijk in together)
    if not together or not others or not leaves_open(total, len(together), sizes[others[0]], rules):
        return ()
    return tuple(together)


def leaves_open(total: int, parts: int, largest: int, rules: Rules) -> bool:
    """Say whether a reader cannot tell how many cases each wijk has, who knows how they are chosen.

    Any of them may have as many as leaves the width that a hidden number needs; and if he knows of one that
    it is small, half of all small numbers stay possible.

    Args:
        total: Cases of the wijken together.
        parts: How many wijken they are.
        largest: Cases of the smallest wijk that stands apart; a larger one is not taken along.
        rules: The parameters.

    Example:
        >>> leaves_open(27, 3, 20, Rules()), leaves_open(27, 3, 10, Rules())
        (True, False)
        >>> leaves_open(29, 2, 25, Rules()), leaves_open(29, 2, 20, Rules())
        (True, False)
    """
    possible = list(_possible(total, parts, largest, rules))
    if not possible:
        return False
    least, small, most = (min(p[0] for p in possible), *(max(p[place] for p in possible) for place in (1, 2)))
    return most - least >= rules.count_width and small - least >= rules.minimum // 2


def _possible(total: int, parts: int, largest: int, rules: Rules) -> Iterator[tuple[int, int, int]]:
    """Give the least and most cases of a small wijk, and the most of any, for each way to come to this."""
    below = rules.minimum - 1
    if rules.minimum <= total <= below * parts:
        # All are small.
        most = min(below, total - (parts - 1))
        yield max(1, total - below * (parts - 1)), most, most
    # The small ones are too few together, and one larger was taken along.
    few = parts - 1
    least, most = max(few, total - largest), min(below, total - rules.minimum)
    if few and least <= most:
        yield least if few == 1 else 1, most - (few - 1), total - least
