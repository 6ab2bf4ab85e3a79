/** The onboarding page against a real WordPress of another origin. */

import assert from 'node:assert/strict';

import { owner, pages, test, wordpress } from './onboarding.js';
import { inspect } from './pages.js';
import { WordPress } from './wordpress.js';

/** Published, verified, revoked: what every site must come to. Gives the verdicts on SEO. */
async function publishesAndLeaves(one, site, password, title, told = 'Published and verified') {
  await one.publishes({ Title: title, Category: 'Guides > Kitchen' });
  await one.sees(told);
  await one.assertForgets(password);
  const verdicts = await one.verdicts();
  const [post] = (await site.posts()).filter((post) => post.title.raw === title);
  assert.equal(post.status, 'publish');
  assert.equal(post.categories.length, 1);
  const view = await one.page.getByRole('link', { name: 'View the post' }).getAttribute('href');
  assert.equal(view, post.link);
  assert.equal(
    await one.page.getByRole('link', { name: 'Edit in WordPress' }).getAttribute('href'),
    `${site.url}/wp-admin/post.php?post=${post.id}&action=edit`,
  );
  const [{ name }, ...others] = await site.passwords('editor');
  assert.deepEqual(others, []);
  await one.disconnects();
  await one.page.getByText(`under Application Passwords, “${name}” is not there any more.`).waitFor();
  // There is nothing left to revoke.
  assert.equal(await one.page.locator('.path').count(), 0);
  assert.deepEqual(await one.steps(), ['done', 'done', 'done', 'now']);
  assert.deepEqual(await site.passwords('editor'), []);
  await one.assertForgets(password);
  return verdicts;
}

test('from the address to a published post and the revoked password', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    await page.getByLabel('Address of your WordPress site').waitFor();
    await inspect(page, '1-address');
    await one.find(wordpress.url);
    await one.sees('Your site, and what you decide now');
    for (const words of ['Tea & Crumbs', 'switched on', 'found at /wp-json/', 'Yoast SEO', 'who is logged in there']) {
      await page.getByText(words, { exact: false }).first().waitFor();
    }
    await inspect(page, '2-found');
    await one.goesToWordPress(wordpress, 'editor');
    await page.locator('#approve').click();
    await one.sees('Connected');
    const [password] = one.visitor.passwords;
    await one.assertForgets(password);
    assert.equal(page.url(), `${pages.url}connect/`);
    await page.getByRole('heading', { level: 3, name: 'editor' }).waitFor();
    await page.getByText('may also change other people’s posts').waitFor();
    await inspect(page, '3-connected');
    await one.publishes({ Title: 'Tea, properly' });
    await one.sees('Published and verified');
    assert.deepEqual(await one.verdicts(), ['verified', 'verified']);
    await inspect(page, '4-published');
    await one.click('Send another');
    await one.assertForgets(password);
    const verdicts = await publishesAndLeaves(one, wordpress, password, 'Coffee, too');
    assert.deepEqual(verdicts, ['verified', 'verified']);
    await inspect(page, '5-disconnected');
  });
});

test('a draft stays a draft', async () => {
  await owner(wordpress, async (one) => {
    const password = await one.connects(wordpress, 'editor');
    await one.publishes({ Title: 'Not yet', open: false });
    await one.sees('Saved as a draft and verified');
    const [post] = (await wordpress.posts()).filter((post) => post.title.raw === 'Not yet');
    assert.equal(post.status, 'draft');
    const preview = one.page.getByRole('link', { name: 'Preview the draft' });
    assert.match(await preview.getAttribute('href'), new RegExp(`p=${post.id}&preview=true`));
    await one.disconnects();
    await one.assertForgets(password);
  });
});

test('plain permalinks', async () => {
  const plain = await WordPress.up('--permalinks', 'plain');
  try {
    await owner(
      plain,
      async (one) => {
        await one.find(plain.url);
        await one.page.getByText('plain permalinks').waitFor();
        await one.goesToWordPress(plain, 'editor');
        await one.page.locator('#approve').click();
        await one.sees('Connected');
        await publishesAndLeaves(one, plain, one.visitor.passwords[0], 'Without a path');
      },
      // Whether there are pretty ones is asked first.
      { refusals: [/\/wp-json\/\?_fields=/] },
    );
  } finally {
    await plain.down();
  }
});

