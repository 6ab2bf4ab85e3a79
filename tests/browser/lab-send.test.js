/** The payload lab sends: connected, approved, published, stopped, begun and finished. */

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';

import { copied, enter, folder, importFile, inLab, pages, shownRequests, wordpress } from './lab.js';
import { assertAccessible, deliver, fillTabStore, keep, launchChromium } from './pages.js';

async function connect(page, user = 'editor') {
  const dialog = await enter(page, user, wordpress.users[user].app_password);
  await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
  return dialog;
}

/** From the document to WordPress's approval screen, logged in as an author. */
async function goToApproval(page) {
  await page.locator('#send').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address of the site').fill(wordpress.url);
  await dialog.getByRole('button', { name: 'Find the site' }).click();
  await dialog.getByRole('button', { name: 'Approve in WordPress' }).click();
  await wordpress.approval(page, 'author');
}

/** Holds the check of the password until the function that this gives is called. */
async function holdTheCheck(page) {
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route(/users\/me\?/, async (route) => {
    await held;
    await route.continue();
  });
  return go;
}

async function assertNoSecret(page, secret) {
  const places = await page.evaluate(() => ({
    html: document.documentElement.outerHTML,
    values: [...document.querySelectorAll('input, textarea')].map((input) => input.value).join('\n'),
    storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    address: location.href,
    state: JSON.stringify(history.state),
  }));
  for (const [place, text] of Object.entries(places)) {
    for (const form of [secret, secret.replaceAll(' ', '')]) {
      assert.ok(!text.includes(form) && !text.includes(encodeURIComponent(form)), `the password is in ${place}`);
    }
  }
}

