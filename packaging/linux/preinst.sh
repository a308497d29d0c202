#!/bin/sh
# Runs before the files of version @VERSION@ are put in place.
set -e
if [ "$1" = upgrade ] && [ -n "$2" ] && dpkg --compare-versions "$2" gt "@VERSION@"; then
    echo "OSS App $2 is on this computer. That is newer than @VERSION@, which may not be able to read its journal." >&2
    echo "To go back all the same: make a copy of the data, remove oss-app, and install @VERSION@ then." >&2
    echo "OSS App $2 staat op deze computer en is nieuwer dan @VERSION@. Verwijder eerst oss-app als u terug wilt." >&2
    exit 1
fi
