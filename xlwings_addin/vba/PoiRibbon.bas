Attribute VB_Name = "PoiRibbon"
Option Explicit

' Written by xlwings_addin/vba/generate.py; do not change it here.
' One callback for each button. Not a private module: Excel looks the callbacks up by name.

Public Sub POI_NewBook(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.new_book()", False
End Sub

Public Sub POI_NewYear(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.new_year()", True
End Sub

Public Sub POI_NewFrom(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.new_from()", False
End Sub

Public Sub POI_AddUnit(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.add_unit()", True
End Sub

Public Sub POI_ClosePeriod(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.close_period()", True
End Sub

Public Sub POI_NewPeriod(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.new_period()", True
End Sub

Public Sub POI_PrepareForms(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.prepare_forms()", True
End Sub

Public Sub POI_ReceiveForms(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.receive_forms()", True
End Sub

Public Sub POI_PendingForms(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.pending_forms()", True
End Sub

Public Sub POI_Review(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.review()", True
End Sub

Public Sub POI_ShowOrigin(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.show_origin()", True
End Sub

Public Sub POI_Compare(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.compare_with()", True
End Sub

Public Sub POI_Consolidate(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.consolidate()", True
End Sub

Public Sub POI_Report(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.report()", True
End Sub

Public Sub POI_UpdateReport(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.update_report()", True
End Sub

Public Sub POI_VerifyReport(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.verify_report()", False
End Sub

Public Sub POI_Guide(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.guide()", False
End Sub

Public Sub POI_RepairLinks(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.repair_links()", True
End Sub

Public Sub POI_PlainCopy(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.plain_copy()", True
End Sub

Public Sub POI_Diagnose(control As IRibbonControl)
    PoiRun "import xlwings_addin.desktop as d; d.diagnose()", False
End Sub
