"""What a file carries beside what its reader sees: found on upload, taken out where that is safe, or left behind.

Files come from strangers. So they are opened in a process of their own (``sandbox``, ``__main__``) with a limit on time
and memory; the modules below it know neither Django nor the portal:

* ``findings``: the kinds of hidden content, which of them stop a publication, what the editor can do about each
* ``archive``, ``office``, ``word``, ``excel``, ``powerpoint``, ``opendocument``: office files
* ``pdf``, ``pdf_cover``, ``pdf_fonts``: PDF; ``pictures``: pictures within files; ``cells``: CSV
* ``inspecting``: looking for it in a file of any kind
* ``cleaning``, ``clean_office``, ``clean_opendocument``, ``clean_pdf``: taking it out of an official's file
* ``pixels``, ``rewrite_pdf`` (``pdf_drawing``, ``pdf_instructions``, ``pdf_pictures``, ``pdf_streams``): making a
  stranger's file anew from what it shows

Every ``inspect`` below ``inspecting`` takes one file, opened, and yields a ``Finding`` for each thing that a reader
would not see. It changes nothing and raises whatever its library raises; ``inspecting`` chooses it by the file's
extension and makes findings or refusals of its failures.

What cannot be opened is itself a finding: nothing goes public unseen.
"""