const taken = ['accepted_unverified', 'accepted_unverified'];
const verified = ['verified', 'verified'];
/** What a page finds out; what visitors of the site get, and XML-RPC, it cannot read. */
const standIns = {
  yoast: { version: '28.1', verdicts: verified },
  // From WordPress 6.9 on its abilities tell.
  rank_math: { version: '1.0.272', verdicts: taken, withAbilities: verified },
  aioseo: { version: '4.9.9', verdicts: verified },
  seopress: { version: '10.0.2', verdicts: verified },
  slim_seo: { version: '4.9.6', verdicts: verified },
  seo_framework: { version: '5.1.4', verdicts: [] },
};

for (const [name, { version, verdicts, withAbilities }] of Object.entries(standIns)) {
  test(`with ${name} ${version}`, async () => {
    const none = Object.fromEntries(Object.keys(standIns).map((one) => [`stand_in_${one}`, '']));
    await wordpress.set({ ...none, [`stand_in_${name}`]: version });
    await owner(wordpress, async (one) => {
      const password = await one.connects(wordpress, 'editor');
      const { json } = await wordpress.rest('/', { query: { _fields: 'namespaces' } });
      const told = withAbilities && json.namespaces.includes('wp-abilities/v1');
      const wanted = told ? withAbilities : verdicts;
      const title = wanted === taken ? 'Published, but not all of it could be read back' : undefined;
      const shown = await publishesAndLeaves(one, wordpress, password, `Sought by ${name}`, title);
      assert.deepEqual(shown, wanted);
    });
  });
}

test('a report gives its reasons in the language of the page', async () => {
  const none = Object.fromEntries(Object.keys(standIns).map((one) => [`stand_in_${one}`, '']));
  await wordpress.set({ ...none, stand_in_rank_math: '1.0.200' });
  await owner(wordpress, async (one) => {
    const { page } = one;
    await one.connects(wordpress, 'author');
    await one.publishes({ Title: 'Tea <script>time()</script>', Category: '' });
    await one.sees('Published, but not all of it as sent');
    await page.getByText('The plugin took it').first().waitFor();
    await page.getByText('WordPress removed: script').waitFor();
    await page.locator('#language').selectOption('es');
    await page.getByText('WordPress ha quitado: script').waitFor();
    await page.locator('strong', { hasText: 'Título' }).first().waitFor();
    await page.locator('#language').selectOption('de');
    await page.getByText('Das Plugin hat es angenommen').first().waitFor();
    await page.getByText('WordPress hat entfernt: script').waitFor();
    await inspect(page, '15-reasons-german');
  });
});

test('the owner declines', async () => {
  await owner(wordpress, async (one) => {
    await one.find(wordpress.url);
    await one.goesToWordPress(wordpress, 'editor');
    await one.page.locator('#reject').click();
    await one.page.getByText('You declined in WordPress').waitFor();
    assert.equal(one.page.url(), `${pages.url}connect/`);
    assert.deepEqual(await wordpress.passwords('editor'), []);
  });
});

test('back from WordPress without an answer', async () => {
  await owner(wordpress, async (one) => {
    await one.find(wordpress.url);
    await one.goesToWordPress(wordpress, 'editor');
    await one.page.goto(`${pages.url}connect/`);
    await one.sees('Back without an answer');
    await one.page.getByText('a plugin’s set-up, open the approval screen again').waitFor();
    await one.click('Open the approval screen again');
    await wordpress.approval(one.page, 'editor');
  });
});

test('a password copied by hand', async () => {
  await owner(wordpress, async (one) => {
    await one.find(wordpress.url);
    await one.goesToWordPress(wordpress, 'editor');
    await one.page.goto(`${pages.url}connect/`);
    await one.click('Enter a password by hand');
    await one.sees('Enter a password by hand');
    await inspect(one.page, '9-by-hand');
    const opened = one.visitor.context.waitForEvent('page');
    await one.page.getByRole('link', { name: 'Open the approval screen' }).click();
    const approval = await opened;
    await approval.locator('#approve').click();
    const password = await approval.locator('#new-application-password-value').inputValue();
    await one.page.bringToFront();
    await one.page.getByLabel('User name').fill('editor');
    await one.page.getByLabel('Application Password').fill(password);
    await one.click('Connect');
    await one.sees('Connected');
    await one.assertForgets(password);
    await one.disconnects();
    assert.deepEqual(await wordpress.passwords('editor'), []);
    // No test post was sent.
    assert.deepEqual(await one.steps(), ['done', 'done', 'next', 'now']);
  });
});

