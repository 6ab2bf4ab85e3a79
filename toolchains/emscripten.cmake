# The toolchain of whichever emcc stands in PATH or in an activated emsdk.
find_program(emcc emcc HINTS $ENV{EMSDK}/upstream/emscripten REQUIRED NO_CACHE)
file(REAL_PATH ${emcc} emcc)
cmake_path(GET emcc PARENT_PATH emscripten)
include(${emscripten}/cmake/Modules/Platform/Emscripten.cmake)

# Debian's emcc needs Debian's own node modules when it links, and another Node does not look there.
if(EXISTS /usr/share/nodejs/acorn)
  set(CMAKE_CXX_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs)
endif()
