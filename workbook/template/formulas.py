"""Formulas of a unit's table. All but EFICACIA and BANDA are native, from Excel 2016 and LibreOffice on.

Structured references are written as files hold them: `t_UTD[[#This Row],[Programadas]]`.
"""

from __future__ import annotations

from typing import Final

from workbook.domain.periods import TargetKind
from workbook.domain.places import Field
from workbook.layouts import own
from workbook.spanish.labels import TARGET_KIND_NAMES
from workbook.template import lists
from workbook.template.naming import month_headers

_ON = lists.EVALUATED
_NEGATIVE, _POSITIVE = '"<0"', '">0"'
_NOTHING: Final = '""'
_NOT_CUMULATIVE: Final = TARGET_KIND_NAMES[TargetKind.NOT_CUMULATIVE]


class RowFormulas:
    """The formulas of one row of a unit's table."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._programmed = self._months(own.PROGRAMMED_MONTH)
        self._executed = self._months(own.EXECUTED_MONTH)

    @property
    def efficacy(self) -> str:
        """Eficacia; a missing execution is passed as "S.I.", never as 0."""
        executed = self._field(Field.EXECUTED)
        missing = f'IF({executed}="","{own.NOT_REPORTED}",{executed})'
        return self._filled(f"EFICACIA({self._field(Field.PROGRAMMED)},{missing})")

    @property
    def band(self) -> str:
        """Indicador, always with the workbook's own scale."""
        return self._filled(f"BANDA({self._field(Field.EFFICACY)},{own.SCALE_TABLE}[#All])")

    @property
    def programmed(self) -> str:
        """Programadas over the evaluated months: sum, or last programmed; "Revisar" if any is unusable."""
        months, done = self._programmed, self._executed
        marks = (
            _marks(months, lists.NOT_PROGRAMMED),
            _marks(done, lists.NOT_REPORTED),
            _marks(done, lists.NOT_PROGRAMMED),
        )
        strange = "+".join(
            (
                _count(months, _NEGATIVE),
                _count(done, _NEGATIVE),
                _words(months, _ON),
                _words(done, _ON),
                f'SUMPRODUCT(COUNTIFS({_ON},1,{months},">0",{done},{lists.NOT_PROGRAMMED}))',
                f"SUMPRODUCT({_ON}*(ISERROR({months})+ISERROR({done})))",
            )
        )
        strange = "-".join((strange, *marks))
        last = f"IFERROR(LOOKUP(2,1/({_ON}*ISNUMBER({months})*({months}>0)),{months}),0)"
        return self._filled(f'IF({strange}>0,"{own.TO_REVIEW}",{self._by_kind(months, last)})')

    @property
    def executed(self) -> str:
        """Ejecutadas: sum, or last reported; "S.I." where no programmed month of the period reports."""
        months, targets = self._executed, self._programmed
        telling = f"(ISNUMBER({targets})*({targets}>0)+({months}>0)>0)"
        last = f"LOOKUP(2,1/({_ON}*ISNUMBER({months})*{telling}),{months})"
        reported = f'COUNTIFS({_ON},1,{targets},">0",{months},">=0")+{_count(months, _POSITIVE)}'
        silent = f'IF({_count(targets, _POSITIVE)}>0,"{own.NOT_REPORTED}",{_NOTHING})'
        answer = f"IF({reported}=0,{silent},{self._by_kind(months, last)})"
        strange = f'{self._field(Field.PROGRAMMED)}="{own.TO_REVIEW}"'
        return self._filled(f'IF({strange},"{own.TO_REVIEW}",{answer})')

    @property
    def annual(self) -> str:
        """Meta anual: as Programadas, over the twelve months; nothing where no month is programmed."""
        months = self._programmed
        last = f"LOOKUP(2,1/(ISNUMBER({months})*({months}>0)),{months})"
        whole = f'SUMIF({months},">0")'
        chosen = f'IF({self._field(Field.KIND)}="{_NOT_CUMULATIVE}",{last},{whole})'
        return self._filled(f'IF(COUNTIF({months},">0")=0,{_NOTHING},{chosen})')

    def _by_kind(self, months: str, last: str) -> str:
        return f'IF({self._field(Field.KIND)}="{_NOT_CUMULATIVE}",{last},SUMIF({_ON},1,{months}))'

    def _filled(self, answer: str) -> str:
        return f"=IF({self._field(Field.ACTION)}={_NOTHING},{_NOTHING},{answer})"

    def _field(self, field: Field) -> str:
        return f"{self._table}[[#This Row],[{own.HEADERS[field]}]]"

    def _months(self, pattern: str) -> str:
        headers = month_headers(pattern)
        return f"{self._table}[[#This Row],[{headers[0]}]:[{headers[-1]}]]"


