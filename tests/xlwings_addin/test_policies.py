"""What an office forbids: rules of Office and of Defender."""

from dataclasses import replace

import pytest

from tests.support.windows import FINE, GOOD, WARNING, WRONG
from xlwings_addin import policies
from xlwings_addin.probe import Facts
from xlwings_addin.verdicts import Verdict


def ruled(key: str, **values: object) -> Facts:
    return replace(GOOD, registry={key: values})


@pytest.mark.parametrize("rule", policies._RULES)
def test_a_policy_stands_in_the_way(rule: policies._Rule) -> None:
    for value in rule.bad:
        (check,) = policies.office_policies(ruled(rule.key, **{rule.name: value}))
        assert (check.verdict, check.what, check.repair) == (rule.verdict, rule.what, rule.repair)
    (check,) = policies.office_policies(ruled(rule.key, **{rule.name: 0}))
    assert check.verdict is FINE
    assert rule.key in policies.KEYS


@pytest.mark.parametrize(("listed", "verdict"), [({}, WRONG), ({"eficacia.xlam": "1"}, FINE)])
def test_a_list_of_managed_add_ins(listed: dict[str, object], verdict: Verdict) -> None:
    facts = replace(
        GOOD,
        registry={
            rf"{policies._EXCEL}\Resiliency": {"restricttolist": 1},
            policies._MANAGED_LIST: listed,
        },
    )
    assert [check.verdict for check in policies.office_policies(facts)] == [verdict]


CHILDREN, WIN32 = policies._CHILDREN, policies._WIN32


@pytest.mark.parametrize(
    ("key", "values", "verdicts"),
    [
        (policies._ASR_KEYS[0], {CHILDREN: "1"}, [WRONG]),
        (policies._ASR_KEYS[1], {WIN32: 6, CHILDREN: 2}, [WARNING]),
        (policies._ASR_LIST, {"asrrules": f"{CHILDREN.upper()}=1|{WIN32}=1"}, [WRONG, WRONG]),
        (policies._ASR_LIST, {"asrrules": f"{CHILDREN}=2"}, [FINE]),
        ("HKLM\\Otra", {}, [FINE]),
    ],
)
def test_rules_of_defender(key: str, values: dict[str, object], verdicts: list[Verdict]) -> None:
    assert [check.verdict for check in policies.defender(ruled(key, **values))] == verdicts
