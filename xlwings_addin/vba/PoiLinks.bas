Attribute VB_Name = "PoiLinks"
Option Explicit
Option Private Module

' Formulas that came from another computer: joins them to the add-in of this one when a workbook opens.
' The results of the formulas may change; no cell that a planner typed does.

Public Sub PoiRepairBook(ByVal book As Workbook)
    Dim wasSaved As Boolean, calculated As Long
    On Error GoTo leave
    wasSaved = book.Saved
    calculated = Application.Calculation
    PoiRepairLinks book
    Application.Calculation = xlCalculationManual
    PoiReenterUnknown book
leave:
    On Error Resume Next
    If calculated <> 0 Then Application.Calculation = calculated
    book.Saved = wasSaved
End Sub

Public Function PoiRepairLinks(ByVal book As Workbook) As Long
    ' A link to an add-in of our name in another folder becomes a link to this one; returns how many.
    Dim links As Variant, link As Variant
    links = book.LinkSources(xlExcelLinks)
    If IsEmpty(links) Then Exit Function
    On Error Resume Next
    For Each link In links
        If PoiIsOurs(CStr(link), ThisWorkbook.Name) And StrComp(CStr(link), ThisWorkbook.FullName, vbTextCompare) <> 0 Then
            Err.Clear
            book.ChangeLink CStr(link), ThisWorkbook.FullName, xlLinkTypeExcelLinks
            If Err.Number = 0 Then PoiRepairLinks = PoiRepairLinks + 1
        End If
    Next link
End Function

Public Function PoiIsOurs(ByVal link As String, ByVal addin As String) As Boolean
    ' Whether a path or an address ends in the name of the add-in.
    Dim path As String
    path = Replace(link, "/", "\")
    PoiIsOurs = (StrComp(Mid$(path, InStrRev(path, "\") + 1), addin, vbTextCompare) = 0)
End Function

Private Sub PoiReenterUnknown(ByVal book As Workbook)
    Dim sheet As Worksheet, unknown As Range, cell As Range
    For Each sheet In book.Worksheets
        If Not sheet.ProtectContents Then
            Set unknown = PoiErrorsOf(sheet)
            If Not unknown Is Nothing Then
                For Each cell In unknown.Cells
                    If PoiIsUnknown(cell) Then PoiReenter cell
                Next cell
            End If
        End If
    Next sheet
End Sub

Private Function PoiErrorsOf(ByVal sheet As Worksheet) As Range
    ' Nothing where no formula of the sheet shows an error.
    On Error Resume Next
    Set PoiErrorsOf = sheet.UsedRange.SpecialCells(xlCellTypeFormulas, xlErrors)
End Function

Private Function PoiIsUnknown(ByVal cell As Range) As Boolean
    Dim shown As Variant
    shown = cell.Value2
    If Not IsError(shown) Then Exit Function
    If shown <> CVErr(xlErrName) Then Exit Function
    PoiIsUnknown = PoiCallsUs(CStr(cell.Formula), PoiFunctionNames())
End Function

Public Function PoiCallsUs(ByVal formula As String, ByVal names As Variant) As Boolean
    ' Whether a formula calls one of the functions named.
    Dim name As Variant
    For Each name In names
        If PoiCalls(UCase$(formula), CStr(name) & "(") Then
            PoiCallsUs = True
            Exit Function
        End If
    Next name
End Function

Private Function PoiCalls(ByVal formula As String, ByVal opening As String) As Boolean
    ' The name counts only where it begins: a function of somebody else may end like ours.
    Dim place As Long
    place = InStr(1, formula, opening, vbBinaryCompare)
    Do While place > 1
        If InStr(1, "=+-*/^&(,;<>@{!: ", Mid$(formula, place - 1, 1), vbBinaryCompare) > 0 Then
            PoiCalls = True
            Exit Function
        End If
        place = InStr(place + 1, formula, opening, vbBinaryCompare)
    Loop
End Function

Private Sub PoiReenter(ByVal cell As Range)
    ' Excel looks a name up again when its formula is entered; Formula2 (Excel 365) keeps a spill a spill.
    Dim target As Object
    On Error Resume Next
    Set target = cell
    If target.HasArray Then
        target.CurrentArray.FormulaArray = target.FormulaArray
        Exit Sub
    End If
    target.Formula2 = target.Formula2
    If Err.Number <> 0 Then target.Formula = target.Formula
End Sub
