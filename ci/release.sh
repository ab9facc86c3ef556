#!/usr/bin/env bash
# Builds the image for amd64 and arm64, tests included, pushes it as REGISTRY/pool-resource with the tags 1.2.3, 1.2, 1
# and latest (a pre-release such as 1.2.3-rc.1 with that tag alone), with an SBOM and provenance, and prints the digests.
# Needs Docker with buildx; whoever releases from a machine of one architecture needs emulation for the other.
# usage: ci/release.sh REGISTRY VERSION     variables: REGISTRY_USERNAME, REGISTRY_PASSWORD (to log in; else docker's own
#                                           login is used), SOURCE (the address of this repository; origin's by default)
set -euo pipefail
cd "$(dirname "$0")/.."

usage='usage: ci/release.sh REGISTRY VERSION'
registry=${1:?$usage} version=${2:?$usage}
image=${registry%/}/pool-resource
platforms=linux/amd64,linux/arm64
builder=pool-resource-release

die() { echo "release: $*" >&2; exit 1; }

# --- What is released is what is committed, under the number it gives itself

[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || die "VERSION must be like 1.2.3 or 1.2.3-rc.1, not $version"
stated=$(sed -nE 's:.*<Version>(.*)</Version>.*:\1:p' Directory.Build.props)
[ "$version" = "$stated" ] || die "Directory.Build.props says $stated, not $version; correct one of them"
if [[ $version != *-* ]]; then
  grep -qxF "## $version" CHANGELOG.md || die "CHANGELOG.md has no heading '## $version'; rename the one of what is not released yet"
fi
[ -z "$(git status --porcelain)" ] || die "there are changes that are not committed"

revision=$(git rev-parse HEAD)
created=$(TZ=UTC git show --no-patch --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ HEAD)
# Without the login that a CI's clone may have in it.
source=${SOURCE:-$(git remote get-url origin 2>/dev/null | sed -E 's#^([a-z+]+://)[^/@]*@#\1#' || true)}

tags=("$version")
[[ $version == *-* ]] || tags+=("${version%.*}" "${version%%.*}" latest)

# --- Docker

ci/docker.sh --buildx
if [ -n "${REGISTRY_USERNAME:-}" ]; then
  docker login --username "$REGISTRY_USERNAME" --password-stdin "${registry%%/*}" <<<"${REGISTRY_PASSWORD:?}"
fi
# Docker's own builder makes neither images for several architectures nor attestations.
docker buildx inspect "$builder" >/dev/null 2>&1 || docker buildx create --name "$builder" --driver docker-container >/dev/null
# What a machine of CI's own runs may be changed: it is thrown away.
[ "${CI:-}" != true ] || docker run --privileged --rm tonistiigi/binfmt --install all >/dev/null
able=$(docker buildx inspect --bootstrap "$builder")
for platform in ${platforms//,/ }; do
  [[ $able == *$platform* ]] ||
    die "this machine cannot run $platform; install emulation for it: docker run --privileged --rm tonistiigi/binfmt --install all"
done

# --- The image

label() { options+=(--label "org.opencontainers.image.$1=$2"); }

options=(--builder "$builder" --platform "$platforms" --sbom=true --provenance=mode=max --push --build-arg "VERSION=$version" --build-arg "REVISION=$revision")
label version "$version"
label revision "$revision"
label created "$created"
[ -z "$source" ] || label source "$source"
for tag in "${tags[@]}"; do
  options+=(--tag "$image:$tag")
done
SOURCE_DATE_EPOCH=$(git show --no-patch --format=%ct HEAD) docker buildx build "${options[@]}" .

docker buildx imagetools inspect "$image:$version" | grep -E '^ *(Name|Digest|Platform): '
