import { h } from '../../shared/dom.js';
import { inOneLine } from '../../shared/errors.js';
import { field } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { pastedAddress } from '../../shared/pasted.js';
import { defaults } from '../form.js';
import { badNews, failure, wordsOf } from './parts.js';

/** @param {{ typed?: string, problem?: string | Error }} given what came of the last try */
export function addressScreen(sender, { typed = sender.lab.settings.site, problem }) {
  const misread = problem?.code === 'bad_input';
  const address = field(
    'send-address',
    text('send.address'),
    {
      inputmode: 'url',
      autocomplete: 'url',
      autocapitalize: 'none',
      spellcheck: 'false',
      dir: 'ltr',
      autofocus: true,
      value: typed === defaults.site ? '' : typed,
      placeholder: 'example.com',
    },
    { wrong: misread && inOneLine(wordsOf(sender, problem)) },
  );
  const find = (event) => {
    event.preventDefault();
    void sender.find(pastedAddress(event.currentTarget.elements.namedItem('send-address').value));
  };
  return {
    heading: text('send.where'),
    body: [
      problem && !misread && failure(sender, problem),
      h('p', {}, text('send.where_about')),
      h('form.stack', { novalidate: true, onsubmit: find }, address, h('p', {}, h('button.button', { type: 'submit' }, text('send.find')))),
    ],
    ...(problem && badNews(sender, problem)),
  };
}
