import { approvalTime } from '../../shared/application.js';
import { h, icon, linkOut, quote } from '../../shared/dom.js';
import { button } from '../../shared/fields.js';
import { text } from '../../shared/language.js';
import { badge, facts, notice } from '../../shared/parts.js';
import { pluginTitle } from '../../shared/seo-plugins.js';
import { home } from '../../shared/wordpress-screens.js';
import { failure, leftover, siteIcon } from '../parts.js';

/**
 * @param {object} given what came back from the approval screen
 * @param {Error} [given.error]
 * @param {boolean} [given.declined]
 * @param {string} [given.name] of the password that was asked for, if one was
 */
export function foundScreen(app, { error, declined, name }) {
  const { site } = app;
  return {
    step: 2,
    title: text('found.title'),
    body: [
      declined && notice('info', h('p', {}, text('found.declined'))),
      error && !declined && h('div.card.stack', {}, failure(app, error), afterwards(site, error, name)),
      siteCard(app),
      h(
        'section.card.stack',
        { 'aria-labelledby': 'decide' },
        h('h3', { id: 'decide' }, text('decide.title')),
        h(
          'ul.list.stack.decide',
          {},
          point('key', 'decide.own', 'decide.own_text'),
          point('warn', 'decide.power', 'decide.power_text'),
          point('shield', 'decide.limits', 'decide.limits_text'),
        ),
        h('p.soft', {}, text('decide.next', { host: app.host })),
        h('p.soft', {}, text('decide.time', { minutes: approvalTime / 60_000 })),
        h(
          'div.actions',
          {},
          h(
            'button.button',
            { type: 'button', onclick: () => app.approve() },
            text('found.connect'),
            icon('arrow', 'along'),
          ),
          button(text('found.by_hand'), () => app.byHand(), '.second'),
          button(text('found.other'), () => app.startAgain(), '.plain'),
        ),
      ),
    ],
  };
}

/** What there is to do after an answer that brought this page no password. */
function afterwards(site, { code }, name) {
  return code === 'passwords_unavailable' ? h('p', {}, text('found.unavailable')) : name && leftover(site, name);
}

export function siteCard(app) {
  const { site } = app;
  const { name } = site.site;
  return h(
    'section.card.stack',
    { 'aria-label': text('found.site') },
    h(
      'div.site',
      {},
      siteIcon(site),
      h(
        'div',
        {},
        h('h3.site-name', {}, name ? quote(name) : app.host),
        h('p.soft', {}, linkOut(home(site).href, h('bdi', { dir: 'ltr' }, app.place))),
      ),
    ),
    site.within_site && notice('warn', h('p', {}, text('found.within', { typed: site.input }))),
    facts(
      [text('found.passwords'), passwords(site)],
      [
        text('found.rest'),
        site.closed_code
          ? badge('bad', text('found.rest_closed'))
          : text(`found.rest_${site.style}`),
      ],
      !site.closed_code && [text('found.seo'), seo(site)],
    ),
  );
}

function passwords({ application_passwords: { available } }) {
  if (available === null) return badge('warn', text('found.passwords_unknown'));
  return available ? badge('good', text('found.passwords_on')) : badge('bad', text('found.passwords_off'));
}

function seo({ seo_plugins: plugins }) {
  if (plugins.length === 0) return text('found.seo_none');
  return h(
    'ul.list',
    {},
    plugins.map(({ plugin, write_route: route }) =>
      h(
        'li',
        {},
        pluginTitle(plugin),
        ' ',
        route ? badge('good', text('found.seo_open')) : badge('warn', text('found.seo_shut')),
      ),
    ),
  );
}

function point(drawing, title, explanation) {
  return h(
    'li',
    {},
    h('span.decide-icon', {}, icon(drawing)),
    h('div', {}, h('strong', {}, text(title)), h('p.soft', {}, text(explanation))),
  );
}
