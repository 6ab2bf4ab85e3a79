#include <emscripten/bind.h>

#include "bindings.hpp"

namespace presslink::wasm {

EMSCRIPTEN_BINDINGS(presslink) {
  using emscripten::function;
  function("input", &input);
  function("contentInput", &content_input);
  function("secretInput", &secret_input);
  function("output", &output);
  function("version", &version);
  function("connect", &connect);
  function("authorize", &authorize);
  function("callback", &callback);
  function("reveal", &reveal);
  function("terms", &terms);
  function("close", &close);
  function("preview", &preview);
  function("bodies", &bodies);
  function("useMessages", &use_messages);
  function("explain", &explain);
  function("retell", &retell);
  function("say", &say);
  function("begin", &begin);
  function("authorization", &authorization);
  function("wireBody", &wire_body);
  function("answerBody", &answer_body);
  function("respond", &respond);
  function("fault", &fault);
  function("resume", &resume);
  function("end", &end);
}

}  // namespace presslink::wasm
