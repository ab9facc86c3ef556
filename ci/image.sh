#!/usr/bin/env bash
# Builds the image anywhere, tests included, and says what it adds to its base, compressed; more than 49 MB is a failure.
# Base images are pulled; where there is no registry, stand-ins are made of Debian's packages and this machine's .NET
# SDK, and kept as local tags. Docker is installed and started when it is missing and this runs as root.
# usage: ci/image.sh [TAG]     variables: SDK_IMAGE, BASE_IMAGE, TARGETARCH (amd64 or arm64; this machine's by default),
#                              TESTS (the projects to run while building; see the Dockerfile), TARGET (resource by
#                              default, or web: the web view, of any size)
set -euo pipefail
cd "$(dirname "$0")/.."

target=${TARGET:-resource}
tag=${1:-$([ "$target" = web ] && echo pool-web || echo pool-resource):test}
limit=49
suite=trixie
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { echo "image: $*" >&2; }
die() { say "$*"; exit 1; }

quietly() { "$@" >"$work/log" 2>&1 || { tail -n 40 "$work/log" >&2; die "failed: $*"; }; }

# --- Stand-ins for the base images

here() { docker image inspect "$1" >/dev/null 2>&1; }

make_base() { # IMAGE
  say "making $1 of Debian's packages"
  docker import --change 'CMD ["bash"]' "$(ci/rootfs.sh "$suite")" "$1" >/dev/null
}

make_sdk() { # IMAGE; this machine's SDK, trust store and NuGet configuration on top of the base
  local sdk container variable changes=(--change 'CMD ["bash"]' --change 'ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1')
  sdk=$(readlink -f "$(command -v dotnet)") || die "$SDK_IMAGE cannot be pulled, and no .NET SDK is installed here"
  sdk=$(dirname "$sdk")
  say "making $1 of this machine's .NET SDK"
  container=$(docker create "$BASE_IMAGE" sh -ec \
    'apt-get update -qq
     apt-get install -qq -y --no-install-recommends ca-certificates git libstdc++6 zlib1g
     mkdir /usr/share/dotnet
     ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet')
  quietly docker start --attach "$container"
  quietly docker cp "$sdk/." "$container:/usr/share/dotnet"
  cp -rL /etc/ssl/certs "$work/certs"
  quietly docker cp "$work/certs/." "$container:/etc/ssl/certs"
  if [ -e ~/.nuget/NuGet/NuGet.Config ]; then
    mkdir -p "$work/home/.nuget"
    cp -r ~/.nuget/NuGet "$work/home/.nuget/"
    quietly docker cp "$work/home/." "$container:/root"
  fi
  for variable in $(compgen -e NUGET_); do
    changes+=(--change "ENV $variable=${!variable}")
  done
  quietly docker commit "${changes[@]}" "$container" "$1"
  docker rm "$container" >/dev/null
}

# --- The image

size() { # IMAGE BASE; what lies in the layers that the base does not have, in bytes, compressed
  local layers
  docker save "$1" | tar -x -C "$work"
  layers=$(sed -E 's/.*"Layers":\[([^]]*)\].*/\1/; s/[",]+/ /g' "$work/manifest.json")
  for layer in $(tr ' ' '\n' <<<"$layers" | grep . | tail -n "+$(($(docker image inspect --format '{{len .RootFS.Layers}}' "$2") + 1))"); do
    gzip -dcf "$work/$layer" | gzip -c
  done | wc -c
}

ci/docker.sh
machine=$(docker version --format '{{.Server.Arch}}')
TARGETARCH=${TARGETARCH:-$machine}
SDK_IMAGE=${SDK_IMAGE:-$(sed -n 's/^ARG SDK_IMAGE=//p' Dockerfile)}
BASE_IMAGE=${BASE_IMAGE:-$(sed -n 's/^ARG BASE_IMAGE=//p' Dockerfile)}
base_stand_in=pool-resource-base:$suite
sdk_stand_in=pool-resource-sdk:$(dotnet --version 2>/dev/null || echo none)

if ! here "$BASE_IMAGE" && { here "$base_stand_in" || ! docker pull --quiet "$BASE_IMAGE"; }; then
  [ "$TARGETARCH" = "$machine" ] || die "$BASE_IMAGE for $TARGETARCH cannot be pulled, and a stand-in is for $machine alone"
  BASE_IMAGE=$base_stand_in
  here "$BASE_IMAGE" || make_base "$BASE_IMAGE"
fi
if ! here "$SDK_IMAGE" && { here "$sdk_stand_in" || ! docker pull --quiet "$SDK_IMAGE"; }; then
  SDK_IMAGE=$sdk_stand_in
  here "$SDK_IMAGE" || make_sdk "$SDK_IMAGE"
fi

options=()
[ "$TARGETARCH" = "$machine" ] || options+=(--platform "linux/$TARGETARCH")
# A builder outside of Docker's own does not put the image where docker run finds it unless it is told.
[ "${DOCKER_BUILDKIT:-1}" = 0 ] || ! docker buildx version >/dev/null 2>&1 || options+=(--load)
say "building $tag for linux/$TARGETARCH on $BASE_IMAGE with $SDK_IMAGE"
# Without BuildKit, nothing but this says what the builder and the target are.
docker build "${options[@]}" --target "$target" --tag "$tag" --build-arg "BUILDPLATFORM=linux/$machine" --build-arg "TARGETARCH=$TARGETARCH" \
  --build-arg "SDK_IMAGE=$SDK_IMAGE" --build-arg "BASE_IMAGE=$BASE_IMAGE" \
  ${TESTS:+--build-arg "TESTS=$TESTS"} --build-arg "VERSION=$(sed -nE 's:.*<Version>(.*)</Version>.*:\1:p' Directory.Build.props)" \
  --build-arg "REVISION=$(git rev-parse --quiet --verify HEAD 2>/dev/null || true)" .

added=$(size "$tag" "$BASE_IMAGE")
say "$tag adds $(((added + 500000) / 1000000)) MB to $BASE_IMAGE, compressed$([ "$target" = web ] || echo " (limit: $limit MB)")"
[ "$target" = web ] || [ "$added" -lt $((limit * 1000000)) ] || die "the image is too large"
