# Builds and runs a small program that uses presslink in one WAY: add-subdirectory, find-package
# (against a fresh install), pkg-config or pkg-config-core.
set(here "${CMAKE_CURRENT_LIST_DIR}")
set(prefix "${SCRATCH}/prefix")
set(messages "${here}/../../core/messages")
file(REMOVE_RECURSE "${SCRATCH}")
file(MAKE_DIRECTORY "${SCRATCH}/build")

# The README's example in C++.
file(READ "${here}/../../README.md" readme)
string(REGEX REPLACE "^.*\n```cpp\n" "" readme "${readme}")
string(REGEX REPLACE "\n```\n.*$" "\n" readme "${readme}")
file(WRITE "${SCRATCH}/readme.cpp" "${readme}")

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

if(NOT WAY STREQUAL "add-subdirectory")
  run("${CMAKE_COMMAND}" --install "${PRESSLINK_BUILD}" --prefix "${prefix}")
  set(messages "${prefix}/share/presslink/messages")
endif()

if(WAY MATCHES "^pkg-config")
  string(REPLACE "pkg-config" "presslink" package "${WAY}")
  set(ENV{PKG_CONFIG_PATH} "${prefix}/${LIBDIR}/pkgconfig")
  execute_process(
    COMMAND pkg-config --cflags --libs "${package}"
    OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(flags UNIX_COMMAND "${flags}")
  run("${CXX}" -std=c++20 "${here}/main.cpp" -o "${SCRATCH}/build/consumer" ${flags})
  if(package STREQUAL "presslink")
    run("${CXX}" -std=c++20 "${SCRATCH}/readme.cpp" -o "${SCRATCH}/build/readme" ${flags})
  elseif(flags MATCHES "curl")
    message(FATAL_ERROR "Core brings libcurl: ${flags}")
  endif()
else()
  run("${CMAKE_COMMAND}" -S "${here}/${WAY}" -B "${SCRATCH}/build" -G Ninja
      "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_PREFIX_PATH=${prefix}"
      "-DREADME_EXAMPLE=${SCRATCH}/readme.cpp")
  run("${CMAKE_COMMAND}" --build "${SCRATCH}/build")
endif()
run("${SCRATCH}/build/consumer" "${messages}/de.json")

# What people copy first reports a password that is none, before it sends anything.
if(EXISTS "${SCRATCH}/build/readme")
  foreach(typed IN ITEMS "" "---")
    set(ENV{PRESSLINK_APP_PASSWORD} "${typed}")
    execute_process(COMMAND "${SCRATCH}/build/readme" RESULT_VARIABLE code ERROR_VARIABLE said)
    if(NOT code EQUAL 2 OR said STREQUAL "")
      message(FATAL_ERROR "The README's example ends with ${code}: ${said}")
    endif()
  endforeach()
endif()
