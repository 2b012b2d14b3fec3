Attribute VB_Name = "PoiFunctions"
Option Explicit

' Written by xlwings_addin/vba/generate.py; do not change it here.
' The only public functions of the project: what a planner types in a cell.

Function EFICACIA(programadas, ejecutadas)
    On Error GoTo failed
    EFICACIA = PoiResult(XLPy.CallUDF("udfs.functions", "EFICACIA", Array(PoiValue(programadas), PoiValue(ejecutadas)), Nothing, Nothing))
    Exit Function
failed:
    EFICACIA = PoiFailure()
End Function

Function BANDA(valor, Optional escala)
    On Error GoTo failed
    BANDA = PoiResult(XLPy.CallUDF("udfs.functions", "BANDA", Array(PoiValue(valor), PoiValue(escala)), Nothing, Nothing))
    Exit Function
failed:
    BANDA = PoiFailure()
End Function

Function INDICADOR(valor, Optional escala)
    On Error GoTo failed
    INDICADOR = PoiResult(XLPy.CallUDF("udfs.functions", "INDICADOR", Array(PoiValue(valor), PoiValue(escala)), Nothing, Nothing))
    Exit Function
failed:
    INDICADOR = PoiFailure()
End Function

Function EFICACIA_TOTAL(programadas, ejecutadas, Optional metodo)
    On Error GoTo failed
    EFICACIA_TOTAL = PoiResult(XLPy.CallUDF("udfs.functions", "EFICACIA_TOTAL", Array(PoiValue(programadas), PoiValue(ejecutadas), PoiValue(metodo)), Nothing, Nothing))
    Exit Function
failed:
    EFICACIA_TOTAL = PoiFailure()
End Function

Function PARRAFO_AEI(unidades, programadas, ejecutadas, Optional escala)
    On Error GoTo failed
    PARRAFO_AEI = PoiResult(XLPy.CallUDF("udfs.functions", "PARRAFO_AEI", Array(PoiValue(unidades), PoiValue(programadas), PoiValue(ejecutadas), PoiValue(escala)), Nothing, Nothing))
    Exit Function
failed:
    PARRAFO_AEI = PoiFailure()
End Function

Function TOTALES_AEI(tabla)
    On Error GoTo failed
    TOTALES_AEI = PoiResult(XLPy.CallUDF("udfs.functions", "TOTALES_AEI", Array(PoiValue(tabla)), Nothing, Nothing))
    Exit Function
failed:
    TOTALES_AEI = PoiFailure()
End Function
