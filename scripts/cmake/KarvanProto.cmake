# karvan_proto_library(NAME ROOT dir PROTOS file... [DEPS target...] [SERVICES])
# Compiles protos, given relative to ROOT, into one static library; SERVICES adds gRPC stubs for the
# files named *_service.proto.
set(KARVAN_GENERATED_DIR "${PROJECT_BINARY_DIR}/generated")
file(MAKE_DIRECTORY "${KARVAN_GENERATED_DIR}")

function(karvan_proto_library name)
  cmake_parse_arguments(ARG "SERVICES" "ROOT" "PROTOS;DEPS" ${ARGN})
  set(generated "")
  foreach(proto IN LISTS ARG_PROTOS)
    string(REGEX REPLACE "\\.proto$" "" stem "${proto}")
    set(outputs "${KARVAN_GENERATED_DIR}/${stem}.pb.cc" "${KARVAN_GENERATED_DIR}/${stem}.pb.h")
    set(plugin "")
    if(ARG_SERVICES AND stem MATCHES "_service$")
      list(APPEND outputs "${KARVAN_GENERATED_DIR}/${stem}.grpc.pb.cc" "${KARVAN_GENERATED_DIR}/${stem}.grpc.pb.h")
      set(plugin "--grpc_out=${KARVAN_GENERATED_DIR}" "--plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>")
    endif()
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND protobuf::protoc "--proto_path=${PROJECT_SOURCE_DIR}/proto" "--proto_path=${KARVAN_GOOGLE_PROTO_DIR}"
              "--proto_path=${ARG_ROOT}" "--cpp_out=${KARVAN_GENERATED_DIR}" ${plugin} "${ARG_ROOT}/${proto}"
      DEPENDS "${ARG_ROOT}/${proto}"
      COMMENT "protoc ${proto}"
      VERBATIM)
    list(APPEND generated ${outputs})
    set_property(GLOBAL APPEND PROPERTY KARVAN_PROTOS "${proto}")
    set_property(GLOBAL APPEND PROPERTY KARVAN_PROTO_SOURCES "${ARG_ROOT}/${proto}")
  endforeach()
  add_library(karvan_${name} STATIC ${generated})
  set_target_properties(karvan_${name} PROPERTIES CXX_CLANG_TIDY "")  # generated code is not ours to tidy
  target_include_directories(karvan_${name} SYSTEM PUBLIC "${KARVAN_GENERATED_DIR}")
  target_link_libraries(karvan_${name} PUBLIC ${ARG_DEPS} protobuf::libprotobuf)
  if(ARG_SERVICES)
    target_link_libraries(karvan_${name} PUBLIC gRPC::grpc++)
  endif()
  add_library(karvan::${name} ALIAS karvan_${name})
endfunction()
