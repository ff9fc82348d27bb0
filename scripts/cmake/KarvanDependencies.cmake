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
