' Calls into the add-in from inside LibreOffice; each answers a text, because a failure there is silent.

Function Told(ByVal v As Variant) As String
    If IsError(v) Then
        Told = "error " & CLng(v)
    ElseIf IsEmpty(v) Then
        Told = "Empty"
    Else
        Told = TypeName(v) & " " & v
    End If
End Function

Function ToldTable(ByVal v As Variant) As String
    Dim row As Long, column As Long
    For row = LBound(v, 1) To UBound(v, 1)
        For column = LBound(v, 2) To UBound(v, 2)
            If ToldTable <> "" Then ToldTable = ToldTable & "|"
            ToldTable = ToldTable & Told(v(row, column))
        Next column
    Next row
End Function

Function Extent(ByVal v As Variant) As String
    Extent = (UBound(v, 1) - LBound(v, 1) + 1) & " x " & (UBound(v, 2) - LBound(v, 2) + 1)
End Function

Function Settings() As Object
    Set Settings = ThisWorkbook.Worksheets(1)
End Function

Function ProbeFailure() As String
    ProbeFailure = Told(PoiFailure())
End Function

Function ProbeDivision() As String
    ProbeDivision = Told(PoiResult(Chr$(1) & "2007"))
End Function

Function ProbeNotAvailable() As String
    ProbeNotAvailable = Told(PoiResult(Chr$(1) & "2042"))
End Function

Function ProbeBrokenMark() As String
    ProbeBrokenMark = Told(PoiResult(Chr$(1) & "x"))
End Function

Function ProbeText() As String
    ProbeText = Told(PoiResult("S.I."))
End Function

Function ProbeNumber() As String
    ProbeNumber = Told(PoiResult(0.73))
End Function

Function ProbeEmptyText() As String
    ProbeEmptyText = Told(PoiResult(""))
End Function

Function ProbeTable() As String
    Dim t(1, 1) As Variant
    t(0, 0) = 0.5
    t(0, 1) = Chr$(1) & "2007"
    t(1, 0) = "Sin meta"
    t(1, 1) = Chr$(1) & "2036"
    ProbeTable = ToldTable(PoiResult(t))
End Function

Function ProbeList() As String
    Dim answer As Variant
    answer = PoiResult(Array(0.5, Chr$(1) & "2015"))
    ProbeList = Told(answer(0)) & "|" & Told(answer(1))
End Function

Function ProbeCell() As String
    ProbeCell = Told(PoiValue(Settings.Range("A2")))
End Function

Function ProbeRange() As String
    Dim v As Variant
    v = PoiValue(Settings.Range("A2:B3"))
    ProbeRange = Extent(v) & ": " & ToldTable(v)
End Function

Function ProbeColumn() As String
    ProbeColumn = Extent(PoiValue(Settings.Range("A:A")))
End Function

Function ProbeColumns() As String
    ProbeColumns = Extent(PoiValue(Settings.Range("A:B")))
End Function

Function ProbeValue() As String
    ProbeValue = Told(PoiValue(12.5))
End Function

Function ProbeBlank() As String
    ProbeBlank = Told(PoiValue(Settings.Range("H90")))
End Function

Function ProbeSeveralAreas() As String
    Dim v As Variant
    On Error GoTo failed
    v = PoiValue(Settings.Range("A1:A2,B4:B5"))
    ProbeSeveralAreas = "passed"
    Exit Function
failed:
    ProbeSeveralAreas = "failed " & Err.Number
End Function

Function ProbeOurLink() As String
    ProbeOurLink = CStr(PoiIsOurs("C:\Users\Ana\XLSTART\EFICACIA.xlam", "eficacia.xlam"))
End Function

Function ProbeOurAddress() As String
    ProbeOurAddress = CStr(PoiIsOurs("https://example.sharepoint.com/x/eficacia.xlam", "eficacia.xlam"))
End Function

Function ProbeOtherLink() As String
    ProbeOtherLink = CStr(PoiIsOurs("C:\x\mi-eficacia.xlam", "eficacia.xlam"))
End Function

Function ProbeCallsUs() As String
    ProbeCallsUs = CStr(PoiCallsUs("=eficacia(B2,C2)", PoiFunctionNames()))
End Function

Function ProbeCallsUsInside() As String
    ProbeCallsUsInside = CStr(PoiCallsUs("=IF(A1>0,'C:\x\[e.xlam]'!BANDA(D2),"""")", PoiFunctionNames()))
End Function

Function ProbeCallsOther() As String
    ProbeCallsOther = CStr(PoiCallsUs("=MI_EFICACIA(B2)+XBANDA(1)+SUM(EFICACIA)", PoiFunctionNames()))
End Function

Function ProbeNames() As String
    ProbeNames = CStr(UBound(PoiFunctionNames()) + 1)
End Function
