#!/bin/sh
# Prepare the development database and serve the site, with the queue's worker beside it. Called by `make run`.
set -eu
mkdir -p var/static
export PORTAL_BASE_URL="http://127.0.0.1:$PORT"
"$BIN/python" manage.py migrate --verbosity 0
"$BIN/python" manage.py load_calendar --verbosity 0
"$BIN/python" manage.py install_sop
"$BIN/python" manage.py seed_ppid
"$BIN/python" manage.py load_demo
"$BIN/python" manage.py rebuild_search --verbosity 0

"$BIN/python" manage.py db_worker --verbosity 0 &
worker=$!
"$BIN/python" manage.py runserver --noreload "127.0.0.1:$PORT" &
server=$!
trap 'trap - EXIT INT TERM; kill "$worker" "$server" 2>/dev/null; wait; exit 0' EXIT INT TERM
echo "Portal: $PORTAL_BASE_URL/   Admin: $PORTAL_BASE_URL/admin/   (Ctrl-C untuk berhenti)"
wait "$server"
