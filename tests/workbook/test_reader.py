import datetime as dt
import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.libreoffice import convert
from tests.support.poi import (
    HEADER,
    MONTHS,
    PEI,
    SETTINGS,
    TITLES,
    UNITS,
    Row,
    activity,
    book,
    monthly_row,
    read,
    unit_sheet,
)
from workbook.domain.assessment import assess
from workbook.domain.cells import BLANK, CellError, Mark, Number, Raw
from workbook.domain.efficacy import Method
from workbook.domain.model import ALL_PARTS, Activity, Monthly, Part, PartChoice, Plan
from workbook.domain.periods import PeriodKind, TargetKind
from workbook.domain.places import Field
from workbook.domain.scale import DEFAULT_SCALE
from workbook.example import example_plan
from workbook.hosts.file import open_file
from workbook.hosts.memory import MemoryBook
from workbook.hosts.newfile import render
from workbook.layouts import own
from workbook.reader import ActivityReader, read_framework, read_plan
from workbook.rowchecks import check_row
from workbook.template import planning_workbook


def told(activities: list[Activity]) -> set[Activity]:
    """Activities without their places."""
    return {replace(one, where=None) for one in activities}


def plan_of(rows: MemoryBook) -> Plan:
    return read_plan(rows)[0]


# --- settings, PEI, units, comments ------------------------------------------------------------------


def test_settings_in_any_order_with_other_spellings() -> None:
    rows: list[Row] = [
        ["Datos generales"],
        ["Valor", "", "PARÁMETRO:"],
        ["razon_topada", "", "MÉTODO"],
        ["Al II Trimestre", "", "periodo\n"],
        ["Abr", "", "Corte"],
        ["SAT", "", "Entidad"],
        ["Alcalde", "", "A"],
        ["1.2", "", "Umbral de sobreejecución"],
        ["resumen: Síntesis, en breve, cabecera", "", "Partes del informe"],
        ["No", "", "Avisar si otro método cambia el indicador"],
    ]
    found = read_framework(book(settings=rows)).framework.settings
    assert (found.entity, found.addressee, found.method, found.cutoff) == (
        "SAT",
        "Alcalde",
        Method.CAPPED_RATIO,
        4,
    )
    assert found.period is not None
    assert found.period.kind is PeriodKind.TO_SECOND_QUARTER
    assert found.over_threshold == Decimal("1.2")
    assert found.parts == (PartChoice(Part.SUMMARY, "Síntesis, en breve"), PartChoice(Part.HEADER))
    assert found.method_warning is False


def test_settings_without_a_header_and_renamed() -> None:
    rows: list[Row] = [
        ["Entidad", "SAT"],
        ["", "Año", dt.date(2020, 1, 1)],
        ["Periodo", "I Semestre"],
        ["Método", None],
    ]
    given_rows = {
        "General": rows,
        **{name: cells for name, cells in book().sheets.items() if name != own.SETTINGS},
    }
    found = read_framework(MemoryBook("x", given_rows)).framework.settings
    assert (found.entity, found.year, found.method, found.parts) == ("SAT", 2020, Method.RATIO, ALL_PARTS)


def test_a_scale_beside_below_or_on_its_own_sheet_past_a_gap() -> None:
    scale: list[Row] = [
        ["DESDE", "Incluye el límite", "Indicador", "Color", "Cuenta como cumplida"],
        ["0 %", True, "BAJO", "#aa0000", "no"],
        [],
        [0.9, "Sí", "ALTO", None, "Sí"],
        [],
        ["Nota: acuerdo del Concejo"],
    ]
    beside = [
        row + [None] * (4 - len(row)) + more for row, more in zip([*SETTINGS, [], []], scale, strict=True)
    ]
    for framework in (
        read_framework(book(settings=[*SETTINGS, [], *scale])).framework,
        read_framework(book(settings=beside)).framework,
        read_framework(book({"Escala": scale, "UTD": unit_sheet(TITLES["UTD"], activity("AO-1"))})).framework,
    ):
        assert [(band.label, str(band.lower), band.met) for band in framework.scale.bands] == [
            ("BAJO", "0", False),
            ("ALTO", "9/10", True),
        ]
        assert framework.scale.bands[0].colour == "AA0000"
    assert read_framework(book()).framework.scale == DEFAULT_SCALE


