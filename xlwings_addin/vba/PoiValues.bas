Attribute VB_Name = "PoiValues"
Option Explicit
Option Private Module

' What goes to Python and what comes back: values instead of ranges, and Excel's own errors.
' No rule of the method is here.

Public Function PoiValue(Optional ByRef argument As Variant) As Variant
    ' A missing argument stays missing; a range becomes its values.
    If IsMissing(argument) Then
        PoiValue = argument
    ElseIf IsObject(argument) Then
        PoiValue = PoiValuesOf(argument)
    Else
        PoiValue = argument
    End If
End Function

Private Function PoiValuesOf(ByVal cells As Object) As Variant
    ' Value2: no dates, no currency. A whole column ends with the sheet's last used row, and the same for a row.
    Dim used As Object, sheet As Object, last As Long
    If cells.Areas.Count > 1 Then Err.Raise 5
    Set sheet = cells.Worksheet
    Set used = cells
    If cells.Rows.Count = sheet.Rows.Count Then
        last = sheet.UsedRange.Row + sheet.UsedRange.Rows.Count - 1
        Set used = used.Resize(last)
    End If
    If cells.Columns.Count = sheet.Columns.Count Then
        last = sheet.UsedRange.Column + sheet.UsedRange.Columns.Count - 1
        Set used = used.Resize(, last)
    End If
    PoiValuesOf = used.Value2
End Function

Public Function PoiResult(ByVal result As Variant) As Variant
    ' Python cannot say "error" for one element: it sends a marked text, which becomes the error here.
    If IsArray(result) Then
        If PoiIsTable(result) Then
            PoiResult = PoiTableResult(result)
        Else
            PoiResult = PoiListResult(result)
        End If
    Else
        PoiResult = PoiElement(result)
    End If
End Function

Private Function PoiIsTable(ByRef values As Variant) As Boolean
    On Error GoTo oneDimension
    PoiIsTable = (UBound(values, 2) >= LBound(values, 2))
oneDimension:
End Function

Private Function PoiTableResult(ByVal values As Variant) As Variant
    Dim row As Long, column As Long
    For row = LBound(values, 1) To UBound(values, 1)
        For column = LBound(values, 2) To UBound(values, 2)
            values(row, column) = PoiElement(values(row, column))
        Next column
    Next row
    PoiTableResult = values
End Function

Private Function PoiListResult(ByVal values As Variant) As Variant
    Dim place As Long
    For place = LBound(values) To UBound(values)
        values(place) = PoiElement(values(place))
    Next place
    PoiListResult = values
End Function

Private Function PoiElement(ByRef element As Variant) As Variant
    ' Character 1 and a number stand for the error of that number.
    PoiElement = element
    If VarType(element) <> vbString Then Exit Function
    If Left$(element, 1) <> Chr$(1) Then Exit Function
    If IsNumeric(Mid$(element, 2)) Then
        PoiElement = CVErr(CLng(Mid$(element, 2)))
    Else
        PoiElement = CVErr(xlErrValue)
    End If
End Function

Public Function PoiFailure() As Variant
    ' What a cell shows when Python gave no answer: never a text in English.
    PoiFailure = CVErr(xlErrValue)
End Function
