"""Taking over a catalogue (DIP) that exists already: a spreadsheet becomes drafts, all of its rows or none."""