def test_pei_with_codes_and_names_in_one_cell_and_blank_oei_below() -> None:
    rows: list[Row] = [
        ["Plan Estratégico Institucional"],
        ["aei", "oei"],
        ["AEI 01.01 – Recaudar más", "OEI 01: Recaudar"],
        ["AEI 01.02 – Recaudar mejor", None],
        ["AEI 02.01 – Atender pronto", ""],
        [None, "OEI.03 – Solo"],
    ]
    framework = read_framework(book(pei=rows)).framework
    assert [(one.code, one.name) for one in framework.objectives] == [
        ("OEI.01", "Recaudar"),
        ("OEI.02", ""),
        ("OEI.03", "Solo"),
    ]
    assert [(one.code, one.name, one.objective) for one in framework.actions] == [
        ("AEI.01.01", "Recaudar más", "OEI.01"),
        ("AEI.01.02", "Recaudar mejor", "OEI.01"),
        ("AEI.02.01", "Atender pronto", "OEI.02"),
    ]


def test_without_pei_codes_come_from_the_rows() -> None:
    sheet = unit_sheet(
        TITLES["UTD"], activity("AO-1", "aei 02.01 – Atender"), activity("AO-2", "AEI.01.01"), ["TOTAL"]
    )
    rows = book({"UTD": sheet}, pei=[])
    framework = read_framework(rows).framework
    assert [one.code for one in framework.objectives] == ["OEI.01", "OEI.02"]
    assert [(one.code, one.name) for one in framework.actions] == [
        ("AEI.01.01", ""),
        ("AEI.02.01", "Atender"),
    ]
    assert read(rows)[1] == []


def test_a_town_with_codes_of_its_own() -> None:
    pei: list[Row] = [
        [*own.FRAMEWORK_HEADERS],
        ["Eje 1", "Ciudad limpia", 1.1, "Calles"],
        ["Eje 1", "", "1.2", "Parques"],
    ]
    rows = book(
        {"UTD": unit_sheet(TITLES["UTD"], activity("AO-1", 1.1), activity("AO-2", "1.2 – Parques"))}, pei=pei
    )
    assert [one.action for one in read(rows)[0]] == ["1.1", "1.2"]
    assert read(rows)[1] == []
    assert [one.objective for one in read_framework(rows).framework.actions] == ["Eje 1", "Eje 1"]


def test_without_unidades_units_stand_in_the_order_of_the_sheets() -> None:
    header = [*HEADER, "Centro de costo"]
    sheets = {
        "Zeta": unit_sheet("Unidad Zeta", activity("AO-1")),
        "Alfa": [HEADER, activity("AO-2")],
        "Varias": [header, [*activity("AO-3"), "Unidad Eta"], [*activity("AO-4"), "Unidad ZETA"]],
    }
    rows = book(sheets, units=[])
    assert [unit.name for unit in read_framework(rows).framework.units] == [
        "Unidad Zeta",
        "Alfa",
        "Unidad Eta",
    ]
    assert [one.unit for one in read(rows)[0]] == ["Unidad Zeta", "Alfa", "Unidad Eta", "Unidad Zeta"]
    assert [(f.sheet, f.cell) for f in read(rows)[1]] == [("Varias", "K3")]


def test_sheets_follow_the_order_of_unidades_then_of_the_book() -> None:
    sheets = {name: unit_sheet(title, activity(f"{name}-1")) for name, title in reversed(TITLES.items())}
    rows = book({"Otra": unit_sheet("Otra", activity("AO-9")), **sheets})
    assert [columns.sheet for columns in read_framework(rows).sheets] == ["UTD", "OINF", "Otra"]


