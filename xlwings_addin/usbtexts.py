"""The texts of the folder for a USB stick: what Windows runs, and what a person reads. All of it Spanish.

The scripts have no parenthesised blocks with text in them: a ")" in a folder's name would end them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MARK: Final = "eficacia-python.txt"
"""The file that tells our Python from one of somebody else in a folder of the same name."""

MARK_TEXT: Final = (
    "Python para el complemento eficacia. Lo reemplaza Instalar.cmd y lo borra Desinstalar.cmd.\n"
)

_HERE: Final = "instalado-aqui.txt"

_BEGIN: Final = r"""@echo off
setlocal DisableDelayedExpansion
for /f "tokens=2 delims=:." %%p in ('chcp') do set "PAGINA=%%p"
chcp 65001 >nul
"""

_WHERE: Final = rf"""set "DESTINO=%~1"
if not defined DESTINO if exist "%~dp0{_HERE}" set "DESTINO=%~dp0."
if not defined DESTINO set "DESTINO=%LOCALAPPDATA%\eficacia"
"""

_END: Final = r"""
:fin
echo.
if not defined EFICACIA_SIN_PAUSA pause
chcp %PAGINA% >nul
exit /b %RESULTADO%
"""

INSTALL: Final = rf"""{_BEGIN}set "RESULTADO=1"
set "DESTINO=%~1"
if not defined DESTINO set "DESTINO=%LOCALAPPDATA%\eficacia"
if not exist "%~dp0python\{MARK}" goto incompleto
tasklist /FI "IMAGENAME eq EXCEL.EXE" 2>nul | "%SystemRoot%\System32\find.exe" /I "EXCEL.EXE" >nul
if not errorlevel 1 goto excel
if not exist "%DESTINO%\python\" goto copiar
if not exist "%DESTINO%\python\{MARK}" goto ajena
if exist "%DESTINO%\python-anterior\{MARK}" rmdir /S /Q "%DESTINO%\python-anterior"
ren "%DESTINO%\python" python-anterior
if errorlevel 1 goto enuso

:copiar
echo Copiando el programa a "%DESTINO%". Tarda uno o dos minutos.
xcopy "%~dp0python" "%DESTINO%\python" /E /I /Y /Q /H >nul
if errorlevel 1 goto copia
for %%f in (eficacia.cmd Diagnostico.cmd Desinstalar.cmd LEAME.txt) do copy /Y "%~dp0%%f" "%DESTINO%\" >nul
echo Lo puso Instalar.cmd. Para quitarlo, use Desinstalar.cmd.>"%DESTINO%\{_HERE}"
echo Instalando el complemento de Excel.
"%DESTINO%\python\python.exe" -m xlwings_addin.cli complemento instalar
if errorlevel 1 goto complemento
if exist "%DESTINO%\python-anterior\{MARK}" rmdir /S /Q "%DESTINO%\python-anterior"
set "RESULTADO=0"
echo.
echo Listo. Abra Excel: debe aparecer la pestaña «Evaluación POI».
echo Si no aparece, abra Diagnostico.cmd de la carpeta "%DESTINO%".
goto fin

:incompleto
echo Esta carpeta está incompleta: falta python. Cópiela de nuevo, entera, y repita.
goto fin

:excel
echo Excel está abierto. Guarde, cierre Excel y abra de nuevo Instalar.cmd.
echo Si no ve ninguna ventana de Excel, termine EXCEL.EXE en el Administrador de tareas.
goto fin

:ajena
echo En "%DESTINO%\python" hay otra cosa, que este programa no instaló, y no se tocó.
echo Elija otra carpeta, por ejemplo: Instalar.cmd C:\Users\Public\eficacia
goto fin

:enuso
echo La versión anterior está en uso. Cierre Excel, espere un minuto y repita.
echo Si sigue igual, cierre la sesión de Windows y vuelva a entrar.
goto fin