test('nothing is sent before Send; then the post is published, each request is shown, the report is verified', async () => {
  await inLab(
    async (page, visitor) => {
      const foreign = () => visitor.requests.filter((request) => !request.url().startsWith(pages.url));
      await page.getByLabel('Title', { exact: true }).fill('Sent from the lab');
      await page.getByRole('textbox', { name: 'Slug' }).fill('sent-from-the-lab');
      for (const tab of ['curl', 'fetch', 'C++', 'Requests']) await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.locator('#send').click();
      assert.deepEqual(foreign(), []);
      await page.keyboard.press('Escape');

      const dialog = await connect(page);
      const secret = wordpress.users.editor.app_password;
      await assertNoSecret(page, secret);
      assert.ok(foreign().every((request) => request.method() !== 'POST' || /introspect|users\/me/.test(request.url())), 'a write before Send');
      assert.ok(!(await wordpress.posts()).some((post) => post.slug === 'sent-from-the-lab'));
      // The form is now about the site that is there.
      await dialog.getByRole('button', { name: 'Back to the document' }).click();
      const ofTheSite = page.locator('#setting-site, #setting-style, #setting-sender, [data-plugin], [name=scope]');
      const areLocked = () => ofTheSite.evaluateAll((controls) => controls.every(({ disabled }) => disabled));
      assert.ok(await areLocked());
      // It shows that site, and nothing of an imagined one.
      assert.match(await page.locator('#connected dl').textContent(), new RegExp(`^Site address${wordpress.url}/$`));
      assert.equal(await page.getByRole('group', { name: 'Active SEO plugins' }).innerText(), 'Active SEO plugins\n\nYoast SEO');
      assert.equal(await page.locator('#form select:disabled:visible, #form input:disabled:visible:not([name=scope])').count(), 0);
      await assertAccessible(page);
      await keep(page, 'lab-connected');
      await page.setViewportSize({ width: 360, height: 740 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('#site-heading').scrollIntoViewIfNeeded();
      await keep(page, 'lab-connected-phone-dark', { fullPage: false });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1280, height: 720 });
      await page.getByLabel('Language').selectOption('de');
      await page.getByRole('heading', { name: 'Was gesendet würde' }).waitFor();
      assert.ok(await areLocked());
      await page.getByLabel('Sprache').selectOption('en');
      assert.ok((await shownRequests(page)).every(({ url }) => url.startsWith(wordpress.url)));
      const program = await copied(page, 'C++');
      assert.ok(program.includes(`SiteUrl::parse("${wordpress.url}/")`), program);
      assert.ok(!program.includes('example.com'));
      await page.getByRole('tab', { name: 'Requests', exact: true }).click();
      await page.getByRole('button', { name: 'Share a link' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      await assertNoSecret(page, secret);

      await page.locator('#send').click();
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      assert.equal(await dialog.locator('[data-outcome]').getAttribute('data-outcome'), 'published');
      await dialog.getByRole('row', { name: /^title Yoast SEO verified/ }).waitFor();
      const steps = await dialog.locator('.steps li').allTextContents();
      assert.ok(steps.some((step) => /^POST.*\/wp\/v2\/posts.*201/.test(step)), steps.join('\n'));
      await assertAccessible(page);
      await keep(page, 'lab-sent', { fullPage: false });
      await assertNoSecret(page, secret);
      const posts = (await wordpress.posts()).filter((post) => post.slug === 'sent-from-the-lab');
      assert.equal(posts.length, 1);
      assert.equal(posts[0].status, 'publish');

      await dialog.getByRole('button', { name: 'Go on with this post' }).click();
      assert.equal(await page.getByLabel('Post to update').inputValue(), String(posts[0].id));
      await page.getByLabel('Title', { exact: true }).fill('Changed from the lab');
      await page.locator('#send').click();
      await dialog.getByRole('button', { name: 'Change the post' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      assert.equal((await wordpress.posts()).find((post) => post.id === posts[0].id).title.raw, 'Changed from the lab');
    },
    { origins: [wordpress.origin] },
  );
});

test('what the account may not do is not promised, and what it may is offered', async () => {
  const notPossible = /may not create categories.*“Leave them out” under “Categories that are missing”/;
  await inLab(
    async (page) => {
      const dialog = await connect(page, 'subscriber');
      await dialog.getByText('This account may not write posts').waitFor();
      assert.doesNotMatch(await dialog.textContent(), /public at once|edit_posts|Exactly the requests/);
      assert.equal(await dialog.getByRole('button', { name: /Publish|review/ }).count(), 0);
      await assertAccessible(page);
      await keep(page, 'lab-may-not-write', { fullPage: false });
    },
    { origins: [wordpress.origin] },
  );
  await inLab(
    async (page) => {
      await page.getByLabel('Title', { exact: true }).fill('Handed in');
      const dialog = await connect(page, 'contributor');
      await dialog.getByText('may write posts but not publish them').waitFor();
      assert.match(await dialog.textContent(), notPossible);
      assert.doesNotMatch(await dialog.textContent(), /public at once/);
      assert.equal(await dialog.getByRole('button', { name: 'Publish it' }).count(), 0);
      await assertAccessible(page);
      await keep(page, 'lab-may-not-publish', { fullPage: false });
      await dialog.getByRole('button', { name: 'Back to the document' }).click();
      await page.getByLabel('Categories that are missing').selectOption('skip');
      await page.locator('#send').click();
      assert.doesNotMatch(await dialog.textContent(), notPossible);
      await dialog.getByRole('button', { name: 'Submit for review' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      assert.equal(await page.getByLabel('Status', { exact: true }).inputValue(), 'pending');
      const post = (await wordpress.posts()).find(({ title }) => title.raw === 'Handed in');
      assert.equal(post.status, 'pending');
    },
    { origins: [wordpress.origin] },
  );
  await inLab(
    async (page) => {
      const dialog = await connect(page, 'author');
      assert.match(await dialog.textContent(), notPossible);
      await dialog.getByRole('button', { name: 'Publish it' }).waitFor();
    },
    { origins: [wordpress.origin] },
  );
});

test('with plain permalinks the requests are shown as routes, and what the site changed stands apart from why', async (t) => {
  t.after(() => wordpress.set({ permalink_structure: '/%postname%/' }));
  await wordpress.set({ permalink_structure: '' });
  await inLab(
    async (page) => {
      await page.getByLabel('Content (HTML)').fill('<p>ok <script>alert(1)</script></p>');
      await page.getByLabel('Categories that are missing').selectOption('skip');
      const dialog = await connect(page, 'author');
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      const steps = await dialog.locator('.step-url').allTextContents();
      assert.ok(steps.some((step) => step.startsWith('/wp/v2/categories?per_page=')), steps.join('\n'));
      const change = dialog.getByRole('listitem').filter({ hasText: /^content: / });
      assert.match(await change.locator('p').textContent(), /^This account may not/);
      await assertAccessible(page);
      await dialog.locator('.steps').scrollIntoViewIfNeeded();
      await keep(page, 'lab-changed', { fullPage: false });
    },
    { origins: [wordpress.origin] },
  );
});

test('by WordPress’s own approval one comes back with the document, and the password revokes itself', async () => {
  await inLab(
    async (page) => {
      await page.getByLabel('Title', { exact: true }).fill('Kept over the approval');
      await page.getByLabel('Status', { exact: true }).selectOption('draft');
      await page.locator('#send').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Address of the site').fill(wordpress.url);
      await dialog.getByRole('button', { name: 'Find the site' }).click();
      await dialog.getByRole('heading', { name: 'Connect to this site' }).waitFor();
      await assertAccessible(page);
      await keep(page, 'lab-approve', { fullPage: false });
      await dialog.getByRole('button', { name: 'Approve in WordPress' }).click();
      await wordpress.approval(page, 'author');
      await page.locator('#approve').click();
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      assert.equal(page.url(), `${pages.url}lab/`);
      assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Kept over the approval');
      const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
      assert.doesNotMatch(stored, /password=/);
      assert.equal((await wordpress.passwords('author')).length, 1);
      await dialog.getByRole('button', { name: 'Disconnect and revoke' }).click();
      await dialog.getByText('The password is revoked.').waitFor();
      assert.deepEqual(await wordpress.passwords('author'), []);
      assert.ok(await page.locator('#scope-posts').isEnabled());
    },
    { origins: [wordpress.origin] },
  );
});

test('back from WordPress without an answer the lab says so, and goes on with the site', async () => {
  await inLab(
    async (page) => {
      await goToApproval(page);
      await page.goto(`${pages.url}lab/`);
      const told = page.locator('#send-notice');
      await told.getByText('WordPress has not sent a password for').waitFor();
      await assertAccessible(page);
      await told.getByRole('button', { name: 'Connect again' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Approve in WordPress' }).click();
      await page.locator('#approve').click();
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      await dialog.getByRole('button', { name: 'Disconnect and revoke' }).click();
      await dialog.getByText('The password is revoked.').waitFor();
      await page.reload();
      await page.locator('.request').first().waitFor();
      assert.equal(await told.innerText(), '');
    },
    { origins: [wordpress.origin] },
  );
});

test('an account that WordPress offers no password is told who can help, and not that it declined', async () => {
  await inLab(async (page) => {
    const told = (code, available = true) => page.evaluate(async ([code, available]) => {
      const { foundScreen } = await import('./screens/found.js');
      const site = { site: { name: 'A site' }, rest_root: 'https://example.com/wp-json/', seo_plugins: [], application_passwords: { available }, remedy: 'Ask.' };
      const { body } = foundScreen({ lab: { presslink: { retell: (error) => error } } }, { site, problem: Object.assign(new Error('No.'), { code }) });
      return body.filter(Boolean).map(({ textContent }) => textContent).join('\n');
    }, [code, available]);
    const help = /An administrator of the site can change that, or you connect with another account\./;
    assert.match(await told('passwords_unavailable'), help);
    // Switched off for all: the site's own remedy says what to do.
    assert.doesNotMatch(await told('passwords_unavailable', false), help);
    assert.doesNotMatch(await told('cancelled'), help);
  });
});

test('a document that the browser has no room for stays in the form, and no older one comes back', async () => {
  await inLab(
    async (page) => {
      const title = page.getByLabel('Title', { exact: true });
      await title.fill('The older document');
      await page.reload();
      await page.locator('.request').first().waitFor();
      assert.equal(await title.inputValue(), 'The older document');
      await fillTabStore(page, 50_000);
      await writeFile(`${folder}/large.json`, JSON.stringify({ title: 'The newer document', content: 'x'.repeat(100_000) }));
      await importFile(page, `${folder}/large.json`);
      await page.locator('#send').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Address of the site').fill(wordpress.url);
      await dialog.getByRole('button', { name: 'Find the site' }).click();
      await dialog.getByRole('button', { name: 'Approve in WordPress' }).click();
      await dialog.getByText('has no room for this document').waitFor();
      await dialog.getByLabel('Application Password', { exact: true }).waitFor();
      assert.equal(page.url(), `${pages.url}lab/`);
      assert.equal(await title.inputValue(), 'The newer document');
      await page.reload();
      await page.locator('#form-notice').getByText('The form is empty').waitFor();
      assert.equal(await title.inputValue(), '');
      await assertAccessible(page);
    },
    { origins: [wordpress.origin] },
  );
});

test('where there is no room for what WordPress is asked for, the lab stays where it is', async () => {
  await inLab(
    async (page) => {
      await page.getByLabel('Title', { exact: true }).fill('Not left alone');
      await fillTabStore(page, 3000);
      await page.locator('#send').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Address of the site').fill(wordpress.url);
      await dialog.getByRole('button', { name: 'Find the site' }).click();
      await dialog.getByRole('button', { name: 'Approve in WordPress' }).click();
      await dialog.getByText('Your browser keeps nothing').waitFor();
      assert.equal(page.url(), `${pages.url}lab/`);
    },
    { origins: [wordpress.origin] },
  );
});

test('a check of the password goes on while the dialog is closed, and the page says what came of it', async () => {
  await inLab(
    async (page) => {
      const notice = page.locator('#send-notice');
      const dialog = page.getByRole('dialog');
      let go = await holdTheCheck(page);
      await enter(page, 'editor', 'abcd EFGH 1234 ijkl MNOP 5678');
      await dialog.getByRole('heading', { name: 'Checking the password' }).waitFor();
      await page.keyboard.press('Escape');
      await notice.getByText('Checking the password').waitFor();
      await page.waitForFunction(() => document.activeElement.id === 'send');
      go();
      await notice.getByText('WordPress did not accept').waitFor();
      await assertAccessible(page);
      await keep(page, 'lab-not-connected', { fullPage: false });
      await notice.getByRole('button', { name: 'Show' }).click();
      await dialog.getByRole('alert').waitFor();
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => document.activeElement.id === 'send');
      await page.unrouteAll();
      go = await holdTheCheck(page);
      await enter(page, 'editor', wordpress.users.editor.app_password);
      await dialog.getByRole('heading', { name: 'Checking the password' }).waitFor();
      await dialog.getByRole('button', { name: 'Close' }).click();
      await page.getByLabel('Title', { exact: true }).fill('Typed meanwhile');
      go();
      await notice.getByText('Connected as editor to').waitFor();
      await page.locator('#promise').getByText('Connected to').waitFor();
      await page.locator('#send').click();
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      assert.equal(await notice.textContent(), '');
    },
    { origins: [wordpress.origin], refusals: [/users\/me\?/] },
  );
});

test('what is wrong in the dialog stands at its field, in the language of the page, and the user name stays', async () => {
  await inLab(
    async (page) => {
      const dialog = page.getByRole('dialog');
      await page.locator('#send').click();
      const address = dialog.getByLabel('Address of the site');
      await address.fill('ftp://example.com');
      await page.keyboard.press('Enter');
      await page.locator('#send-address[aria-invalid=true]').waitFor();
      assert.match(await page.locator('#send-address-wrong').textContent(), /must begin with/);
      await assertAccessible(page);
      await address.fill(wordpress.url);
      await page.keyboard.press('Enter');
      await dialog.getByText('I have an Application Password').click();
      // To all but administrators WordPress shows no “Users”.
      await dialog.getByText('Make one in WordPress: Profile → Application Passwords. Administrators find Profile under Users.').waitFor();
      await dialog.getByLabel('Application Password', { exact: true }).press('Enter');
      assert.equal(await page.locator('#send-user-wrong').textContent(), 'Enter your user name first.');
      assert.equal(await page.locator('#send-password-wrong').textContent(), 'Enter the Application Password first.');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'send-user');
      await assertAccessible(page);
      await dialog.getByLabel('User name').fill('editor');
      await dialog.getByLabel('Application Password', { exact: true }).fill('Correct horse, battery staple');
      await page.keyboard.press('Enter');
      assert.match(await page.locator('#send-password-wrong').textContent(), /has 24 letters and digits\. What you entered was not sent/);
      await dialog.getByLabel('Application Password', { exact: true }).fill('abcd EFGH 1234 ijkl MNOP 5678');
      for (let pressed = 0; pressed < 3; ++pressed) await page.keyboard.press('Enter');
      await dialog.getByText('WordPress did not accept').waitFor();
      assert.equal(await dialog.getByLabel('User name').inputValue(), 'editor');
      assert.equal(await dialog.getByLabel('Application Password', { exact: true }).inputValue(), '');
      await page.keyboard.press('Escape');
      await page.getByLabel('Language').selectOption('de');
      await page.locator('html[lang=de]').waitFor();
      await enter(page, 'editor', 'abcd EFGH 1234 ijkl MNOP 5678', ['Adresse der Website', 'Website finden', 'Ich habe ein Anwendungspasswort', 'Benutzername', 'Anwendungspasswort', 'Verbinden']);
      await dialog.getByText('WordPress hat Benutzername und Anwendungspasswort nicht angenommen').waitFor();
    },
    { origins: [wordpress.origin], refusals: [/users\/me\?/] },
  );
});

test('a check of a password that WordPress made is stopped, and the page says that it is valid', async () => {
  await inLab(
    async (page) => {
      const dialog = page.getByRole('dialog');
      await goToApproval(page);
      await page.route(/users\/me\?/, () => {});
      await page.locator('#approve').click();
      await dialog.getByRole('button', { name: 'Stop' }).click();
      await dialog.getByText('the password was not kept').waitFor();
      await dialog.getByText('It is valid until you revoke it').waitFor();
      await assertAccessible(page);
      await keep(page, 'lab-not-kept', { fullPage: false });
    },
    { origins: [wordpress.origin], refusals: [/users\/me\?/] },
  );
});

test('a password that the site could not be asked about is held for another try', async () => {
  const password = wordpress.users.author.app_password;
  await inLab(
    async (page) => {
      const breakOff = () => page.route(/users\/me\?/, (route) => route.abort('connectionreset'));
      await breakOff();
      const dialog = await enter(page, 'author', password);
      const unchecked = dialog.getByRole('heading', { name: 'The password could not be checked' });
      await unchecked.waitFor();
      await assertAccessible(page);
      await assertNoSecret(page, password);
      await keep(page, 'lab-unchecked', { fullPage: false });
      await page.keyboard.press('Escape');
      await page.locator('#send').click();
      await unchecked.waitFor();
      await dialog.getByRole('button', { name: 'Another password' }).click();
      await dialog.getByText('I have an Application Password').click();
      assert.equal(await dialog.getByLabel('User name').inputValue(), 'author');
      assert.equal(await page.evaluate(() => sessionStorage.getItem('presslink.lab.held')), null);
      await page.keyboard.press('Escape');
      await enter(page, 'author', password);
      await unchecked.waitFor();
      await page.unrouteAll();
      await dialog.getByRole('button', { name: 'Try again' }).click();
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      await page.reload();
      await page.locator('#send-notice').getByText('does not hold the password of author').waitFor();
    },
    { origins: [wordpress.origin], refusals: [/users\/me\?/] },
  );
});

test('back and forward, and a reload, lose no password without a word', async () => {
  await inLab(
    async (page, visitor) => {
      const notice = page.locator('#send-notice');
      const dialog = page.getByRole('dialog');
      await goToApproval(page);
      const approval = page.url();
      await page.goBack();
      while (new URL(page.url()).origin !== pages.origin) await page.goBack();
      await page.locator('.request').first().waitFor();
      await page.goForward();
      if (page.url() !== approval) await page.goForward();
      // The log-in form of WordPress 7 leaves no way forward behind it, and asks again.
      if (page.url() !== approval) await page.goto(approval);
      await wordpress.approval(page, 'author');
      await page.locator('#approve').click();
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      await page.reload();
      await notice.getByText('This page does not hold the password of author').waitFor();
      await assertNoSecret(page, visitor.passwords.at(-1));
      await assertAccessible(page);
      await keep(page, 'lab-reloaded', { fullPage: false });
      await page.getByLabel('Language').selectOption('es');
      await notice.getByText('Esta página ya no tiene la contraseña').waitFor();
      await page.getByLabel('Idioma').selectOption('en');
      await page.goBack();
      await page.goForward();
      await notice.getByText('This page does not hold the password of author').waitFor();
      await page.locator('#promise').getByText('Nothing is sent before').waitFor();
      await notice.getByRole('button', { name: 'Connect again' }).click();
      await dialog.getByRole('heading', { name: 'Connect to this site' }).waitFor();
      await page.keyboard.press('Escape');
      await page.reload();
      await notice.getByRole('button', { name: 'Dismiss' }).click();
      await page.waitForFunction(() => document.activeElement.id === 'send');
      await page.reload();
      await page.locator('.request').first().waitFor();
      assert.equal(await notice.textContent(), '');
    },
    { origins: [wordpress.origin] },
  );
});

test('back from the browser’s cache the lab has the last document, and tells of the password that it does not hold', async () => {
  const caching = await launchChromium({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  try {
    await inLab(
      async (page) => {
        const title = page.getByLabel('Title', { exact: true });
        const notice = page.locator('#send-notice');
        await title.fill('Typed first');
        await page.evaluate(() => { window.entry = history.length; });
        const entry = await page.evaluate(() => window.entry);
        await goToApproval(page);
        await page.locator('#approve').click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
        await dialog.getByRole('button', { name: 'Back to the document' }).click();
        await title.fill('Typed last');
        await page.evaluate((first) => history.go(first - history.length), entry);
        await page.waitForFunction((first) => window.entry === first, entry);
        await notice.getByText('This page does not hold the password of author').waitFor();
        assert.equal(await dialog.count(), 0);
        assert.equal(await title.inputValue(), 'Typed last');
        await page.locator('#panel').getByText('Typed last').first().waitFor();
        await goToApproval(page);
        await page.locator('#approve').click();
        await dialog.getByRole('button', { name: 'Disconnect and revoke' }).click();
        await dialog.getByText('The password is revoked.').waitFor();
        // Which was the second.
        await dialog.getByText('This page does not hold the password of author').waitFor();
        await assertAccessible(page);
        await keep(page, 'lab-disconnected-other-left', { fullPage: false });
        await page.reload();
        await notice.getByRole('button', { name: 'Dismiss' }).click();
        await page.reload();
        await page.locator('.request').first().waitFor();
        assert.equal(await notice.textContent(), '');
        for (const { uuid } of await wordpress.passwords('author')) await wordpress.revoke('author', uuid);
      },
      { origins: [wordpress.origin], browser: caching },
    );
  } finally {
    await caching.close();
  }
});

test('an answer that comes into the open lab leaves its address, and is taken where it is waited for', async () => {
  await inLab(
    async (page) => {
      const password = 'abcd EFGH 1234 ijkl MNOP 5678';
      const stray = `#?${new URLSearchParams({ site_url: wordpress.url, user_login: 'editor', password })}`;
      const put = (hash) => page.evaluate((text) => { location.hash = text; }, hash);
      const dialog = page.getByRole('dialog');
      const notice = page.locator('#send-notice');
      await put('#?success=false');
      await put('#%');
      await put(stray);
      await dialog.getByText('it was thrown away').waitFor();
      assert.equal(page.url(), `${pages.url}lab/`);
      await assertNoSecret(page, password);
      await page.keyboard.press('Escape');
      await goToApproval(page);
      await page.goto(`${pages.url}lab/`);
      await page.locator('.request').first().waitFor();
      const { state } = await page.evaluate(() => JSON.parse(sessionStorage.getItem('presslink.lab.approval')).authorization);
      const secret = wordpress.users.author.app_password;
      const answer = { presslink_state: state, site_url: wordpress.url, user_login: 'author', password: secret };
      await put(`#?${new URLSearchParams(answer)}`);
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      await assertNoSecret(page, secret);
      await put(stray);
      await page.keyboard.press('Escape');
      await notice.getByText('it was thrown away').waitFor();
      await page.locator('#promise').getByText('Connected to').waitFor();
      await assertNoSecret(page, password);
      await page.reload();
      await page.goto('about:blank');
      await page.goto(`${pages.url}lab/${stray}`);
      // Of both.
      await dialog.getByText('it was thrown away').waitFor();
      await page.keyboard.press('Escape');
      await notice.getByText('This page does not hold the password of author').waitFor();
    },
    { origins: [wordpress.origin] },
  );
});

test('an answer of WordPress that this tab did not ask for is told where it holds a password, else passed over', async () => {
  await inLab(async (page, visitor) => {
    const refused = await visitor.page(`${pages.url}lab/#?success=false`);
    await refused.locator('.request').first().waitFor();
    assert.equal(await refused.getByRole('dialog').count(), 0);
    const stray = new URLSearchParams({ site_url: wordpress.url, user_login: 'editor', password: 'abcd EFGH 1234 ijkl MNOP 5678' });
    const other = await visitor.page(`${pages.url}lab/#?${stray}`);
    await other.getByRole('dialog').getByText('it was thrown away').waitFor();
    await assertNoSecret(other, 'abcd EFGH 1234 ijkl MNOP 5678');
  });
});

test('what is sent goes on while the dialog is closed', async () => {
  await inLab(
    async (page) => {
      const notice = page.locator('#send-notice');
      await page.getByLabel('Title', { exact: true }).fill('Sent behind a closed dialog');
      const dialog = await connect(page);
      let go;
      const held = new Promise((resolve) => { go = resolve; });
      await page.route(/\/wp\/v2\/posts/, async (route) => {
        await held;
        await route.continue();
      });
      await dialog.getByRole('button', { name: 'Publish it' }).dblclick();
      await dialog.getByRole('heading', { name: 'Sending' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Disconnect and revoke' }).click();
      await dialog.getByRole('heading', { name: 'Sending' }).waitFor();
      await page.keyboard.press('Escape');
      go();
      await notice.getByText('Published as post').waitFor();
      await notice.getByRole('button', { name: 'Show' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      const posts = (await wordpress.posts()).filter(({ title }) => title.raw === 'Sent behind a closed dialog');
      assert.deepEqual(posts.map(({ status }) => status), ['publish']);
    },
    { origins: [wordpress.origin] },
  );
});

test('where the password cannot be revoked, or was revoked elsewhere, the dialog says so', async () => {
  await inLab(
    async (page) => {
      const dialog = page.getByRole('dialog');
      await page.getByLabel('Title', { exact: true }).fill('Never sent');
      await goToApproval(page);
      await page.locator('#approve').click();
      await dialog.getByRole('heading', { name: 'Ready to send' }).waitFor();
      await page.route(`${wordpress.origin}/**`, (route) => route.abort('internetdisconnected'));
      await dialog.getByRole('button', { name: 'Disconnect and revoke' }).click();
      await dialog.getByRole('heading', { name: 'The password is not revoked yet' }).waitFor({ timeout: 60_000 });
      await assertAccessible(page);
      await keep(page, 'lab-not-revoked', { fullPage: false });
      await page.unrouteAll();
      for (const { uuid } of await wordpress.passwords('author')) await wordpress.revoke('author', uuid);
      await dialog.getByRole('button', { name: 'Back to the document' }).click();
      await page.locator('#send').click();
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByText('The password seems to be revoked').waitFor();
      await dialog.getByRole('button', { name: 'Disconnect and revoke' }).click();
      await dialog.getByText('The password had been revoked already.').waitFor();
      assert.ok(!(await wordpress.posts()).some(({ title }) => title.raw === 'Never sent'));
    },
    { origins: [wordpress.origin], refusals: [new RegExp(wordpress.origin)] },
  );
});

test('a lost answer leaves one post, which a second try finishes', async () => {
  await inLab(
    async (page) => {
      await page.getByLabel('Title', { exact: true }).fill('Cut off');
      await page.getByRole('textbox', { name: 'Slug' }).fill('cut-off');
      const dialog = await connect(page);
      let cut = 0;
      await page.route(/\/wp\/v2\/posts/, async (route) => {
        if (route.request().method() !== 'POST') return route.continue();
        // It arrives, and its answer does not; nothing after it gets through either.
        if (cut++ === 0) await deliver(route.request());
        return route.abort('connectionreset');
      });
      await page.route(/\/wp\/v2\/posts\?.*slug=/, (route) => route.abort('internetdisconnected'));
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 });
      await dialog.getByText('Trying again is safe').waitFor();
      await assertAccessible(page);
      await keep(page, 'lab-lost', { fullPage: false });
      await page.unrouteAll();
      await dialog.getByRole('button', { name: 'Try again' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      const posts = (await wordpress.posts()).filter((post) => post.title.raw === 'Cut off');
      assert.deepEqual(posts.map(({ slug, status }) => [slug, status]), [['cut-off', 'publish']]);
    },
    { origins: [wordpress.origin], refusals: [/\/wp\/v2\/posts/] },
  );
});

/** The network goes once the draft is there. */
async function cutAfterTheDraft(page) {
  let posts = 0;
  await page.route(/\/wp\/v2\/posts/, async (route) => {
    posts += route.request().method() === 'POST' ? 1 : 0;
    await (posts > 1 ? route.abort('internetdisconnected') : route.continue());
  });
}

test('a begun post is finished with what the document says by then, over a reload and another connection', async () => {
  const titled = async () => (await wordpress.posts()).filter(({ title }) => /^Begun,/.test(title.raw))
    .map(({ title, status }) => [title.raw, status]);
  await inLab(
    async (page) => {
      const title = page.getByLabel('Title', { exact: true });
      await title.fill('Begun, first');
      let dialog = await connect(page);
      await cutAfterTheDraft(page);
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 });
      await page.unrouteAll();
      await dialog.getByRole('button', { name: 'Back to the document' }).click();
      assert.deepEqual(await titled(), [['Begun, first', 'draft']]);
      await title.fill('Begun, second');
      await page.locator('#send').click();
      await dialog.getByText('Sending finishes the draft').waitFor();
      await assertAccessible(page);
      await keep(page, 'lab-begun', { fullPage: false });
      await page.reload();
      await page.locator('.request').first().waitFor();
      dialog = await connect(page);
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      assert.deepEqual(await titled(), [['Begun, second', 'publish']]);
      await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
      // What was finished is not begun any more.
      await title.fill('Begun, third');
      await page.locator('#send').click();
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      assert.deepEqual((await titled()).sort(), [['Begun, second', 'publish'], ['Begun, third', 'publish']]);
    },
    { origins: [wordpress.origin], refusals: [/\/wp\/v2\/posts/] },
  );
});

test('who stops the sending is told so, and goes on', async () => {
  await inLab(
    async (page) => {
      await page.getByLabel('Title', { exact: true }).fill('Stopped on the way');
      const dialog = await connect(page);
      let hold = true;
      await page.route(/\/wp\/v2\/categories/, (route) => !hold && route.continue());
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.locator('.step-url').getByText('categories').waitFor();
      await dialog.getByRole('button', { name: 'Stop' }).click();
      await dialog.getByRole('heading', { name: 'Stopped' }).waitFor();
      assert.equal(await dialog.locator('.busy').count(), 0);
      await assertAccessible(page);
      await keep(page, 'lab-stopped', { fullPage: false });
      hold = false;
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      const posts = (await wordpress.posts()).filter(({ title }) => title.raw === 'Stopped on the way');
      assert.deepEqual(posts.map(({ status }) => status), ['publish']);
    },
    { origins: [wordpress.origin] },
  );
});

test('another document, or a wish for a new post, leaves a begun one alone', async () => {
  await inLab(
    async (page) => {
      const title = page.getByLabel('Title', { exact: true });
      await title.fill('Left alone');
      const dialog = await connect(page);
      const begin = async () => {
        await cutAfterTheDraft(page);
        await dialog.getByRole('button', { name: 'Publish it' }).click();
        await dialog.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 });
        await page.unrouteAll();
        await dialog.getByRole('button', { name: 'Back to the document' }).click();
      };
      await begin();
      await page.getByRole('button', { name: 'Clear' }).click();
      await title.fill('Not the begun one');
      await page.getByLabel('Content (HTML)').fill('<p>x</p>');
      await page.locator('#send').click();
      assert.equal(await dialog.getByText('Sending finishes the draft').count(), 0);
      await begin();
      await page.locator('#send').click();
      await dialog.getByRole('button', { name: 'Make a new post instead' }).click();
      await dialog.getByRole('button', { name: 'Publish it' }).click();
      await dialog.getByRole('heading', { name: 'Done, and read back' }).waitFor();
      const statuses = async (name) => (await wordpress.posts()).filter((post) => post.title.raw === name).map((post) => post.status).sort();
      assert.deepEqual(await statuses('Left alone'), ['draft']);
      assert.deepEqual(await statuses('Not the begun one'), ['draft', 'publish']);
    },
    { origins: [wordpress.origin], refusals: [/\/wp\/v2\/posts/] },
  );
});