def test_units_that_only_rows_name_join_the_plan() -> None:
    rows = book({"Todo": [[*HEADER, "Área"], [*activity("AO-1"), "Nueva"]]})
    assert [unit.name for unit in plan_of(rows).framework.units][-1] == "Nueva"
    assert len(read_framework(rows).framework.units) == 2


def test_rows_without_unit_in_a_column_belong_to_their_sheet() -> None:
    header = [*HEADER, "Área"]
    rows = [[*activity("AO-1"), None], [*activity("AO-2"), "OINF"]]
    sheets = {
        "Total": unit_sheet("UTD", *rows, header=header),
        "Otra": unit_sheet("", *rows[:1], header=header),
    }
    activities, findings, _ = read(book(sheets))
    assert [one.unit for one in activities] == [TITLES["UTD"], TITLES["OINF"], "Otra"]
    unknown = [(one.sheet, one.cell) for one in findings if one.code.value == "unidad_desconocida"]
    assert unknown == [("Otra", "K4")]


def test_a_row_of_unidades_that_stands_twice_is_one_unit() -> None:
    assert len(read_framework(book(units=[*UNITS, UNITS[1]])).framework.units) == 2


def test_two_comments_of_one_code_are_both_kept() -> None:
    rows: list[Row] = [["AEI", "Comentario"], ["AEI.01.01", "Uno"], ["AEI 1.1", "Dos"], ["AEI.01.01", "Uno"]]
    assert read_framework(book(comments=rows)).framework.comments == {"AEI.01.01": "Uno\nDos"}


@pytest.mark.parametrize("name", [own.FRAMEWORK, own.UNITS, own.COMMENTS])
def test_a_sheet_of_the_frame_whose_header_is_gone_is_told(name: str) -> None:
    broken = {**book().sheets, name: [["algo"], ["otra cosa"]]}
    assert [f.code.value for f in read_framework(MemoryBook("x", broken)).findings][:1] == [
        "columna_faltante"
    ]


# --- sheets --------------------------------------------------------------------------------------------


def test_output_sheets_are_never_input_whatever_their_name() -> None:
    output = [[own.GENERATED_NOTICE], *unit_sheet(TITLES["OINF"], activity("AO-7"))]
    rows = book({"UTD": unit_sheet(TITLES["UTD"], activity("AO-1")), "OINF": output, "Mi copia": output})
    assert [one.code for one in read(rows)[0]] == ["AO-1"]


def test_a_sheet_with_an_output_sheets_name_is_read_only_if_it_is_all_there_is() -> None:
    rows = unit_sheet(TITLES["OINF"], activity("AO-7"))
    assert len(read(book({"Consolidado": rows}))[0]) == 1
    assert (
        len(read(book({"Consolidado (2)": rows, "UTD": unit_sheet(TITLES["UTD"], activity("AO-1"))}))[0]) == 1
    )


def test_frame_sheets_are_known_by_content_when_renamed() -> None:
    names = {own.SETTINGS: "Config", own.FRAMEWORK: "Objetivos", own.UNITS: "Áreas", own.COMMENTS: "Textos"}
    original = book(comments=[[*own.COMMENTS_HEADERS], ["OEI.01", "Bien"]])
    renamed = MemoryBook("x", {names.get(name, name): rows for name, rows in original.sheets.items()})
    assert plan_of(renamed).framework == plan_of(original).framework


def test_titles_above_a_repeated_header_and_two_tables() -> None:
    sheet = [
        ["Municipalidad"],
        ["Área: Oficina de Informática"],
        [],
        *[["Plan operativo"]] * 10,
        [str(cell).upper().replace(" ", "\n") for cell in HEADER],
        activity("AO-1"),
        ["", "TOTAL", "", "", "", 10, 8],
        HEADER,
        activity("AO-2", programmed=3, executed=3),
        ["", "TOTAL", "", "", "", 3, 3],
    ]
    rows = book({"Hoja1": sheet}, units=[UNITS[0], UNITS[2]])
    assert [(one.code, one.unit) for one in read(rows)[0]] == [
        ("AO-1", "Oficina de Informática"),
        ("AO-2", "Oficina de Informática"),
    ]
    assert read(rows)[1] == []