:copia
echo No se pudo copiar. Vea si hay espacio en el disco y si el antivirus retiró algún archivo.
rmdir /S /Q "%DESTINO%\python" 2>nul
if exist "%DESTINO%\python-anterior\{MARK}" ren "%DESTINO%\python-anterior" python
goto fin

:complemento
echo El programa se copió, pero el complemento de Excel no quedó instalado. El motivo está arriba.
goto fin
{_END}"""

UNINSTALL: Final = rf"""{_BEGIN}set "RESULTADO=1"
{_WHERE}if not exist "%DESTINO%\python\{MARK}" goto nada
"%DESTINO%\python\python.exe" -m xlwings_addin.cli complemento desinstalar
if errorlevel 1 goto fin
ren "%DESTINO%\python" python-anterior
if errorlevel 1 goto enuso
rmdir /S /Q "%DESTINO%\python-anterior"
for %%f in (eficacia.cmd Diagnostico.cmd LEAME.txt {_HERE}) do del /Q "%DESTINO%\%%f" 2>nul
echo Se quitó el programa. Sus libros e informes no se tocaron.
if not defined EFICACIA_SIN_PAUSA pause
chcp %PAGINA% >nul
(goto) 2>nul & del /Q "%DESTINO%\Desinstalar.cmd" & rmdir "%DESTINO%" 2>nul

:nada
echo No hay nada instalado en "%DESTINO%".
echo Si lo instaló en otra carpeta, escriba: Desinstalar.cmd CARPETA
goto fin

:enuso
echo El complemento se quitó, pero el programa está en uso. Cierre Excel, espere un minuto y repita.
goto fin
{_END}"""

DIAGNOSE: Final = rf"""{_BEGIN}set "RESULTADO=1"
{_WHERE}if not exist "%DESTINO%\python\{MARK}" goto nada
"%DESTINO%\python\python.exe" -m xlwings_addin.cli complemento diagnostico
set "RESULTADO=%ERRORLEVEL%"
goto fin

:nada
echo No hay nada instalado en "%DESTINO%". Abra primero Instalar.cmd.
goto fin
{_END}"""

COMMAND: Final = '@"%~dp0python\\python.exe" -m xlwings_addin.cli %*\n'

README: Final = """\
eficacia {version}: complemento de Excel para evaluar el Plan Operativo Institucional (POI)

INSTALAR
1. Guarde su trabajo y cierre Excel.
2. Abra Instalar.cmd (doble clic). No pide administrador ni internet.
   Si Windows dice que protegió su PC: Más información > Ejecutar de todas formas.
3. Abra Excel. Debe aparecer la pestaña «Evaluación POI»: empiece por el botón Guía.

SI ALGO NO SALE
Abra Diagnostico.cmd: dice punto por punto qué está bien, qué está mal y cómo repararlo.

ACTUALIZAR
Cierre Excel y abra Instalar.cmd de la carpeta nueva.

QUITAR
Cierre Excel y abra Desinstalar.cmd. Sus libros e informes no se tocan.

QUÉ HAY EN ESTA CARPETA
python                       Python {python} y el programa; se copia a %LOCALAPPDATA%\\eficacia
ruedas                       los paquetes originales, para que informática los compruebe
eficacia.xlam                el complemento, el mismo que se instala
contenido.txt                la huella SHA-256 de cada paquete
hoja-para-informatica.txt    una página para la oficina de informática
guia.html                    la guía del planificador; en Excel se abre con el botón Guía
"""


def contents(version: str, python: str, digests: Iterable[tuple[str, str]]) -> str:
    """Return the list of what the folder is made from, each with its SHA-256."""
    lines = [f"eficacia {version}, Python {python}, Windows de 64 bits", "", "SHA-256 de cada archivo:", ""]
    return "\n".join([*lines, *(f"{digest}  {name}" for name, digest in digests), ""])


def script(text: str) -> bytes:
    """Return a script as cmd.exe reads it: UTF-8 without a mark, lines ending as Windows ends them."""
    return text.replace("\n", "\r\n").encode("utf-8")


def note(text: str) -> bytes:
    """Return a text that Notepad of any Windows shows right."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig")
