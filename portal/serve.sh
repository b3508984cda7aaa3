#!/bin/sh
# Prepare the development database and serve the site, with the queue's worker beside it. Called by `make run`.
set -eu
mkdir -p var
export PORTAL_BASE_URL="http://127.0.0.1:$PORT"
"$BIN/python" manage.py migrate --verbosity 0
"$BIN/python" manage.py load_calendar --verbosity 0
"$BIN/python" manage.py install_sop
"$BIN/python" manage.py load_demo
echo "Portal: http://127.0.0.1:$PORT/   Admin: http://127.0.0.1:$PORT/admin/"
trap 'kill 0' EXIT INT TERM
"$BIN/python" manage.py db_worker --verbosity 0 &
"$BIN/python" manage.py runserver --noreload "127.0.0.1:$PORT"
