/** Reports as the core gave them, in English, by what became of them here. */
const originals = new WeakMap();

/** Where a report has sentences of the library's own. */
const sentences = new Set(['why', 'remedy', 'text', 'advice', 'message']);

function translate(value, say, key) {
  if (typeof value === 'string') return sentences.has(key) ? say(value) : value;
  if (Array.isArray(value)) return value.map((each) => translate(each, say, key));
  if (typeof value !== 'object' || value === null) return value;
  // An error is told by itself; see `retell`.
  const told = ([name, each]) => [name, name === 'error' ? each : translate(each, say, name)];
  return Object.fromEntries(Object.entries(value).map(told));
}

export function say(core, sentence) {
  return core.give(sentence).text('say');
}

/** A report with its sentences in the language that is set. */
export function tell(core, report) {
  const original = originals.get(report) ?? report;
  if (core.english) return original;
  const told = translate(original, (sentence) => say(core, sentence));
  originals.set(told, original);
  return told;
}
