# karvan_contract_pack(): the contracts in the form that other teams take, made by every build:
#   karvan-protos.zip    all protos of ours and the google.* ones they need, with the licence
#   karvan-protos.binpb  the same as a FileDescriptorSet with imports and comments
# It packs what karvan_proto_library was called for before it. The google/protobuf/* files are left out of the
# archive: they come with every protoc.
function(karvan_contract_pack)
  set(staging "${PROJECT_BINARY_DIR}/contract-pack")
  set(archive "${PROJECT_BINARY_DIR}/karvan-protos.zip")
  set(descriptors "${PROJECT_BINARY_DIR}/karvan-protos.binpb")
  get_property(protos GLOBAL PROPERTY KARVAN_PROTOS)
  get_property(sources GLOBAL PROPERTY KARVAN_PROTO_SOURCES)

  add_custom_command(
    OUTPUT "${descriptors}"
    COMMAND protobuf::protoc "--proto_path=${PROJECT_SOURCE_DIR}/proto" "--proto_path=${KARVAN_GOOGLE_PROTO_DIR}"
            --include_imports --include_source_info "--descriptor_set_out=${descriptors}" ${protos}
    DEPENDS ${sources}
    COMMENT "karvan-protos.binpb"
    VERBATIM)

  add_custom_command(
    OUTPUT "${archive}"
    COMMAND "${CMAKE_COMMAND}" -E copy_directory "${KARVAN_GOOGLE_PROTO_DIR}" "${PROJECT_SOURCE_DIR}/proto" "${staging}"
    COMMAND "${CMAKE_COMMAND}" -E copy "${PROJECT_SOURCE_DIR}/LICENSE" "${staging}"
    COMMAND "${CMAKE_COMMAND}" -E chdir "${staging}"
            "${CMAKE_COMMAND}" -E tar cf "${archive}" --format=zip LICENSE ${protos}
    DEPENDS ${sources} "${PROJECT_SOURCE_DIR}/LICENSE"
    COMMENT "karvan-protos.zip"
    VERBATIM)

  add_custom_target(contract_pack ALL DEPENDS "${archive}" "${descriptors}")
endfunction()
