# Runs a cluster in the current folder for as long as standard input stays open,
# then takes server and folder away. A test that is killed runs no clean-up of
# its own, but the pipe to this script closes with it.
# $1 is the folder of PostgreSQL's programs; ./settings is what to add to its own.

# A test that dies before it hears that all is ready must not take us with it.
trap '' PIPE
programs=$1
server=

start() {
    "$programs/initdb" -D data -U postgres -A trust -N -E UTF8 --locale=C.UTF-8 >log 2>&1 || return
    cat settings >>data/postgresql.conf
    "$programs/postgres" -D data >>log 2>&1 &
    server=$!
    until "$programs/pg_isready" -q -h "$PWD" -p 5432; do
        kill -0 "$server" 2>/dev/null || return
        sleep 0.02
    done
}

if start; then answer=ready; else answer=failed; fi
echo "$answer" 2>/dev/null
cat >/dev/null
# QUIT: at once and without a last checkpoint, as nothing is to be kept.
if [ -n "$server" ]; then
    kill -QUIT "$server"
    wait "$server"
fi 2>/dev/null
rm -rf "$PWD"
