"""Whether every system answers what the files say; a wrong answer is worth no measurement."""

from reference import Reference, canonical

SAMPLE_KEYS = range(0, 2000, 200)


class WrongAnswer(AssertionError):
    """A system's answer is not what the files say."""


def check_answers(systems, data, keys=SAMPLE_KEYS, **about):
    """Compares the answers of all systems about some keys with sums of our own; the number of answers. What the
    systems are asked about, beside the key, is passed on to them."""
    reference = Reference(data.months, data.keys_file, keys)
    compared = 0
    for system in systems:
        for query in sorted(system.queries):
            for number in keys:
                expected = reference.answer(query.removesuffix("_summary"), number)
                answer = canonical(query, system.answer(query, number, **about))
                if answer != expected:
                    raise WrongAnswer(f"{system.name}, {query}, key {number}: {_difference(answer, expected)}")
                compared += 1
                if query == "q6":  # it asks for no key
                    break
    return compared


def check_totals(systems, query, calls):
    """Compares what clients have summed up of the same calls as they do it while they are measured."""
    totals = {system.name: system.run(query, callers=1, calls=calls) for system in systems if query in system.queries}
    seen = {(total["rows"], total["checksum"]) for total in totals.values()}
    if len(seen) > 1:
        raise WrongAnswer(f"{query}: the rows and checksums of {calls} calls differ: {totals}")


def _difference(answer, expected):
    for number, (one, other) in enumerate(zip(answer, expected)):
        if one != other:
            return f"row {number} is {one}, not {other}"
    return f"{len(answer)} rows, not {len(expected)}"
