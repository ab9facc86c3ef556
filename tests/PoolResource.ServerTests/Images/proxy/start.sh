#!/bin/sh
# Serves. variables: PROXY_USER, PROXY_PASSWORD
set -e
echo "$PROXY_USER:$(printf %s "$PROXY_PASSWORD" | openssl passwd -6 -stdin)" >/etc/squid/users
touch /var/log/squid/access.log
chown proxy /var/log/squid/access.log
tail -F /var/log/squid/access.log &
exec squid -N