test('an account that may do too much, too little, or just enough', async () => {
  const said = {
    admin: 'This account may do far more than needed.',
    author: 'This account may do what is needed, and no more.',
    contributor: 'This account may submit posts for review, but not publish.',
    subscriber: 'This account may not write posts.',
  };
  for (const [login, words] of Object.entries(said)) {
    await owner(wordpress, async (one) => {
      await one.enters(wordpress, login, wordpress.users[login].app_password);
      await one.sees('Connected');
      await one.page.getByText(words).waitFor();
      const role = login === 'admin' ? 'Administrator' : `${login[0].toUpperCase()}${login.slice(1)}`;
      await one.page.getByText(role, { exact: true }).waitFor();
      assert.equal(await one.page.locator('form').count(), login === 'subscriber' ? 0 : 1);
      const open = login === 'admin' || login === 'author';
      assert.equal(await one.page.getByLabel('Everyone: publish it').count(), open ? 1 : 0);
      // Nobody is sent to a screen that WordPress does not give to this account.
      assert.equal(await one.page.getByRole('link', { name: 'Make such a user' }).count(), login === 'admin' ? 1 : 0);
      const asked = await one.page.getByText('An administrator makes such a user').count();
      assert.equal(asked, login === 'contributor' || login === 'subscriber' ? 1 : 0);
      await one.page.getByText('Revoke it in WordPress yourself').click();
      assert.deepEqual(
        (await one.page.locator('.path li').allTextContents()).slice(0, -3),
        login === 'admin' ? ['Users', 'Profile'] : ['Profile'],
      );
      if (login !== 'subscriber') {
        // None is offered that would be left out.
        assert.equal(await one.page.getByLabel('Category').inputValue(), login === 'admin' ? 'Test' : '');
      }
      if (login === 'contributor') {
        await one.publishes({ Title: 'Handed in', Category: 'Nobody made it', open: false });
        await one.sees('Saved, but not all of it as sent');
        await one.page.getByText('missing, left out').waitFor();
        await inspect(one.page, '4-report-left-out');
      }
      if (login === 'admin') await inspect(one.page, '11-too-much');
    });
  }
});

test('by keyboard alone', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
    const tabTo = async (name) => {
      for (let presses = 0; presses < 30; presses++) {
        await page.keyboard.press('Tab');
        if ((await focused()).startsWith(name)) return;
      }
      assert.fail(`no ${name} for the keyboard`);
    };
    await page.getByLabel('Address of your WordPress site').waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type(wordpress.url);
    await page.keyboard.press('Enter');
    await one.sees('Your site, and what you decide now');
    await tabTo('Connect');
    await page.keyboard.press('Enter');
    await page.waitForURL(/wp-login\.php/);
  });
});

test('an answer that nobody asked for is thrown away', async () => {
  await owner(wordpress, async (one) => {
    const password = 'abcd EFGH 1234 ijkl MNOP 5678';
    const stray = new URLSearchParams({ site_url: wordpress.url, user_login: 'editor', password });
    await one.page.goto('about:blank');
    await one.page.goto(`${pages.url}connect/#?${stray}`);
    await one.sees('This page does not hold the password any more');
    await one.assertForgets(password);
  });
});

test('a refusal that answers no request of this page is not shown as one', async () => {
  await owner(wordpress, async (one) => {
    const visit = async (address) => {
      await one.page.goto('about:blank');
      await one.page.goto(`${pages.url}connect/${address}`);
    };
    const refusals = ['?success=false', '#?success=false', '?error=disabled',
      `#?presslink_state=${crypto.randomUUID()}&success=false`];
    for (const refusal of refusals) {
      await visit(refusal);
      await one.page.getByRole('heading', { name: 'Which site?' }).waitFor();
      assert.equal(one.page.url(), `${pages.url}connect/`);
    }
    // Nor does one take the place of the answer that is waited for.
    await one.find(wordpress.url);
    await one.goesToWordPress(wordpress, 'editor');
    for (const refusal of refusals) {
      await visit(refusal);
      await one.page.getByRole('heading', { name: 'Back without an answer' }).waitFor();
    }
    // The one that is waited for may be one: WordPress made no password, and this account gets none.
    const state = await one.page.evaluate(() => JSON.parse(sessionStorage.getItem('presslink.connect')).authorization.state);
    await visit(`#?presslink_state=${state}&error=disabled`);
    await one.page.getByText('No password was made. Connect with another account').waitFor();
    assert.equal(await one.page.getByText('If you did approve').count(), 0);
    await inspect(one.page, '2-found-disabled');
    await one.goesToWordPress(wordpress, 'editor');
    await one.page.locator('#approve').click();
    await one.sees('Connected');
    await one.disconnects();
  });
});
