import { button } from '../../shared/fields.js';
import { text, textOr } from '../../shared/language.js';
import { differs, isOpen, isUnread, outcomeCards } from '../outcome.js';
import { disconnectCard } from './account.js';

/** @param {{ report: import('../../../wasm/types/index.d.ts').PublishReport, document: object }} given */
export function reportScreen(app, { report, document }) {
  return {
    step: 3,
    mood: shortfall(report) ? 'warn' : 'good',
    title: title(report),
    body: [
      outcomeCards(
        app.site,
        app.tell(report),
        document,
        button(text('report.another'), () => app.another(), '.plain'),
      ),
      disconnectCard(app),
    ],
  };
}

/** The end of the keys of the words for what of it is not as it was sent, as far as is known. */
function shortfall(report) {
  return differs(report) ? 'differs' : isUnread(report) && 'unread';
}

function title(report) {
  const short = shortfall(report);
  if (short) return text(`report.title_${isOpen(report) ? 'public_' : ''}${short}`);
  return textOr(`report.title_${isOpen(report) ? 'public' : report.status}`, text('report.title_saved'));
}
