# The google.* contracts (field behaviour, error details) come from a Debian jar and are never committed.
set(KARVAN_GOOGLE_PROTO_DIR "${PROJECT_BINARY_DIR}/google-protos")
set(KARVAN_GOOGLE_PROTO_JAR "/usr/share/java/proto-google-common-protos.jar")
if(NOT EXISTS "${KARVAN_GOOGLE_PROTO_DIR}/google/rpc/status.proto")
  file(ARCHIVE_EXTRACT INPUT "${KARVAN_GOOGLE_PROTO_JAR}" DESTINATION "${KARVAN_GOOGLE_PROTO_DIR}"
       PATTERNS "google/api/field_behavior.proto" "google/api/resource.proto"
                "google/rpc/code.proto" "google/rpc/status.proto" "google/rpc/error_details.proto")
endif()

# Debian 12's error_details.proto is older than ErrorInfo. The message goes where googleapis has it, in a file of the
# same name, so that a client may take any newer copy of the google.* contracts instead of this one.
set(error_details "${KARVAN_GOOGLE_PROTO_DIR}/google/rpc/error_details.proto")
file(STRINGS "${error_details}" declared REGEX "^message ErrorInfo ")
if(NOT declared)
  file(APPEND "${error_details}" [[

// The cause of an error, in a form for programs.
message ErrorInfo {
  // UPPER_SNAKE, at most 63 characters, unique within the domain.
  string reason = 1;

  // Who gives the reason.
  string domain = 2;

  // What varies from case to case.
  map<string, string> metadata = 3;
}
]])
endif()
