# The resource as Concourse runs it: /opt/resource/{check,in,out} on Debian. Building it runs the tests.
#
#   docker build --tag pool-resource .                           for this machine's architecture
#   docker buildx build --platform linux/arm64 --tag … .         for another one
#   ci/image.sh [TAG]                                            where no registry can be reached, too
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG BASE_IMAGE=debian:bookworm-slim

# Compiled ahead of time, which is done on the architecture it is for.
FROM ${SDK_IMAGE} AS build
ENV DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
WORKDIR /src
COPY ci/needs.sh ci/
RUN DEBIAN_FRONTEND=noninteractive ci/needs.sh >/dev/null
COPY . .
RUN ci/publish.sh /opt/resource

# In process and as scripts; tests against servers need the finished image (tests/PoolResource.ServerTests). Whoever has
# run some of them on the same sources need not run them again: --build-arg TESTS=PoolResource.Tests
FROM build AS tests
ARG TESTS="PoolResource.Tests PoolResource.ScriptTests"
RUN export DEBIAN_FRONTEND=noninteractive \
 && apt-get update -qq \
 && apt-get install -qq -y --no-install-recommends openssh-client >/dev/null
RUN export POOL_RESOURCE_SCRIPTS=/opt/resource \
 && for project in $TESTS; do \
      dotnet build "tests/$project" --nologo --verbosity quiet \
      && "tests/$project/bin/Debug/net10.0/$project" -noColor -noLogo || exit 1; \
    done

FROM ${BASE_IMAGE} AS resource
RUN export DEBIAN_FRONTEND=noninteractive \
 && apt-get update -qq \
 && apt-get install -qq -y --no-install-recommends \
      ca-certificates git openssh-client proxytunnel >/dev/null \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/apt /var/log/*.log \
 # ssh insists on a name for the user it runs as; root has one, and so has whoever asks for 1000.
 && useradd --uid 1000 --user-group --no-create-home --home-dir / --shell /usr/sbin/nologin resource

# From the tests stage, so that there is no image without the tests having passed.
COPY --from=tests /opt/resource /opt/resource

ARG BASE_IMAGE
ARG VERSION=unknown
LABEL org.opencontainers.image.title="pool-resource" \
      org.opencontainers.image.description="Concourse resource type: pools of locks in a git repository" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.base.name="${BASE_IMAGE}"
