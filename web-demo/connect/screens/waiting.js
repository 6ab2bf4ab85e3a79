import { h } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { siteCard } from './found.js';

/** The owner came back from the approval screen without an answer. */
export function waitingScreen(app) {
  return {
    step: 2,
    title: text('waiting.title'),
    body: [
      siteCard(app),
      h(
        'section.card.stack',
        {},
        h('p', {}, text('waiting.text')),
        h('p', {}, text('waiting.other_page')),
        h('p', {}, text('waiting.not_found')),
        h(
          'div.actions',
          {},
          button(text('waiting.again'), () => app.approve()),
          button(text('found.by_hand'), () => app.byHand(), '.second'),
          button(text('found.other'), () => app.startAgain(), '.plain'),
        ),
      ),
    ],
  };
}
