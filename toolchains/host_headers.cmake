# A cross compiler must not see the host's /usr/include, but header-only libraries there are as good
# for it as for the host. This shows it those alone.

# An interface target `target` for the folder `folder` of headers, found by `header` in it.
function(presslink_host_headers target folder header)
  if(TARGET ${target})
    return()
  endif()
  find_path(
    ${folder}_HEADERS ${folder}/${header}
    PATHS /usr/include /usr/local/include
    NO_CMAKE_FIND_ROOT_PATH REQUIRED)
  set(staged ${PROJECT_BINARY_DIR}/host_headers/${folder})
  file(MAKE_DIRECTORY ${staged})
  file(CREATE_LINK ${${folder}_HEADERS}/${folder} ${staged}/${folder} SYMBOLIC)
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${staged})
endfunction()
