import { h } from '../../shared/dom.js';
import { inOneLine } from '../../shared/errors.js';
import { complain } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { pastedAddress } from '../../shared/pasted.js';

/** @param {{ address?: string, error?: Error, missing?: boolean }} given */
export function addressScreen(app, given) {
  const { address = '', error, missing } = given;
  const said = missing ? text('address.missing') : error && inOneLine(app.tell(error));
  const input = h('input.input', {
    id: 'address',
    name: 'address',
    type: 'text',
    inputmode: 'url',
    autocomplete: 'url',
    autocapitalize: 'none',
    spellcheck: 'false',
    dir: 'ltr',
    placeholder: 'example.com',
    value: address,
    required: true,
    'aria-describedby': 'address-hint address-wrong',
    'aria-invalid': said ? 'true' : undefined,
  });
  const submit = (event) => {
    event.preventDefault();
    const typed = pastedAddress(input.value);
    if (typed) {
      app.find(typed);
      return;
    }
    given.missing = true;
    complain(input, text('address.missing'));
    input.focus();
  };
  return {
    step: 1,
    title: text('address.title'),
    calm: !error,
    body: [
      h(
        'form.card.stack',
        { novalidate: true, onsubmit: submit },
        h(
          'div.field',
          {},
          h('label', { for: 'address' }, text('address.label')),
          h(
            'div.address-row',
            {},
            input,
            h('p.hint', { id: 'address-hint' }, text('address.hint')),
            h('p.wrong', { id: 'address-wrong' }, said),
            h('button.button', { type: 'submit' }, text('address.find')),
          ),
        ),
      ),
      h(
        'ul.list.promises',
        {},
        ['address.promise_direct', 'address.promise_memory', 'address.promise_leave'].map((key) =>
          h('li', {}, text(key)),
        ),
      ),
    ],
  };
}
