#!/bin/sh
# Serves with the certificates in /certificates. variables: WEB_USER, WEB_PASSWORD
set -e
echo "$WEB_USER:$(printf %s "$WEB_PASSWORD" | openssl passwd -6 -stdin)" >/etc/nginx/users
runuser -u www-data -- sh -c 'exec fcgiwrap -f -c 4 -s unix:/tmp/fcgiwrap.sock' &
exec nginx
