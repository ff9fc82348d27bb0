# Everything comes from Debian packages, installed by scripts/setup.
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)  # Debian ships no protobuf CMake config: module mode, and before gRPC
find_package(absl CONFIG REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(RocksDB CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(nlohmann_json CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
find_package(GTest CONFIG REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBPQ REQUIRED IMPORTED_TARGET libpq)  # CMake's own module wants the server's headers too
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)

# Debian's interpreter, since the packaged grpc and protobuf modules belong to it.
set(KARVAN_PYTHON "/usr/bin/python3")

# The google.* contracts (field behaviour, error details) come from a Debian jar and are never committed.
set(KARVAN_GOOGLE_PROTO_DIR "${PROJECT_BINARY_DIR}/google-protos")
set(KARVAN_GOOGLE_PROTO_JAR "/usr/share/java/proto-google-common-protos.jar")
if(NOT EXISTS "${KARVAN_GOOGLE_PROTO_DIR}/google/rpc/status.proto")
  file(ARCHIVE_EXTRACT INPUT "${KARVAN_GOOGLE_PROTO_JAR}" DESTINATION "${KARVAN_GOOGLE_PROTO_DIR}"
       PATTERNS "google/api/field_behavior.proto" "google/api/resource.proto"
                "google/rpc/code.proto" "google/rpc/status.proto" "google/rpc/error_details.proto")
endif()