@pytest.mark.parametrize("dates", [True, False])
def test_months_under_a_title_are_read_though_the_sums_stand_beside_them(dates: bool) -> None:
    months: Row = [dt.date(2020, month, 1) for month in range(1, 13)] if dates else [*own.MONTH_ABBREVIATIONS]
    above: Row = [*[None] * len(HEADER), "Programado", *[None] * 11, "Ejecutado"]
    row = monthly_row("AO-1", [2] * 12, [1] * 12, sums=(24, 12))
    sheet = [["Área", TITLES["UTD"]], above, [*HEADER, *months, *months], row]
    activities, findings, _ = read(book({"UTD": sheet}))
    assert findings == []
    assert activities[0].monthly == Monthly((Number(Decimal(2)),) * 12, (Number(Decimal(1)),) * 12)


@pytest.mark.parametrize("column", [0, 4, 5])
def test_a_title_below_a_table_tells_whose_the_next_rows_are_wherever_it_stands(column: int) -> None:
    title: Row = [*[None] * column, "ÁREA", TITLES["OINF"]]
    sheet = [*unit_sheet(TITLES["UTD"], activity("AO-1")), [], title, HEADER, activity("AO-2")]
    activities, findings, _ = read(book({"Hoja1": sheet}, units=[UNITS[0], UNITS[1], UNITS[2]]))
    assert findings == []
    assert [(one.code, one.unit) for one in activities] == [("AO-1", TITLES["UTD"]), ("AO-2", TITLES["OINF"])]


def test_a_header_in_two_rows_above_one_in_one() -> None:
    above: Row = [*HEADER[:5], "Avance físico", None, *HEADER[7:]]
    below: Row = [*[None] * 5, *HEADER[5:7]]
    sheet = [["Área", TITLES["UTD"]], above, below, activity("AO-1"), [], HEADER, activity("AO-2")]
    activities, findings, _ = read(book({"UTD": sheet}))
    assert findings == []
    assert [one.code for one in activities] == ["AO-1", "AO-2"]


def test_merged_cells_of_the_aei_hold_for_all_their_rows() -> None:
    sheet = unit_sheet(TITLES["UTD"], activity("AO-1"), activity("AO-2", None), activity("AO-3", None))
    rows = replace(book({"UTD": sheet}), ranges={"UTD": [(3, 1, 5, 1), (0, 0, 0, 3)]})
    assert [one.action for one in read(rows)[0]] == ["AEI.01.01"] * 3


def test_every_column_of_a_row_is_read() -> None:
    header = [*(own.HEADERS[what] for what in own.HEADERS), "Otra"]
    texts: Row = ["AO-1", "AEI.01.01", " Atender ", "Informe", "No acumulable", "Sí"]
    row: Row = [*texts, 24, "1,200", "S.I.", "S.I.", "S.I.", "Falta", "Acta", 5.5, 0.1 + 0.2, "x"]
    (one,) = read(book({"UTD": unit_sheet(TITLES["UTD"], row, header=header)}))[0]
    assert one.where is not None
    assert (one.where.columns.sheet, one.where.cell(Field.EXECUTED)) == ("UTD", "I4")
    assert replace(one, where=None) == Activity(
        action="AEI.01.01",
        unit="Unidad de Trámite Documentario",
        programmed=Number(Decimal(1200), from_text=True),
        executed=Mark.NOT_REPORTED,
        code="AO-1",
        name="Atender",
        measure="Informe",
        kind=TargetKind.NOT_CUMULATIVE,
        on_demand=True,
        annual=Number(Decimal(24)),
        cause="Falta",
        evidence="Acta",
        budget=Number(Decimal("5.5")),
        accrued=Number(Decimal("0.3")),
        shown_efficacy=Mark.NOT_REPORTED,
    )


