import { h, icon, linkOut, quote } from '../../shared/dom.js';
import { isOutOfReach, isRefusal } from '../../shared/errors.js';
import { button, complainAll, field } from '../../shared/fields.js';
import { text, textOr } from '../../shared/language.js';
import { badge, facts, notice } from '../../shared/parts.js';
import { pluginTitle } from '../../shared/seo-plugins.js';
import { newUserScreen, profileScreen } from '../../shared/wordpress-screens.js';
import { outcomeCards } from '../outcome.js';
import { failure, more, revokeByHand, siteIcon } from '../parts.js';

/**
 * Who is connected, and the test post.
 *
 * @param {object} given
 * @param {object} [given.document] of an earlier try
 * @param {Error} [given.error] what came of it
 * @param {'disconnect'} [given.at] it was not the post that failed
 * @param {boolean} [given.stopped] by the reader
 * @param {Record<string, string | false>} [given.wrong] the keys of words, by the names of the fields
 */
export function accountScreen(app, given) {
  const { document, error, at, stopped } = given;
  const trouble = error && h('section.card.stack', {}, !stopped && failure(app, error), afterwards(error, at));
  return {
    step: at ? 4 : 3,
    skipped: at && !app.sent ? 3 : undefined,
    mood: stopped ? 'warn' : error ? 'bad' : 'good',
    title: text(`account.title${!error ? '' : at ? '_still' : stopped ? '_stopped' : '_failed'}`),
    body: [
      trouble,
      error?.report && reached(error.report) && outcomeCards(app.site, app.tell(error.report), document),
      !error && whoCard(app),
      app.account.can.edit_posts && postForm(app, given),
      // After a refusal it would say the opposite.
      error && !isRefusal(error) && whoCard(app),
      disconnectCard(app),
    ],
  };
}

/** Is anything of the post on the site, or may it be? */
function reached({ outcome, id }) {
  return id !== null || outcome === 'uncertain';
}

/** What a failed try means for the next one. */
function afterwards(error, at) {
  if (at) return h('p', {}, text('account.still'));
  if (error.code === 'credentials_rejected') return h('p', {}, text('account.rejected'));
  if (isOutOfReach(error)) return h('p', {}, text('account.anew'));
  return h('p', {}, text('account.resume'));
}

function whoCard(app) {
  const { site, account } = app;
  return h(
    'section.card.stack',
    { 'aria-labelledby': 'who' },
    h(
      'div.site',
      {},
      siteIcon(site),
      h(
        'div',
        {},
        h('h3', { id: 'who' }, quote(account.user.login)),
        h('p.soft', {}, text('account.at', { site: site.site.name || app.host })),
      ),
    ),
    facts(
      [text('account.roles'), account.user.roles.map((role) => [badge('info', textOr(`role.${role}`, role)), ' '])],
      account.password && [text('account.password'), quote(account.password.name)],
    ),
    power(site, account),
    h(
      'div.will',
      {},
      abilities('good', 'check', 'will.title', willOf(account)),
      abilities('soft', 'cross', 'wont.title', ['wont.users', 'wont.settings', 'wont.delete', 'wont.keep']),
    ),
  );
}

/** What the app makes of what the account may do. */
function willOf({ can }) {
  const categories = can.manage_categories ? 'will.categories' : 'will.categories_there';
  return [...(can.edit_posts ? ['will.posts', categories, 'will.seo'] : []), 'will.revoke'];
}

function abilities(kind, drawing, title, keys) {
  return h(
    `div.${kind}`,
    {},
    h('h4', {}, text(title)),
    h('ul.list.stack.tight.marked', {}, keys.map((key) => h('li', {}, icon(drawing), h('span', {}, text(key))))),
  );
}

