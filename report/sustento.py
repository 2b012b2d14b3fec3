"""The supporting file: findings, where every figure comes from, other methods, digest of the inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report.alternatives import labels_by_method, labels_by_scale
from report.compose import default_title
from report.cover import cover
from report.outline import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Role,
    Row,
    RowKind,
    Section,
    Table,
    Text,
)
from report.tables import row, sources_of, text
from workbook.domain.efficacy import Method
from workbook.domain.findings import Severity
from workbook.domain.places import qualified
from workbook.spanish.labels import METHOD_NAMES, METHOD_SHORT_NAMES, SEVERITY_NAMES
from workbook.spanish.messages import repair, what
from workbook.spanish.numbers import percent
from workbook.spanish.outcomes import executed_text, instead_of_figures, label_text, programmed_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from workbook.domain.findings import Finding
    from workbook.domain.results import ActionResult, Evaluation, ObjectiveResult, UnitInAction

_DIGEST: Final = (
    "Resumen SHA-256 de las celdas de entrada leídas; si es el mismo en otra corrida, se leyó lo mismo:"
)
_SCALES: Final = (
    "Los límites de la escala son una elección de la entidad: con otros, la eficacia es la misma y el "
    "indicador puede cambiar. Aquí, lo que cambiaría si el primer límite estuviera en otro lugar."
)
_TITLE: Final = "Sustento de la evaluación"


def compose_sustento(evaluation: Evaluation, day: dt.date | None) -> Document:
    """Return the supporting document of an evaluation."""
    settings = evaluation.framework.settings
    report = settings.title or default_title(evaluation)
    parts = {
        "cabecera": cover(evaluation, f"{_TITLE}: {report}", day),
        "observaciones": _findings(evaluation),
        "origen": _origins(evaluation),
        "metodos": _methods(evaluation),
        "integridad": _digest(evaluation),
    }
    return Document(
        title=f"{_TITLE}: {report}",
        subject="Observaciones, origen de las cifras y métodos alternativos",
        author=settings.prepared_by or settings.entity,
        header=" · ".join(filter(None, (settings.acronym or settings.entity, _TITLE))),
        sections=tuple(Section(name, tuple(blocks)) for name, blocks in parts.items()),
        keywords="POI; sustento",
        digest=evaluation.digest,
        created=day.isoformat() if day else "",
    )


def _findings(evaluation: Evaluation) -> Iterator[Block]:
    yield Heading("observaciones:titulo", 1, "1. Observaciones a los datos")
    if not evaluation.findings:
        yield Paragraph("observaciones:ninguna", (Text("La revisión no encontró observaciones."),))
        return
    columns = (
        Column("N°", 1.0, Align.CENTER),
        Column("Qué se observa", 8.6),
        Column("Cómo corregirlo", 6.4),
    )
    for severity in Severity:
        found = [one for one in evaluation.findings if one.severity is severity]
        if found:
            rows = tuple(_finding(number, one) for number, one in enumerate(found, 1))
            caption = f"Observaciones: {SEVERITY_NAMES[severity].lower()}"
            yield Table(f"observaciones:{severity.value}", columns, rows, caption, caption)


def _finding(number: int, found: Finding) -> Row:
    place = (qualified(found.sheet, found.cell),) if found.sheet and found.cell else ()
    return row(
        f"{number}:{found.key}",
        str(number),
        text(what(found), sources=place),
        repair(found),
    )


def _origins(evaluation: Evaluation) -> Iterator[Block]:
    yield Heading("origen:titulo", 1, "2. De dónde sale cada cifra")
    yield Paragraph(
        "origen:guia",
        (
            Text(
                f"Celdas del libro «{evaluation.source}» de las que proceden las cantidades "
                "de cada unidad en cada AEI."
            ),
        ),
    )
    noun = evaluation.framework.settings.unit_noun
    columns = (
        Column("AEI", 2.0),
        Column(noun, 4.6),
        Column("Programadas", 2.2, Align.RIGHT),
        Column("Ejecutadas", 2.2, Align.RIGHT),
        Column("Celdas", 5.0),
    )
    rows = tuple(
        _origin(result, part, evaluation) for result in evaluation.actions() for part in result.units
    )
    yield Table(
        "origen:tabla",
        columns,
        rows,
        "Origen de las cifras por AEI y unidad",
        "Celdas de origen de cada cifra.",
    )


def _origin(result: ActionResult, part: UnitInAction, evaluation: Evaluation) -> Row:
    programmed, executed = sources_of((part,), evaluation.period)
    instead = instead_of_figures(part.outcome)
    figures: tuple[Cell, ...]
    if instead:
        figures = (Cell((Text(instead, italic=True),), align=Align.CENTER, span=2),)
    else:
        figures = (text(programmed_text(part.outcome)), text(executed_text(part.outcome)))
    cells = "; ".join((*programmed, *executed)) or "–"
    return row(f"{result.action.code}:{part.unit.key}", result.action.code, part.unit.shown, *figures, cells)


def _methods(evaluation: Evaluation) -> Iterator[Block]:
    yield Heading("metodos:titulo", 1, "3. Resultado con otros métodos")
    yield Paragraph(
        "metodos:guia",
        (
            Text(
                f"El informe usa: {METHOD_NAMES[evaluation.method]}. "
                "Con asterisco, lo que con otro método cambiaría de indicador."
            ),
        ),
    )
    columns = (
        Column("AEI", 2.1),
        *(Column(METHOD_SHORT_NAMES[method], 2.2, Align.RIGHT) for method in Method),
        Column("Indicador del informe", 5.1),
    )
    rows = []
    for objective in evaluation.objectives:
        rows.append(_by_method(objective.objective.code, objective, evaluation, RowKind.GROUP))
        rows += [_by_method(r.action.code, r, evaluation, RowKind.BODY) for r in objective.actions]
    yield Table(
        "metodos:tabla",
        columns,
        tuple(rows),
        "Eficacia según el método de cálculo",
        "Eficacia de cada OEI y AEI con los cuatro métodos.",
    )
    yield from labels_by_method(evaluation)
    yield Heading("escalas:titulo", 1, "4. Resultado con otras escalas")
    yield Paragraph("escalas:guia", (Text(_SCALES),))
    yield from labels_by_scale(evaluation)


def _by_method(
    code: str, result: ObjectiveResult | ActionResult, evaluation: Evaluation, kind: RowKind
) -> Row:
    outcome = result.outcome
    if outcome.efficacy is None:
        return row(
            code, code, Cell((Text(label_text(outcome), italic=True),), align=Align.CENTER, span=5), kind=kind
        )
    scale = evaluation.framework.scale
    cells = []
    for method in Method:
        efficacy = outcome.totals.efficacy(method)
        changes = "" if scale.band(efficacy) is outcome.band else " *"
        cells.append(text(percent(efficacy, scale) + changes))
    return row(code, code, *cells, label_text(outcome), kind=kind)


def _digest(evaluation: Evaluation) -> Iterator[Block]:
    yield Heading("integridad:titulo", 1, "5. Integridad de los datos de entrada")
    yield Paragraph(
        "integridad:guia",
        (Text(_DIGEST),),
    )
    yield Paragraph("integridad:resumen", (Text(evaluation.digest or "–"),), Role.FACTS)
