"""Where workbooks live: each module here reads or writes one kind of them behind the seam `workbook.host`."""
