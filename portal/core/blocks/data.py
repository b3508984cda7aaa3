"""Tables."""

from __future__ import annotations

from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock

from portal.core.comparison import TableComparison


class TableBlock(WagtailTableBlock):
    """A table with a caption and header cells, so that a screen reader can find its way in it."""

    def get_comparison_class(self):
        return TableComparison

    class Meta:
        label = "Tabel"
        description = "Data dalam baris dan kolom, dengan judul tabel."
        icon = "table"
        group = "Data"
        template = "core/blocks/table.html"
        preview_value = {
            "table_caption": "Contoh tabel",
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_header_choice": "both",
            "data": [["Kegiatan", "Jumlah"], ["Contoh kegiatan", "12"], ["Contoh lain", "7"]],
        }
