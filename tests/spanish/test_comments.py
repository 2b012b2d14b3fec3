"""Section II: what stands where the planner said nothing, and which comments the figures contradict."""

from tests.support.plans import activity_of, framework_of
from workbook.domain.evaluation import evaluate
from workbook.domain.model import Activity
from workbook.domain.results import Evaluation
from workbook.spanish.comments import CommentKind, comments_of, draft_from_causes, review_comments, weightiest
from workbook.spanish.phrases import shortened

AEI = "AEI.01.01"


def plan(*rows: Activity, **comments: str) -> Evaluation:
    framework = framework_of(
        {"OEI.01": [AEI]},
        ["a", "b", "c"],
        comments={code.replace("_", "."): text for code, text in comments.items()},
    )
    return evaluate(framework, rows)


def told(evaluation: Evaluation) -> list[tuple[str, str, CommentKind, str]]:
    return [(one.level, one.code, one.kind, one.text) for one in comments_of(evaluation, 0)]


def test_a_missing_report_is_no_missing_explanation() -> None:
    evaluation = plan(activity_of(AEI, "a", 10, 10), activity_of(AEI, "b", 5, None))
    ((level, code, kind, text),) = told(evaluation)
    assert (level, code, kind) == ("aei", AEI, CommentKind.UNREPORTED)
    assert text == "de la Oficina b"


def test_below_target_without_a_word_is_marked() -> None:
    assert [kind for *_, kind, _ in told(plan(activity_of(AEI, "a", 10, 5)))] == [CommentKind.MISSING]


def test_causes_make_a_draft() -> None:
    evaluation = plan(activity_of(AEI, "a", 10, 5, cause="Faltó\npersonal."))
    ((_, _, kind, text),) = told(evaluation)
    assert kind is CommentKind.DRAFT
    assert text.endswith(" informa: «Faltó personal».")
    assert draft_from_causes(next(evaluation.actions())) == text


def test_a_comment_of_the_oei_speaks_for_its_aei() -> None:
    evaluation = plan(activity_of(AEI, "a", 10, 5), OEI_01="La unidad a no tuvo personal.")
    assert [(level, kind) for level, _, kind, _ in told(evaluation)] == [("oei", CommentKind.PLANNER)]


def test_a_target_that_is_met_needs_no_comment() -> None:
    assert told(plan(activity_of(AEI, "a", 10, 10))) == []
    assert review_comments(plan(activity_of(AEI, "a", 10, 10), AEI_01_01="Resultado excelente.")) == []


def test_the_weightiest_are_the_fewest_that_make_most() -> None:
    evaluation = plan(
        activity_of(AEI, "a", 10, 9), activity_of(AEI, "b", 10, 4), activity_of(AEI, "c", 10, None)
    )
    assert [unit.key for unit in weightiest(next(evaluation.actions()).units)] == ["b"]


def test_long_lists_of_names_are_shortened() -> None:
    names = [f"del Área {n}" for n in range(1, 7)]
    assert shortened(names, "de ") == "del Área 1, del Área 2, del Área 3 y de otras tres unidades"
    assert shortened(names[:2]) == "del Área 1 y del Área 2"