class TableFormulas:
    """The formulas that tell how far a unit's table is filled."""

    def __init__(self, table: str, *, monthly: bool) -> None:
        self._table = table
        self._monthly = monthly

    @property
    def rows(self) -> str:
        """How many rows have an AEI or an activity."""
        return f'=SUMPRODUCT(--(({self._column(Field.ACTION)}<>"")+({self._column(Field.NAME)}<>"")>0))'

    @property
    def missing(self) -> str:
        """How many data are missing or cannot be read; "Revisar" where a cell holds an error."""
        named = f'SUMPRODUCT(({self._column(Field.ACTION)}="")*({self._column(Field.NAME)}<>""))'
        amounts = self._missing_months() if self._monthly else self._missing_amounts()
        return f'=IFERROR({named}+{amounts},"{own.TO_REVIEW}")'

    def _missing_amounts(self) -> str:
        programmed, executed = self._column(Field.PROGRAMMED), self._column(Field.EXECUTED)
        filled = f'({self._column(Field.ACTION)}<>"")'
        unreported = f"ISNUMBER({programmed})*({programmed}>0)*(1-ISNUMBER({executed}))"
        return (
            f'SUMPRODUCT({filled}*(({programmed}="")+{unreported}))+0*SUMPRODUCT({filled}*({executed}=""))'
            f'+COUNTIF({programmed},"<0")+COUNTIF({executed},"<0")'
            f"+{_words(programmed)}-SUMPRODUCT(COUNTIF({programmed},{lists.NOT_PROGRAMMED}))"
        )

    def _missing_months(self) -> str:
        programmed, executed = self._block(own.PROGRAMMED_MONTH), self._block(own.EXECUTED_MONTH)
        filled = f'({self._column(Field.ACTION)}<>"")'
        unreported = f"ISNUMBER({programmed})*({programmed}>0)*(1-ISNUMBER({executed}))"
        return (
            f"SUMPRODUCT({filled}*{_ON}*{unreported})"
            f'+COUNTIF({self._column(Field.PROGRAMMED)},"{own.TO_REVIEW}")'
        )

    def _column(self, field: Field) -> str:
        return f"{self._table}[{own.HEADERS[field]}]"

    def _block(self, pattern: str) -> str:
        headers = month_headers(pattern)
        return f"{self._table}[[{headers[0]}]:[{headers[-1]}]]"


def _count(months: str, condition: str) -> str:
    """Return how many evaluated months meet a condition."""
    return f"COUNTIFS({_ON},1,{months},{condition})"


def _words(cells: str, where: str = "1") -> str:
    """Return how many cells hold a text that says something (wildcards count numbers too in LibreOffice)."""
    return f"SUMPRODUCT({where}*ISNUMBER(1/(LEN(TRIM({cells}))*ISTEXT({cells}))))"


def _marks(months: str, marks: str) -> str:
    """Return how many evaluated months hold one of the words of a list."""
    return f"SUMPRODUCT(COUNTIFS({_ON},1,{months},{marks}))"


def amount_entry(cell: str, marks: str) -> str:
    """Return the condition of a typed amount: a number of 0 or more, or one of the words of a list."""
    return f"=OR(AND(ISNUMBER({cell}),{cell}>=0),SUMPRODUCT(COUNTIF({cell},{marks}))>0)"