def test_truth_values_are_no_amounts_although_python_takes_them_for_numbers() -> None:
    rows = book(
        {"UTD": unit_sheet(TITLES["UTD"], activity("AO-1", programmed=1), activity("AO-2", programmed=True))}
    )
    first, second = read(rows)[0]
    assert isinstance(first.programmed, Number)
    assert not isinstance(second.programmed, Number)


def test_months_are_read_with_or_without_their_sums() -> None:
    full = unit_sheet(
        "UTD", monthly_row("AO-1", range(12), [None] * 12, (66, "S.I.")), header=[*HEADER, *MONTHS]
    )
    bare = unit_sheet(
        "UTD",
        ["AO-1", "AEI.01.01", *range(12), *[None] * 12],
        header=[
            "Código",
            "AEI",
            *(f"Programado {m}" for m in MONTH_NAMES),
            *(f"Ejec {m}" for m in MONTH_NAMES),
        ],
    )
    for sheet in (full, bare):
        reading = read_framework(book({"UTD": sheet}))
        assert reading.framework.monthly
        (one,) = ActivityReader(book({"UTD": sheet}), reading)
        assert one.monthly == Monthly(tuple(Number(Decimal(n)) for n in range(12)), (BLANK,) * 12)
    assert not read_framework(book()).framework.monthly


MONTH_NAMES = (
    "Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio",
    "Julio", "Agosto", "Septiembre", "Octubre", "Nov.", "DIC",
)  # fmt: skip


# --- order does not matter -----------------------------------------------------------------------------

AMOUNT = st.one_of(
    st.none(), st.integers(0, 99), st.floats(0, 99), st.sampled_from(["S.I.", "NP", "1,200", "x", ""])
)
ROWS = st.lists(
    st.tuples(st.sampled_from(["AEI.01.01", "aei 1.2", "AEI.02.01 – Atender pronto"]), AMOUNT, AMOUNT),
    max_size=6,
)


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_order_of_rows_sheets_and_columns_changes_no_activity(
    one: list[tuple[Raw, ...]], other: list[tuple[Raw, ...]], chance: object
) -> None:
    sheets = {
        unit: [activity(f"{unit}-{n}", *cells) for n, cells in enumerate(rows)]
        for unit, rows in (("UTD", one), ("OINF", other))
    }
    straight = book({unit: unit_sheet(TITLES[unit], *rows) for unit, rows in sheets.items()})
    order = chance.sample(range(len(HEADER)), len(HEADER))  # type: ignore[attr-defined]
    mixed = book(
        {
            unit: unit_sheet(
                TITLES[unit],
                *(
                    [row[column] for column in order]
                    for row in chance.sample(sheets[unit], len(sheets[unit]))
                ),  # type: ignore[attr-defined]
                header=[HEADER[column] for column in order],
            )
            for unit in reversed(sheets)
        }
    )
    assert told(read(straight)[0]) == told(read(mixed)[0])
    assert len(read(straight)[0]) == len(one) + len(other)


WORDS = [
    *(*HEADER, *MONTHS[::5], *own.SCALE_HEADERS, *own.FRAMEWORK_HEADERS, *own.UNITS_HEADERS),
    *(*own.COMMENTS_HEADERS, *own.SETTINGS_HEADER, *own.PARAMETERS.values()),
    *("TOTAL", "AEI.01.01", "UTD", "S.I.", own.UNIT_TITLE),
]
ANY_CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.dates(),
    st.datetimes(),
    st.timedeltas(),
    st.builds(CellError, st.sampled_from(["#REF!", "#N/A"])),
    st.sampled_from(WORDS),
)
ANY_ROWS = st.lists(st.lists(ANY_CELL, max_size=len(HEADER)), max_size=8)


