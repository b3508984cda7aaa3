"""What the SOP tells the apps above it."""

from django.dispatch import Signal

# A disposition sheet has come to its end. Arguments: ``instance`` (the sheet), ``user`` (who disposed last).
sheet_completed = Signal()
