// Embind's own start-up registers every type of C++, strings and typed arrays among them, and with
// each the JavaScript that converts it: half of the glue. These definitions stand in for it; the
// bindings use nothing but numbers. Only for the emcc whose embind this was written after.

#include <emscripten/bind.h>
#include <emscripten/emscripten.h>

#include <cstdlib>
#include <limits>

extern "C" {

// For messages about types that were never registered.
EMSCRIPTEN_KEEPALIVE const char* __getTypeName(const std::type_info* /*type*/) {
  char* name = static_cast<char*>(std::malloc(1));
  *name = '\0';
  return name;
}

EMSCRIPTEN_KEEPALIVE __attribute__((constructor)) void
__embind_register_native_and_builtin_types() {
  using namespace emscripten::internal;
  _embind_register_void(TypeID<void>::get(), "void");
  _embind_register_integer(TypeID<int>::get(), "int", sizeof(int), std::numeric_limits<int>::min(),
                           std::numeric_limits<int>::max());
  _embind_register_float(TypeID<double>::get(), "double", sizeof(double));
}

}  // extern "C"
