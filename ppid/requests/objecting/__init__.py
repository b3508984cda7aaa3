"""The citizen's side of objections: `/keberatan/`, and what he follows of them beside his request.

An objection to a request is made within the visit that number and code have opened (``tracking``), so that proving
oneself, its limits and its secrecy exist once. Only missing periodic information needs no request (Pasal 35 huruf b).
"""
