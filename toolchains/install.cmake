include(CMakePackageConfigHelpers)

set(config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/presslink")
set(targets presslink_core)
if(TARGET presslink_native)
  list(APPEND targets presslink_native)
endif()
install(
  TARGETS ${targets}
  EXPORT presslinkTargets
  FILE_SET HEADERS)
install(EXPORT presslinkTargets NAMESPACE presslink:: DESTINATION "${config_dir}")

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/presslinkConfig.cmake.in" presslinkConfig.cmake
                              INSTALL_DESTINATION "${config_dir}")
write_basic_package_version_file(presslinkConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/presslinkConfig.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/presslinkConfigVersion.cmake" DESTINATION "${config_dir}")

set(pc_libs "-lpresslink-core")
if(TARGET presslink_native)
  string(PREPEND pc_libs "-lpresslink-native ")
  # The archives are static: who links them needs what they use.
  set(pc_requires "libcurl >= 7.88")
endif()
# Seen from the file itself, since `cmake --install --prefix` decides only later where that goes.
file(RELATIVE_PATH pc_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file("${CMAKE_CURRENT_LIST_DIR}/presslink.pc.in" presslink.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/presslink.pc"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

# English is in the library.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/core/messages/" DESTINATION "${CMAKE_INSTALL_DATADIR}/presslink/messages"
        FILES_MATCHING PATTERN "*.json" PATTERN en.json EXCLUDE)

if(TARGET presslink_cli)
  install(TARGETS presslink_cli)
endif()
