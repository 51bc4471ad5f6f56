#!/bin/sh
# Writes telemetry/ anew from the contract. Needs Go and protoc.
set -e
cd "$(dirname "$0")"
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
GOBIN="$bin" go install tool
mkdir -p telemetry
PATH="$bin:$PATH" ${PROTOC:-protoc} -I ../../proto/src/main/proto \
  --go_out=telemetry --go_opt=paths=source_relative \
  --go_opt=Mtelemetry.proto=io.voltstream/examples/vehicle/telemetry \
  --go-grpc_out=telemetry --go-grpc_opt=paths=source_relative \
  --go-grpc_opt=Mtelemetry.proto=io.voltstream/examples/vehicle/telemetry \
  telemetry.proto
