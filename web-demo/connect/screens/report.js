import { button } from '../../shared/fields.js';
import { text, textOr } from '../../shared/language.js';
import { differs, isOpen, outcomeCards } from '../outcome.js';
import { disconnectCard } from './account.js';

/** @param {{ report: import('../../../wasm/types/index.d.ts').PublishReport, document: object }} given */
export function reportScreen(app, { report, document }) {
  return {
    step: 3,
    mood: differs(report) ? 'warn' : 'good',
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

function title(report) {
  if (differs(report)) return text(isOpen(report) ? 'report.title_public_differs' : 'report.title_differs');
  return textOr(`report.title_${isOpen(report) ? 'public' : report.status}`, text('report.title_saved'));
}
