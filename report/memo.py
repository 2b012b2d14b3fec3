"""The reminder to the units that owe their form: a memorando múltiple, as an outline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
    Section,
    Table,
    Text,
)
from report.templatedata import template_data
from workbook.domain.reception import Progress
from workbook.spanish.calendar import long_date
from workbook.spanish.grammar import agree
from workbook.spanish.reception import difference_text, shortened

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from workbook.domain.model import Settings
    from workbook.reception.log import Entry
    from workbook.reception.pending import Owing

_SUBJECT: Final = "Remisión de la ejecución de las actividades operativas del POI"
_LONGEST_LIST: Final = 12
_ROOM_TO_SIGN: Final = "\n\n\n____________________________\n"


def compose_memo(
    settings: Settings, period: str, owing: Sequence[Owing], day: dt.date, until: dt.date | None
) -> Document:
    """Return the reminder to the units of `owing`; `until` is the day by which they are asked to answer."""
    year = "" if settings.year is None else f" {settings.year}"
    subject = f"{_SUBJECT}{year} ({period})"
    blocks = tuple(_blocks(settings, subject, period, (tuple(owing), day, until)))
    return Document(
        title="Memorando múltiple",
        subject=subject,
        author=settings.prepared_by,
        header=settings.entity,
        sections=(Section("memorando", blocks),),
        footer="Memorando múltiple",
        created=day.isoformat(),
        data=template_data(settings, "Memorando múltiple", period, day),
    )


def _blocks(
    settings: Settings,
    subject: str,
    period: str,
    asked: tuple[tuple[Owing, ...], dt.date, dt.date | None],
) -> Iterator[Block]:
    owing, day, until = asked
    acronym = f"-{settings.acronym}" if settings.acronym else ""
    yield Paragraph("titulo", (Text(f"MEMORANDO MÚLTIPLE N.° ____-{day.year}{acronym}"),), Role.TITLE)
    for number, one in enumerate(owing):
        who = ", ".join(part for part in (one.unit.responsible, one.unit.shown) if part)
        yield _address(f"a:{one.unit.key}", "" if number else "A:", who)
    sender = settings.sender or settings.prepared_by
    for key, label, text in (
        ("de", "De:", sender or "____________________"),
        ("asunto", "Asunto:", subject),
        ("fecha", "Fecha:", long_date(day)),
    ):
        yield _address(key, label, text)
    yield Paragraph("saludo", (Text(_opening(period, settings)),))
    silent = tuple(one for one in owing if one.status.state is Progress.PENDING)
    others = tuple(one for one in owing if one.status.state is not Progress.PENDING)
    if silent:
        yield Heading("no_remitieron", 2, "Unidades que no han remitido su formato")
        yield _silent_table(silent)
    if others:
        yield Heading("observadas", 2, "Unidades con su formato por completar o corregir")
        yield _observed_table(others)
    yield Paragraph("pedido", (Text(_request(until)),))
    signed = sender or "Oficina de Planeamiento"
    yield Paragraph("cierre", (Text(f"Atentamente,{_ROOM_TO_SIGN}{signed}"),), Role.SIGNATURE)


def _address(key: str, label: str, text: str) -> Paragraph:
    return Paragraph(key, (Text(f"{label}\t", bold=True), Text(text)), Role.ADDRESS)


def _opening(period: str, settings: Settings) -> str:
    year = "" if settings.year is None else f" {settings.year}"
    return (
        "Me dirijo a ustedes en el marco del seguimiento y la evaluación del Plan Operativo Institucional"
        f"{year}, periodo {period}. A la fecha, la ejecución de las unidades que se indican no se puede "
        "evaluar completa."
    )


def _request(until: dt.date | None) -> str:
    when = f", a más tardar el {long_date(until)}" if until else " a la brevedad"
    return (
        "Se solicita completar el formato que se les envió (lo ejecutado, el motivo de lo que no se alcanzó "
        f"y el medio de verificación) y devolverlo a la oficina de planeamiento{when}. Si una actividad no "
        "tuvo ejecución, escriba 0. Las metas, las filas y los textos del formato no se modifican: si algo "
        "debe cambiar, comuníquelo por separado."
    )


def _silent_table(owing: Sequence[Owing]) -> Table:
    columns = (
        Column("Unidad orgánica", 8.5),
        Column("Envío", 2.0, Align.CENTER),
        Column("Datos por completar", 5.5, Align.CENTER),
    )
    rows = tuple(
        Row(
            one.unit.key,
            (
                Cell((Text(one.unit.shown),)),
                Cell((Text(one.status.issue or "–"),)),
                Cell((Text(_lacking(one.missing)),)),
            ),
        )
        for one in owing
    )
    return Table("tabla_pendientes", columns, rows, description="Unidades que no han remitido su formato")


def _observed_table(owing: Sequence[Owing]) -> Table:
    columns = (
        Column("Unidad orgánica", 4.5),
        Column("Estado", 2.5, Align.CENTER),
        Column("Qué debe completar o aclarar", 9.0),
    )
    rows = tuple(
        Row(
            one.unit.key,
            (
                Cell((Text(one.unit.shown),)),
                Cell((Text(one.status.state.value),)),
                Cell((Text(_asked(one)),)),
            ),
        )
        for one in owing
    )
    return Table("tabla_observadas", columns, rows, description="Unidades con observaciones")


def _asked(one: Owing) -> str:
    told = [_line(entry) for entry in one.observed[:_LONGEST_LIST]]
    others = len(one.observed) - len(told)
    if others > 0:
        told.append(f"y {others} {agree(others, 'observación', 'observaciones')} más")
    if one.missing != 0:
        told.insert(0, f"Datos por completar: {_lacking(one.missing)}")
    return f"{'; '.join(told)}." if told else "Lo que se le comunicó al recibir su formato."


def _line(entry: Entry) -> str:
    where = ", ".join(part for part in (shortened(entry.row, 60), entry.datum) if part)
    said = difference_text(entry.datum, entry.before, entry.after)
    return ": ".join(part for part in (entry.what, where, said) if part)


def _lacking(missing: int | str) -> str:
    if isinstance(missing, str):
        return "hay datos que no se pueden leer"
    return f"{missing:,} {agree(missing, 'dato', 'datos')}" if missing else "ninguno"
