include(CMakePackageConfigHelpers)

set(config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/presslink")
set(components core)
if(TARGET presslink_native)
  list(APPEND components native)
endif()
# A set for each, so that who wants core alone need not have what native needs.
foreach(component IN LISTS components)
  set(targets presslink-${component}-targets)
  install(TARGETS presslink_${component} EXPORT ${targets} FILE_SET HEADERS)
  install(EXPORT ${targets} NAMESPACE presslink:: DESTINATION "${config_dir}")
endforeach()

list(JOIN components ", " installed)
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/presslinkConfig.cmake.in" presslinkConfig.cmake
                              INSTALL_DESTINATION "${config_dir}")
write_basic_package_version_file(presslinkConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/presslinkConfig.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/presslinkConfigVersion.cmake" DESTINATION "${config_dir}")

# Seen from the file itself, since `cmake --install --prefix` decides only later where that goes.
file(RELATIVE_PATH pc_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
function(presslink_pkg_config name libs requires)
  configure_file("${PROJECT_SOURCE_DIR}/toolchains/presslink.pc.in" ${name}.pc @ONLY)
  install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${name}.pc"
          DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endfunction()
presslink_pkg_config(presslink-core "-lpresslink-core" "")
set(core "presslink-core = ${PROJECT_VERSION}")
if(TARGET presslink_native)
  # The archives are static: who links them needs what they use.
  presslink_pkg_config(presslink "-lpresslink-native" "${core}, libcurl >= 7.88")
else()
  presslink_pkg_config(presslink "" "${core}")
endif()

# English is in the library.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/core/messages/" DESTINATION "${CMAKE_INSTALL_DATADIR}/presslink/messages"
        FILES_MATCHING PATTERN "*.json" PATTERN en.json EXCLUDE)

if(TARGET presslink_cli)
  install(TARGETS presslink_cli)
endif()
