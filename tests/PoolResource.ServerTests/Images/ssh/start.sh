#!/bin/sh
# Makes the server's own keys, and people's in /keys in every form ssh-keygen writes; then serves.
# variable: PASSPHRASE, which opens the keys called locked-*
set -e
ssh-keygen -A >/dev/null
mkdir -p /keys

key() { # NAME PASSPHRASE OPTION...
  file=/keys/$1 passphrase=$2
  shift 2
  ssh-keygen -q -N "$passphrase" -C "$file" -f "$file" "$@"
}

for form in PEM PKCS8 RFC4716; do
  key "rsa-$form" '' -t rsa -b 2048 -m "$form"
  key "locked-rsa-$form" "$PASSPHRASE" -t rsa -b 2048 -m "$form"
  key "ecdsa-$form" '' -t ecdsa -m "$form"
done
key ed25519 '' -t ed25519
key locked-ed25519 "$PASSPHRASE" -t ed25519
key locked-ecdsa-PEM "$PASSPHRASE" -t ecdsa -m PEM
cat /keys/*.pub >/keys/authorized
key stranger '' -t ed25519
chmod 644 /keys/authorized
exec /usr/sbin/sshd -D -e
