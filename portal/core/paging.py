"""A long list, one page at a time."""

from __future__ import annotations

from django.core.paginator import Page, Paginator


class NearerEnd(Paginator):
    """Pages of keys, read from whichever end of the list is nearer: the last page costs what the first does.

    Takes an ordered queryset of keys. Each page's ``object_list`` is a queryset to filter by, in either order.
    """

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        if first <= self.count // 2:
            return self._get_page(self.object_list[first:last], number, self)
        return self._get_page(self.object_list.reverse()[self.count - last : self.count - first], number, self)
