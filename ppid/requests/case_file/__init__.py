"""One download of a whole case, for the applicant and for the agency (PERKI 1/2013 Pasal 10 and 25)."""
