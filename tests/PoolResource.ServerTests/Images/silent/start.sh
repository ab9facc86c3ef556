#!/bin/sh
# Listens on both ports; what is sent here goes nowhere.
socat -dd TCP-LISTEN:443,fork,reuseaddr EXEC:'sleep infinity' &
exec socat -dd TCP-LISTEN:22,fork,reuseaddr EXEC:'sleep infinity'
