# The resource as Concourse runs it: /opt/resource/{check,in,out} on Debian, and pool for people. Building it runs the tests.
#
#   docker build --tag pool-resource .                           for this machine's architecture
#   docker buildx build --platform linux/arm64 --tag … .         for another one
#   ci/image.sh [TAG]                                            where no registry can be reached, too
#   docker build --target web --tag pool-web .                   the web view
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG BASE_IMAGE=debian:trixie-slim
# BuildKit knows it; other engines take amd64 unless they are told: --build-arg BUILDPLATFORM=linux/arm64
ARG BUILDPLATFORM=${BUILDPLATFORM:-linux/amd64}

# Compiled ahead of time, on the builder's own architecture for the target's.
FROM --platform=${BUILDPLATFORM} ${SDK_IMAGE} AS build
ENV DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
ARG TARGETARCH
WORKDIR /src
RUN own=$(uname -m | sed -e s/x86_64/x64/ -e s/aarch64/arm64/) \
 && echo "linux-$own" >/own \
 && echo "linux-${TARGETARCH:-$own}" | sed s/amd64/x64/ >/target
COPY ci/needs.sh ci/
RUN ci/needs.sh "$(cat /target)" >/dev/null
COPY . .
# The commit, which --version says; git's own folder stays outside.
ARG REVISION
RUN SourceRevisionId=${REVISION} ci/publish.sh --resource /opt/resource "$(cat /target)"

# In process and as scripts; tests against servers need the finished image (tests/PoolResource.ServerTests). Whoever has
# run some of them on the same sources need not run them again: --build-arg TESTS=" "
FROM build AS tests
ARG TESTS="PoolResource.Tests PoolResource.ScriptTests PoolResource.CliTests"
RUN ci/needs.sh --tests >/dev/null
RUN export POOL_RESOURCE_SCRIPTS=/opt/resource \
 # Those for another architecture do not run here.
 && if ! cmp -s /own /target; then export POOL_RESOURCE_SCRIPTS=/opt/own; ci/publish.sh --resource /opt/own || exit 1; fi \
 && for project in $TESTS; do \
      dotnet build "tests/$project" --nologo --verbosity quiet \
      && "tests/$project/bin/Debug/net10.0/$project" -noColor -noLogo || exit 1; \
    done

FROM ${BASE_IMAGE} AS resource
RUN export DEBIAN_FRONTEND=noninteractive \
 && apt-get update -qq \
 && apt-get install -qq -y --no-install-recommends \
      ca-certificates git openssh-client proxytunnel >/dev/null \
 # git's package asks for perl (12 MB, compressed), which only commands need that no step uses.
 && sed -i '/^Package: git$/,/^$/ s/, perl, liberror-perl//' /var/lib/dpkg/status \
 && apt-get purge -qq -y --auto-remove perl >/dev/null \
 && apt-get check -qq \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/apt /var/log/*.log /var/lib/dpkg/*-old \
 # ssh insists on a name for the user it runs as; root has one, and so has whoever asks for 1000.
 && useradd --uid 1000 --user-group --no-create-home --home-dir / --shell /usr/sbin/nologin resource

# From the tests stage, so that there is no image without the tests having passed.
COPY --from=tests /opt/resource /opt/resource

# For tasks and for who hijacks a build. It finds libgit2 beside the file that the link leads to.
RUN ln -s /opt/resource/pool /usr/local/bin/pool

# They were compiled elsewhere: here is what they load, and here they take a lock, get it and give it back.
RUN set -eu \
 && ! ldd /opt/resource/* | grep 'not found' \
 && work=$(mktemp -d) \
 && cd "$work" \
 && git init --quiet --bare locks.git \
 && request() { printf '{"source":{"uri":"%s/locks.git","branch":"main","pool":"smoke"},%s}' "$work" "$1"; } \
 && request '"params":{"add":{"name":"test"}}' | /opt/resource/out . \
 && request '"params":{"acquire":true}' | /opt/resource/out . >acquired \
 && request "$(grep -o '"version":{[^}]*}' acquired)" | /opt/resource/in "$work/lock" \
 && grep -x test lock/name \
 && request '"params":{"release":"lock"}' | /opt/resource/out . \
 && git -C locks.git cat-file -e main:smoke/unclaimed/test \
 && pool status --uri "$work/locks.git" --branch main | grep -q 'smoke  1 free' \
 && rm -rf "$work"

ARG BASE_IMAGE
ARG VERSION=unknown
LABEL org.opencontainers.image.title="pool-resource" \
      org.opencontainers.image.description="Concourse resource type: pools of locks in a git repository" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.base.name="${BASE_IMAGE}"

FROM build AS web-build
ARG REVISION
RUN SourceRevisionId=${REVISION} ci/publish.sh --web /opt/web "$(cat /target)"

# The web view: as a user without rights, and it writes nothing but /tmp and /var/cache/pool-web.
FROM ${BASE_IMAGE} AS web
RUN export DEBIAN_FRONTEND=noninteractive \
 && apt-get update -qq \
 && apt-get install -qq -y --no-install-recommends \
      ca-certificates git openssh-client proxytunnel libstdc++6 >/dev/null \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/*.log \
 && useradd --uid 1000 --user-group --no-create-home --home-dir / --shell /usr/sbin/nologin pool-web \
 && install --directory --owner 1000 --group 1000 --mode 700 /var/cache/pool-web
COPY --from=web-build /opt/web /opt/web
ENV XDG_CACHE_HOME=/var/cache/pool-web
USER 1000:1000

# Here is what it loads, and here it shows a branch.
RUN set -eu \
 && ! ldd /opt/web/pool-web /opt/web/*.so | grep 'not found' \
 && work=$(mktemp -d) \
 && git init --quiet --bare "$work/locks.git" \
 && printf 'uri: %s/locks.git\nbranch: main\n' "$work" >"$work/locks.yml" \
 && export XDG_CACHE_HOME="$work/cache" \
 && { /opt/web/pool-web --source "$work/locks.yml" --listen 127.0.0.1:8080 & server=$!; } \
 && bash -c 'for n in {1..100}; do \
      if exec 3<>/dev/tcp/127.0.0.1/8080 && printf "GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n" >&3 && grep -q "200 OK" <&3; then exit 0; fi; sleep 0.1; \
    done 2>/dev/null; exit 1' \
 && kill "$server" \
 && rm -rf "$work"
VOLUME /var/cache/pool-web
EXPOSE 8080
ENTRYPOINT ["/opt/web/pool-web"]
CMD ["--listen", "0.0.0.0:8080"]
LABEL org.opencontainers.image.title="pool-web" \
      org.opencontainers.image.description="Web view of pools of locks in a git repository" \
      org.opencontainers.image.licenses="Apache-2.0"

# What is built where no target is named.
FROM resource