@given(ANY_ROWS, st.sampled_from([HEADER, [*HEADER, "Área"], [*HEADER, *MONTHS]]), st.booleans())
def test_no_content_makes_the_reader_fail(rows: list[Row], header: Row, seen: bool) -> None:
    unit = unit_sheet("UTD", *rows, *[[*row, *row, *row, *row] for row in rows], header=header)
    scale: list[Row] = [[*own.SCALE_HEADERS], *rows]
    sheets: dict[str, list[Row]] = {"A": rows, "UTD": unit, "UTD (2)": unit, "Escala": scale}
    tables = {"settings": [[*own.SETTINGS_HEADER], *rows], "pei": [PEI[0], *rows], "units": [UNITS[0], *rows]}
    full = book(sheets, comments=[[*own.COMMENTS_HEADERS], *rows], **tables)
    for one in (full, MemoryBook("x", sheets), MemoryBook("x", dict.fromkeys(full.sheets, rows))):
        plan, findings, _ = read_plan(one if seen else replace(one, held=None))
        for activity_read in plan.activities:
            findings += tuple(check_row(activity_read, assess(activity_read)))
        assert all(isinstance(found.key, str) for found in findings)


def test_an_empty_workbook_only_says_so() -> None:
    for sheets in (
        {},
        {"Hoja1": []},
        {"Hoja1": [[]], "Parámetros": [], "PEI": [], "Unidades": [], "Comentarios": []},
    ):
        _, findings, digest = read(MemoryBook("x", sheets))
        assert "sin_datos" in {one.code.value for one in findings}
        assert len(digest) == len(hashlib.sha256().hexdigest())


# --- the digest ------------------------------------------------------------------------------------------


def digest_of(*rows: Row, **frame: list[Row]) -> str:
    return read(book({"UTD": unit_sheet(TITLES["UTD"], *rows)}, **frame))[2]  # type: ignore[arg-type]


def test_the_digest_is_the_same_for_whole_floats_blanks_and_ends_of_lines() -> None:
    assert digest_of(activity("AO-1", annual=None)) == digest_of(activity("AO-1", programmed=10.0, annual=""))
    assert digest_of(activity("AO-1", executed=0.1 + 0.2)) == digest_of(activity("AO-1", executed=0.3))
    assert digest_of(activity("AO-1", cause="a\r\nb")) == digest_of(activity("AO-1", cause="a\nb"))
    midnight = dt.datetime(2020, 1, 1)  # noqa: DTZ001 - cells have no zone
    assert digest_of(activity("AO-1", executed=midnight)) == digest_of(
        activity("AO-1", executed=dt.date(2020, 1, 1))
    )


def test_the_digest_does_not_hang_on_what_is_computed() -> None:
    base = digest_of(activity("AO-1"))
    assert base == digest_of(
        activity("AO-1", efficacy=0.8, band="META CUMPLIDA"), ["", "TOTAL", "", "", "", 10, 8]
    )
    output = {"Tablero": [[own.GENERATED_NOTICE], ["x"]], "Apuntes": [["míos"]]}
    assert base == read(book({"UTD": unit_sheet(TITLES["UTD"], activity("AO-1")), **output}))[2]
    header = [*HEADER, *MONTHS]
    sums = [
        read(
            book({"UTD": unit_sheet("UTD", monthly_row("AO-1", [1] * 12, [1] * 12, amounts), header=header)})
        )[2]
        for amounts in ((None, None), (12, 12))
    ]
    assert sums[0] == sums[1]


@pytest.mark.parametrize(
    "rows",
    [
        [activity("AO-1", executed=9)],
        [activity("AO-1", executed="8")],
        [activity("AO-1", executed=None)],
        [activity("AO-1", annual=1)],
        [activity("AO-1", cause="x")],
        [activity("AO-2")],
        [[], activity("AO-1")],
        [activity("AO-1"), activity("AO-2")],
    ],
)
def test_the_digest_changes_with_every_input_cell(rows: list[Row]) -> None:
    same = "8" if rows == [activity("AO-1", executed="8")] else None
    assert (digest_of(*rows) == digest_of(activity("AO-1"))) is (same is not None)