/** Too much power, too little, or just enough. */
function power(site, { can, excess }) {
  const newUser = excess.includes('create_users') ? linkOut(newUserScreen(site), text('power.new_user')) : text('power.ask');
  if (!can.edit_posts) return notice('bad', h('p', {}, text('power.none')), h('p', {}, newUser));
  const notices = [];
  if (excess.some((one) => one === 'manage_options' || one === 'edit_users')) {
    notices.push(
      notice(
        'warn',
        h('p', {}, h('strong', {}, text('power.admin'))),
        h('p', {}, text('power.admin_text')),
        h('p', {}, newUser),
      ),
    );
  } else if (excess.length > 0) {
    notices.push(notice('info', h('p', {}, text('power.editor'))));
  } else if (can.publish_posts) {
    notices.push(notice('good', h('p', {}, text('power.right'))));
  }
  if (!can.publish_posts) notices.push(notice('warn', h('p', {}, text('power.no_publish')), h('p', {}, newUser)));
  if (!can.manage_categories) notices.push(notice('info', h('p', {}, text('power.no_categories'))));
  return notices;
}

function postForm(app, screen) {
  const { document } = screen;
  const writable = app.site.seo_plugins.filter((one) => one.write_route);
  const given = document ?? {
    title: text('post.title_default'),
    // None that would be left out, where the site does not have it.
    categories: app.account.can.manage_categories ? [text('post.category_default')] : [],
    status: 'draft',
    seo: {
      title: text('post.seo_title_default'),
      description: text('post.seo_description_default'),
    },
  };
  const submit = (event) => {
    event.preventDefault();
    if (app.busy) return;
    const form = event.currentTarget;
    screen.wrong = wrongIn(form.elements.title.value, form.elements.category.value);
    if (!complainAll(form, screen.wrong)) app.publish(read(form, writable.length > 0));
  };
  const line = (name, label, value, hint) => {
    const wrong = screen.wrong?.[name];
    return field(name, label, { dir: 'auto', value }, { hint, wrong: wrong && text(wrong) });
  };
  return h(
    'section.card.stack',
    { 'aria-labelledby': 'post' },
    h('h3', { id: 'post' }, text('post.heading')),
    h('p.soft', {}, text('post.lead')),
    h(
      'form.stack',
      { novalidate: true, onsubmit: submit },
      line('title', text('post.title'), given.title),
      line('category', text('post.category'), given.categories?.[0], text('post.category_hint')),
      writable.length > 0
        ? h(
            'fieldset.stack.seo',
            {},
            h('legend', {}, text('post.seo', { plugin: writable.map((one) => pluginTitle(one.plugin)).join(', ') })),
            line('seo_title', text('post.seo_title'), given.seo?.title),
            line('seo_description', text('post.seo_description'), given.seo?.description),
          )
        : h('p.soft', {}, text('post.seo_none')),
      statusChoice(given.status, app.account.can.publish_posts),
      h(
        'div.actions',
        {},
        h('button.button', { type: 'submit' }, text(document ? 'post.again' : 'post.send')),
      ),
    ),
  );
}

function statusChoice(status, mayPublish) {
  const choice = (value, label, hint) =>
    h(
      'label.choice',
      {},
      h('input', { type: 'radio', name: 'status', value, checked: status === value }),
      h('span', {}, h('strong', {}, label), h('span.soft.block', {}, hint)),
    );
  return h(
    'fieldset.field',
    {},
    h('legend', {}, text('post.status')),
    choice('draft', text('post.draft'), text('post.draft_hint')),
    mayPublish && choice('publish', text('post.public'), text('post.public_hint')),
  );
}

function wrongIn(title, category) {
  const parts = category.split('>').map((part) => part.trim());
  return {
    title: title.trim() === '' && 'post.title_missing',
    category: parts.length > 1 && parts.includes('') && 'post.category_gap',
  };
}

/** The form as a document. */
function read(form, withSeo) {
  const values = Object.fromEntries(new FormData(form));
  const category = values.category.trim();
  return {
    title: values.title,
    content: `<p>${text('post.content')}</p>`,
    status: values.status,
    ...(category && { categories: [category] }),
    ...(withSeo && { seo: { title: values.seo_title, description: values.seo_description } }),
  };
}

export function disconnectCard(app) {
  return h(
    'section.card.stack',
    { 'aria-labelledby': 'disconnect' },
    h('h3', { id: 'disconnect' }, text('disconnect.heading')),
    h('p.soft', {}, text('disconnect.text')),
    h('div.actions', {}, button(text('disconnect.now'), () => app.disconnect(), '.danger')),
    more(
      text('revoke.title'),
      revokeByHand(app.account.password?.name, profileScreen(app.site), app.account),
    ),
  );
}
