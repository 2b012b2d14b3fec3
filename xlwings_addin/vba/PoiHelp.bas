Attribute VB_Name = "PoiHelp"
Option Explicit
Option Private Module

' Written by xlwings_addin/vba/generate.py; do not change it here.
' The help of the function wizard; the sheet _IntelliSense_ says the same.

Public Function PoiFunctionNames() As Variant
    PoiFunctionNames = Array("EFICACIA", "BANDA", "INDICADOR", "EFICACIA_TOTAL", "PARRAFO_AEI", "TOTALES_AEI")
End Function

Public Function PoiRegisterHelp() As Boolean
    ' False where Excel refuses, as it does while no workbook is active.
    On Error GoTo refused
    PoiDescribe "EFICACIA", _
        "Devuelve la eficacia: ejecutadas entre programadas, como razón (0.73 es 73 %). Si nada se programó, No programada o Sin meta; si falta la información, S.I.", Array( _
        "Cantidad programada: una celda, una fila, una columna o una tabla. 0 o vacía: no programada.", _
        "Cantidad ejecutada, en un rango del mismo tamaño que programadas. ""S.I."" si no hay información.")
    PoiDescribe "BANDA", _
        "Indicador de eficacia. Devuelve el indicador de eficacia (por ejemplo, META CUMPLIDA) según la escala. Los textos No programada, Sin meta y S.I. pasan tal cual.", Array( _
        "Eficacia como razón (0.73) o porcentaje; una celda o un rango.", _
        "Tabla Escala del libro (Escala[#Todo]) o dos columnas: desde e indicador. Si se omite, la escala predeterminada.")
    PoiDescribe "INDICADOR", _
        "Indicador de eficacia (lo mismo que BANDA). Devuelve el indicador de eficacia (por ejemplo, META CUMPLIDA) según la escala. Los textos No programada, Sin meta y S.I. pasan tal cual.", Array( _
        "Eficacia como razón (0.73) o porcentaje; una celda o un rango.", _
        "Tabla Escala del libro (Escala[#Todo]) o dos columnas: desde e indicador. Si se omite, la escala predeterminada.")
    PoiDescribe "EFICACIA_TOTAL", _
        "Devuelve la eficacia del conjunto de actividades, con el método indicado. Un error en los datos pasa al resultado.", Array( _
        "Cantidad programada: una celda, una fila, una columna o una tabla. 0 o vacía: no programada.", _
        "Cantidad ejecutada, en un rango del mismo tamaño que programadas. ""S.I."" si no hay información.", _
        """razon"", ""razon_topada"", ""promedio_topado"" o ""promedio"", como en Parámetros. Si se omite, ""razon"".")
    PoiDescribe "PARRAFO_AEI", _
        "Redacta el párrafo de una acción estratégica institucional (AEI), como en el informe, a partir de lo programado y ejecutado por cada unidad.", Array( _
        "Nombre de la unidad orgánica de cada fila, en una columna o una fila.", _
        "Cantidad programada: una celda, una fila, una columna o una tabla. 0 o vacía: no programada.", _
        "Cantidad ejecutada, en un rango del mismo tamaño que programadas. ""S.I."" si no hay información.", _
        "Tabla Escala del libro (Escala[#Todo]) o dos columnas: desde e indicador. Si se omite, la escala predeterminada.")
    PoiDescribe "TOTALES_AEI", _
        "Devuelve una tabla con el total de cada AEI: programadas, ejecutadas, eficacia e indicador. Necesita celdas libres abajo y a la derecha.", Array( _
        "Rango con encabezados; entre ellos AEI, Programadas y Ejecutadas, en cualquier orden.")
    PoiRegisterHelp = True
refused:
End Function

Private Sub PoiDescribe(ByVal functionName As String, ByVal help As String, ByVal argumentHelp As Variant)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & functionName, Description:=help, _
        Category:="Evaluación POI", ArgumentDescriptions:=argumentHelp
End Sub
