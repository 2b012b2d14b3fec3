Attribute VB_Name = "PoiPython"
Option Explicit
Option Private Module

' The one way from a button to Python: the server that also answers the cells.

Private Const POI_TITLE As String = "Evaluación POI"

Public Sub PoiRun(ByVal command As String, ByVal needsBook As Boolean)
    If needsBook And ActiveWorkbook Is Nothing Then
        MsgBox "No hay ningún libro abierto." & vbCrLf & vbCrLf & _
            "Abra el libro de planeamiento (si dice Vista protegida, presione Habilitar edición) " & _
            "y vuelva a presionar el botón.", vbInformation, POI_TITLE
        Exit Sub
    End If
    On Error GoTo failed
    PoiCallerIs ActiveWorkbook
    XLPy.Exec command
    PoiForgetCaller
    Exit Sub
failed:
    PoiShowFailure Err.Description
    PoiForgetCaller
End Sub

Private Sub PoiCallerIs(ByVal book As Workbook)
    XLPy.SetAttr XLPy.Module("xlwings._xlwindows"), "BOOK_CALLER", book
End Sub

Private Sub PoiForgetCaller()
    ' A reference that Python keeps would leave Excel running after it is closed.
    On Error Resume Next
    XLPy.Exec "import xlwings._xlwindows as w; w.BOOK_CALLER = None"
End Sub

Private Sub PoiShowFailure(ByVal detail As String)
    MsgBox "Excel no pudo usar el programa de evaluación; su libro no cambió por este motivo." & vbCrLf & vbCrLf & _
        "Cierre Excel por completo y vuelva a abrirlo. Si se repite, abra Diagnostico.cmd: está en la memoria USB " & _
        "con la que se instaló y en la carpeta %LOCALAPPDATA%\eficacia. (Si se instaló con Python, el comando es: " & _
        "eficacia complemento diagnostico.)" & vbCrLf & vbCrLf & _
        "Envíe lo que muestre a quien instaló el complemento, junto con este detalle técnico:" & vbCrLf & vbCrLf & _
        Left$(detail, 600), vbExclamation, POI_TITLE
End Sub
