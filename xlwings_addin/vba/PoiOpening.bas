Attribute VB_Name = "PoiOpening"
Option Explicit
Option Private Module

' What happens when Excel loads the add-in, and when it opens a workbook.

Private poiListener As PoiEvents
Private poiHelpDone As Boolean

Public Sub PoiStart()
    Dim book As Workbook
    Set poiListener = New PoiEvents
    Set poiListener.ExcelApp = Application
    PoiTryHelp
    For Each book In Application.Workbooks
        PoiWelcome book
    Next book
End Sub

Public Sub PoiStop()
    Set poiListener = Nothing
End Sub

Public Sub PoiWelcome(ByVal book As Workbook)
    If book Is ThisWorkbook Then Exit Sub
    If book.IsAddin Then Exit Sub
    PoiRepairBook book
    PoiTryHelp
End Sub

Public Sub PoiTryHelp()
    ' Excel refuses as long as no workbook is active: the next one that becomes active tries again.
    If poiHelpDone Then Exit Sub
    If ActiveWorkbook Is Nothing Then Exit Sub
    poiHelpDone = PoiRegisterHelp()
    ThisWorkbook.Saved = True
End Sub
