#pragma once

#include <string>

#include "presslink/doctor.hpp"
#include "presslink/error.hpp"

namespace presslink::wasm {

/// What a text says before it is put into a language: a JSON string, for `retell` alone.
[[nodiscard]] std::string words(const Error& error);
[[nodiscard]] std::string words(const DoctorReport& report);

}  // namespace presslink::wasm