def test_the_digest_holds_every_row_of_a_long_sheet() -> None:
    rows = [activity(f"AO-{number}") for number in range(1200)]
    assert digest_of(*rows) == digest_of(*rows)
    assert digest_of(*rows) != digest_of(*rows[:700], activity("AO-700", executed=9), *rows[701:])


def test_the_digest_tells_true_from_one() -> None:
    assert digest_of(activity("AO-1", programmed=1), activity("AO-2", programmed=True)) != digest_of(
        activity("AO-1", programmed=1), activity("AO-2", programmed=1)
    )


def test_the_digest_changes_with_the_frame() -> None:
    base, row = digest_of(activity("AO-1")), activity("AO-1")
    others = [
        digest_of(row, settings=[*SETTINGS, ["Método", "promedio"]]),
        digest_of(row, pei=[*PEI, ["OEI.03", "x", "AEI.03.01", "y"]]),
        digest_of(row, units=[UNITS[0], [*UNITS[1][:5], "Eva"]]),
        digest_of(row, comments=[[*own.COMMENTS_HEADERS], ["OEI.01", "Bien"]]),
    ]
    assert len({base, *others}) == len(others) + 1
    assert base == digest_of(row, settings=[[*one[:2], "otra ayuda"] for one in SETTINGS[:1]] + SETTINGS[1:])


# --- what the template writes is what the reader reads ---------------------------------------------------


def spread(plan: Plan) -> Plan:
    """The same plan by months: each amount divided as evenly as whole numbers can be."""
    return Plan(
        replace(plan.framework, monthly=True),
        tuple(
            replace(
                one,
                monthly=Monthly(_months(one.programmed), _months(one.executed)),
                kind=TargetKind.NOT_CUMULATIVE if number % 5 == 4 else TargetKind.CUMULATIVE,
            )
            for number, one in enumerate(plan.activities)
        ),
    )


def _months(fact: object) -> tuple[Number | Mark, ...]:
    if not isinstance(fact, Number):
        return (BLANK,) * 12
    share = fact.value // 12
    return (*(Number(share),) * 11, Number(fact.value - 11 * share))


def bare(plan: Plan) -> Plan:
    """The plan without places and without what its formulas compute."""
    computed = {"programmed": BLANK, "executed": BLANK, "annual": BLANK}
    return Plan(
        plan.framework,
        tuple(
            replace(one, where=None, shown_efficacy=BLANK, **(computed if one.monthly else {}))
            for one in plan.activities
        ),
    )


@pytest.mark.parametrize("plan", [example_plan(), spread(example_plan())], ids=["example", "by months"])
def test_a_plan_that_is_written_and_read_is_the_same_plan(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "poi.xlsx"
    path.write_bytes(render(planning_workbook(plan, monthly=plan.framework.monthly)))
    with open_file(path) as opened:
        got, findings, digest = read_plan(opened)
        copied = MemoryBook("x.xlsx", {name: list(opened.rows(name)) for name in opened.sheet_names()})
    assert bare(got) == bare(plan)
    assert findings == ()
    assert read_plan(copied)[2] == digest


@pytest.mark.libreoffice
@pytest.mark.parametrize("plan", [example_plan(), spread(example_plan())], ids=["example", "by months"])
def test_a_workbook_saved_again_by_libreoffice_is_the_same_plan(plan: Plan, tmp_path: Path) -> None:
    path, folder = tmp_path / "poi.xlsx", tmp_path / "saved"
    folder.mkdir()
    path.write_bytes(render(planning_workbook(plan, monthly=plan.framework.monthly)))
    with open_file(path) as first, open_file(convert(path, "xlsx", folder)) as second:
        (one, _, digest), (other, findings, again) = read_plan(first), read_plan(second)
    assert bare(one) == bare(other)
    assert (findings, again) == ((), digest)
