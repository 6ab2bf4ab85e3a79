/** The onboarding page where something is in the way, or goes wrong on the way. */

import assert from 'node:assert/strict';

import { owner, pages, test, wordpress } from './onboarding.js';
import { assertAccessible, blockSiteData, deliver, fillTabStore, inspect, keep, launchChromium } from './pages.js';
import { WordPress } from './wordpress.js';

test('Application Passwords switched off: the plugin, the menu, the link', async () => {
  // Over https: a site on plain http has none anyway.
  const site = await WordPress.up('--https', '--set', 'blocker=wordfence_option');
  try {
    await owner({ origin: site.origin }, async (one) => {
      await one.find(site.url);
      await one.sees('WordPress is here, but something is in the way');
      await one.page.getByText('switched off', { exact: true }).waitFor();
      await one.page.getByText('Brute Force Protection').first().waitFor();
      assert.equal((await one.causes())[0], 'wordfence_option');
      const link = one.page.getByRole('link', { name: 'Open this screen in WordPress' }).first();
      assert.ok((await link.getAttribute('href')).startsWith(`${site.url}/wp-admin/`));
      await inspect(one.page, '6-switched-off');
      await site.set({ blocker: '' });
      await one.click('Check again');
      await one.sees('Your site, and what you decide now');
    }, { refusals: [/application-passwords/], ignoreHTTPSErrors: true });
  } finally {
    await site.down();
  }
});

test('REST closed to strangers: the browser shuts its own door', async () => {
  await wordpress.set({ blocker: 'disable_rest_api' });
  try {
    await owner(wordpress, async (one) => {
      await one.find(wordpress.url);
      await one.page.locator('[data-cause]').first().waitFor();
      assert.equal((await one.causes())[0], 'disable_rest_api');
      // Whatever the causes say of passwords.
      await one.page.getByText('no password helps on a web page').waitFor();
      await inspect(one.page, '7-rest-closed');
    }, { refusals: [/\/wp-json\/|rest_route=/] });
  } finally {
    await wordpress.set({ blocker: '' });
  }
});

test('nobody there', async () => {
  await owner({ origin: 'http://127.0.0.1:9' }, async (one) => {
    await one.find('http://127.0.0.1:9');
    await one.sees('This does not connect yet');
    assert.ok((await one.causes()).length > 0);
    const title = await one.page.locator('.cause h3').first().textContent();
    assert.equal(await one.page.getByText(title, { exact: true }).count(), 1);
    await inspect(one.page, '8-nobody');
  }, { refusals: [/^http:\/\/127\.0\.0\.1:9\//] });
});

test('a host is shown as it was typed, whatever machines write', async () => {
  await owner({ origin: 'https://xn--exmple-cua.invalid' }, async (one) => {
    const { page } = one;
    await one.find('https://Exämple.invalid/blog');
    await one.sees('This does not connect yet');
    await page.getByText('exämple.invalid cannot be reached').waitFor();
    assert.ok(!(await page.locator('#screen').innerText()).includes('xn--'));
    await one.click('Another site');
    // A site of that name: what it tells of itself is in the letters of machines.
    await page.route('https://xn--exmple-cua.invalid/**', (route) => {
      const home = 'https://xn--exmple-cua.invalid';
      const endpoints = { authorization: `${home}/wp-admin/authorize-application.php` };
      return route.fulfill({
        headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' },
        json: { name: '', url: home, home, namespaces: ['wp/v2'], authentication: { 'application-passwords': { endpoints } } },
      });
    });
    await one.find('exämple.invalid');
    await one.sees('Your site, and what you decide now');
    await page.getByText('Connect takes you to exämple.invalid').waitFor();
    assert.ok(!(await page.locator('#screen').innerText()).includes('xn--'));
    const link = page.getByRole('link', { name: 'exämple.invalid' });
    assert.equal(await link.getAttribute('href'), 'https://xn--exmple-cua.invalid/');
    await page.reload();
    await page.locator('#address').waitFor();
    assert.equal(await page.locator('#address').inputValue(), 'exämple.invalid');
  }, { refusals: [/^https:\/\/xn--exmple-cua\.invalid\//] });
});

test('a wrong password', async () => {
  const wrong = 'abcd EFGH 1234 ijkl MNOP 5678';
  await owner(wordpress, async (one) => {
    await one.enters(wordpress, 'editor', wrong);
    await one.page.locator('#screen .notice.bad').waitFor();
    await one.sees('Enter a password by hand');
    assert.ok((await one.causes()).length > 0);
    await one.assertForgets(wrong);
    await inspect(one.page, '10-wrong-password');
  }, { refusals: [/\/users\/me/] });
});

test('the answer to the revocation is lost, and the password is not called valid', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    await one.connects(wordpress, 'editor');
    let lost = false;
    await one.visitor.context.route(/application-passwords/, async (route) => {
      if (!lost && route.request().method() === 'DELETE') {
        await deliver(route.request());
        lost = true;
      }
      await (lost ? route.abort('connectionreset') : route.continue());
    });
    await one.click('Disconnect and revoke');
    await one.sees('Nothing says that the password is revoked');
    await page.getByText('So treat the password as valid.').waitFor();
    assert.equal(await page.getByText('still valid').count(), 0);
    await inspect(page, '12-revocation-lost');
    await one.visitor.context.unrouteAll();
    await one.disconnects();
  }, { refusals: [/\/wp-json\//] });
});

test('a password revoked meanwhile', async () => {
  await owner(wordpress, async (one) => {
    const password = await one.connects(wordpress, 'editor');
    const [{ uuid }] = await wordpress.passwords('editor');
    await wordpress.revoke('editor', uuid);
    await one.publishes({ Title: 'Too late' });
    await one.sees('That did not work');
    await one.assertForgets(password);
    await one.disconnects();
    await one.page.getByText('Most likely it had been revoked before').waitFor();
    assert.deepEqual((await wordpress.posts()).filter((post) => post.title.raw === 'Too late'), []);
  }, { refusals: [/\/wp-json\//] });
});

test('the network is cut while the post is being published, and there is one post', async () => {
  await owner(wordpress, async (one) => {
    const { context } = one.visitor;
    await one.connects(wordpress, 'editor');
    let cut = false;
    await context.route(`${wordpress.origin}/**`, async (route) => {
      const request = route.request();
      if (!cut && request.method() === 'POST' && /\/wp\/v2\/posts/.test(request.url())) {
        // WordPress gets it; its answer does not arrive.
        await deliver(request);
        cut = true;
      }
      await (cut ? route.abort('internetdisconnected') : route.continue());
    });
    await one.publishes({ Title: 'Once' });
    await one.sees('That did not work');
    await inspect(one.page, '12-cut-off');
    await context.unrouteAll();
    await one.publishes();
    await one.sees('Published and verified');
    await one.page.getByText('there is one post').waitFor();
    const found = (await wordpress.posts()).filter((post) => post.title.raw === 'Once');
    assert.deepEqual(found.map((post) => post.status), ['publish']);
    await one.disconnects();
  }, { refusals: [/\/wp-json\//] });
});

/** The network goes once the draft is there. */
async function cutAfterTheDraft(context) {
  let posts = 0;
  await context.route(`${wordpress.origin}/**`, async (route) => {
    const request = route.request();
    posts += request.method() === 'POST' && /\/wp\/v2\/posts/.test(request.url()) ? 1 : 0;
    await (posts > 1 ? route.abort('internetdisconnected') : route.continue());
  });
}

test('a reload forgets the password and says so; the post goes on after it', async () => {
  await owner(wordpress, async (one) => {
    const { context } = one.visitor;
    await one.connects(wordpress, 'editor');
    await cutAfterTheDraft(context);
    await one.publishes({ Title: 'Across a reload' });
    await one.sees('That did not work');
    await context.unrouteAll();
    await one.page.reload();
    await one.page.getByRole('heading', { name: 'This page does not hold the password any more' }).waitFor();
    await one.page.getByText('it is continued, not doubled').waitFor();
    await one.page.getByText('Profile (for administrators: Users › Profile)').waitFor();
    await inspect(one.page, '13-reloaded');
    await one.click('Connect again');
    await one.goesToWordPress(wordpress, 'editor');
    await one.page.locator('#approve').click();
    await one.sees('Connected');
    await one.page.getByRole('button', { name: 'Send it again' }).click();
    await one.sees('Published and verified');
    const found = (await wordpress.posts()).filter((post) => post.title.raw === 'Across a reload');
    assert.deepEqual(found.map((post) => post.status), ['publish']);
    await one.disconnects();
  }, { refusals: [/\/wp-json\//] });
});

test('an address is found as it was pasted, with what a text puts around it', async () => {
  await owner(wordpress, async (one) => {
    const { url } = wordpress;
    for (const pasted of [`“${url}/”`, `<${url}>`, `\u200b${url}/\u200e `, `«${url}/wp-admin/»`, `‚${url}/‘`,
      `${url}/.`, `${url}, `, `(„${url}“).`]) {
      await one.find(pasted);
      await one.sees('Your site, and what you decide now');
      await one.click('Another site');
    }
  });
});

test('a folder that is no site of its own is not taken for one without a word', async () => {
  await owner(wordpress, async (one) => {
    await one.find(`${wordpress.url}/customers/acme`);
    await one.sees('Your site, and what you decide now');
    await one.page.getByText(`You entered ${wordpress.url}/customers/acme. That is no site of its own`).waitFor();
    await inspect(one.page, '2-found-within');
    await one.click('Another site');
    await one.find(wordpress.url);
    await one.sees('Your site, and what you decide now');
    assert.equal(await one.page.getByText('no site of its own').count(), 0);
  }, { refusals: [/\/customers\//] });
});

test('an address that cannot be meant is told with what to do, and one that was found outlasts a reload', async () => {
  await owner(wordpress, async (one) => {
    await one.find('me@example.com');
    await one.page.locator('#address-wrong', { hasText: 'Leave out everything before the @' }).waitFor();
    await one.find(wordpress.url);
    await one.sees('Your site, and what you decide now');
    await one.page.reload();
    await one.page.locator('#address').waitFor();
    assert.equal(await one.page.locator('#address').inputValue(), wordpress.url);
  });
});

test('one connection that breaks while the password is checked is asked again', async () => {
  await owner(wordpress, async (one) => {
    await one.find(wordpress.url);
    await one.sees('Your site, and what you decide now');
    await one.goesToWordPress(wordpress, 'author');
    let broken = 0;
    await one.visitor.context.route(/users\/me\?/, (route) => (broken++ === 0 ? route.abort('connectionreset') : route.continue()));
    await one.page.locator('#approve').click();
    await one.sees('Connected');
    await one.disconnects();
  }, { refusals: [/users\/me\?/] });
});

test('where the site cannot be asked about the password, the page holds it for another try', async () => {
  await owner(wordpress, async (one) => {
    const { context } = one.visitor;
    await one.find(wordpress.url);
    await one.sees('Your site, and what you decide now');
    await one.goesToWordPress(wordpress, 'author');
    await context.route(/users\/me\?/, (route) => route.abort('connectionreset'));
    await one.page.locator('#approve').click();
    await one.sees('The password could not be checked');
    await one.assertForgets(one.visitor.passwords.at(-1));
    const [{ name }] = await wordpress.passwords('author');
    await one.page.locator('.path li', { hasText: name }).waitFor();
    await inspect(one.page, '11-unchecked');
    await context.unrouteAll();
    await one.click('Try again');
    await one.sees('Connected');
    await one.disconnects();
    // Given up, it is in WordPress all the same.
    await one.click('Connect another site');
    await context.route(/users\/me\?/, (route) => route.abort('connectionreset'));
    await one.find(wordpress.url);
    await one.goesToWordPress(wordpress, 'author');
    await one.page.locator('#approve').click();
    await one.sees('The password could not be checked');
    await one.page.reload();
    await one.page.getByRole('heading', { name: 'This page does not hold the password any more' }).waitFor();
    for (const { uuid } of await wordpress.passwords('author')) await wordpress.revoke('author', uuid);
  }, { refusals: [/users\/me\?/] });
});

test('what the account may do is not told against what just happened', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    await one.enters(wordpress, 'author', wordpress.users.author.app_password);
    await one.sees('Connected');
    await page.getByText('Use the categories that are there').waitFor();
    assert.equal(await page.getByText('create missing ones').count(), 0);
    const right = page.getByText('This account may do what is needed, and no more.');
    await right.waitFor();
    await one.visitor.context.route(/\/wp\/v2\/posts(\?|$)/, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      const response = await route.fetch({ headers: { ...route.request().headers(), authorization: 'Basic eDp5' } });
      const json = { code: 'rest_cannot_create', message: 'Not allowed.', data: { status: 403 } };
      return route.fulfill({ response, status: 403, json });
    });
    await one.publishes({ Title: 'Not allowed', Category: '' });
    await one.sees('That did not work');
    assert.equal(await right.count(), 0);
  }, { refusals: [/\/wp\/v2\/posts/] });
});

test('of an SEO field that is not in effect, what was sent and what is there are told apart', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    await one.enters(wordpress, 'author', wordpress.users.author.app_password);
    await one.sees('Connected');
    await one.visitor.context.route(/\/wp-json\//, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll('Sent for search', 'Printed instead');
      await route.fulfill({ response, body });
    });
    await one.publishes({ Title: 'Overruled', Category: '', 'SEO title': 'Sent for search' });
    const dropped = page.locator('[data-verdict=dropped]');
    await dropped.getByText('Sent: Sent for search').waitFor();
    await dropped.getByText('On the site: Printed instead').waitFor();
    await inspect(page, '4-report-overruled');
  });
});

test('stopped while a site is looked for, the focus goes back to the address', async () => {
  await owner(wordpress, async (one) => {
    await one.visitor.context.route(`${wordpress.origin}/**`, () => {});
    await one.find(wordpress.url);
    const stop = one.page.getByRole('button', { name: 'Stop' });
    await stop.waitFor();
    await inspect(one.page, '1-looking');
    await stop.focus();
    await one.page.keyboard.press('Enter');
    await stop.waitFor({ state: 'hidden' });
    assert.equal(await one.page.evaluate(() => document.activeElement.id), 'address');
    assert.equal(await one.page.getByLabel('Address of your WordPress site').inputValue(), wordpress.url);
  });
});

test('what is being done, and the way to stop it, are in view wherever the reader is', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    await one.enters(wordpress, 'editor', wordpress.users.editor.app_password);
    await one.sees('Connected');
    await one.visitor.context.route(/\/wp\/v2\//, () => {});
    const boxOf = (locator) => locator.evaluate((it) => it.getBoundingClientRect().toJSON());
    for (const [width, height, size] of [[1280, 720, '100%'], [360, 640, '100%'], [320, 700, '200%']]) {
      await page.setViewportSize({ width, height });
      await page.evaluate((fontSize) => { document.documentElement.style.fontSize = fontSize; }, size);
      const send = page.getByRole('button', { name: /^Send (the test post|it again)$/ });
      // Where the line is about to stand.
      await send.evaluate((it) => it.scrollIntoView({ block: 'end' }));
      await send.press('Enter');
      const stop = page.getByRole('button', { name: 'Stop' });
      await stop.waitFor();
      assert.equal(await send.getAttribute('aria-busy'), 'true');
      const line = page.locator('#busy');
      assert.ok((await boxOf(send)).bottom <= (await boxOf(line)).top, `${width}: what was pressed is hidden`);
      await page.getByLabel('Language').selectOption('de');
      await page.locator('#screen button[aria-busy]', { hasText: 'senden' }).waitFor();
      for (const place of [0, 0.5, 1]) {
        await page.evaluate((part) => scrollTo(0, part * document.documentElement.scrollHeight), place);
        for (const part of ['#status', '#stop']) {
          const { top, bottom } = await boxOf(page.locator(part));
          assert.ok(top >= 0 && bottom <= height, `${part} at ${place} of ${width}: ${top} to ${bottom}`);
        }
      }
      await assertAccessible(page);
      await keep(page, `3-sending-${width}`, { fullPage: false });
      await page.getByLabel('Sprache').selectOption('en');
      await stop.click();
      await stop.waitFor({ state: 'hidden' });
      assert.equal(await page.locator('[aria-busy]').count(), 0);
    }
  });
});

test('what the reader stopped is called so, and goes on from there', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    const { context } = one.visitor;
    await one.connects(wordpress, 'editor');
    let writes = 0;
    let isHeld;
    const held = new Promise((resolve) => { isHeld = resolve; });
    await context.route(/\/wp\/v2\/posts|application-passwords/, async (route) => {
      writes += /POST|DELETE/.test(route.request().method()) ? 1 : 0;
      await (writes > 1 ? isHeld() : route.continue());
    });
    await one.publishes({ Title: 'Stopped and sent' });
    await held;
    await one.click('Stop');
    await one.sees('Stopped');
    assert.equal(await page.locator('#screen .notice.bad').count(), 0);
    assert.equal(await page.getByText('Run it again').count(), 0);
    await inspect(page, '12-stopped');
    await one.click('Disconnect and revoke');
    await one.click('Stop');
    await one.sees('Nothing says that the password is revoked');
    assert.equal(await page.locator('#screen .notice.bad').count(), 0);
    await context.unrouteAll();
    await one.publishes({ Title: 'Stopped and sent' });
    await one.sees('Published and verified');
    assert.equal((await wordpress.posts()).filter(({ title }) => title.raw === 'Stopped and sent').length, 1);
    await one.disconnects();
  }, { refusals: [/\/wp-json\//] });
});

/** What is said beside a field, to eyes and to a screen reader; `null` where it counts as right. */
async function complaint(field) {
  const [invalid, ids] = await field.evaluate((one) => [one.getAttribute('aria-invalid'), one.getAttribute('aria-describedby')]);
  const said = await field.evaluate((_, all) => document.getElementById(all.split(' ').at(-1)).textContent, ids);
  assert.equal(invalid === 'true', said !== '');
  return said || null;
}

test('what is wrong with a field stands beside it, in the language of the page', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    await one.find(wordpress.url);
    await one.click('Enter a password by hand');
    const [name, password] = [page.locator('#username'), page.locator('#password')];
    const says = async (...wanted) => assert.deepEqual([await complaint(name), await complaint(password)], wanted);
    await says(null, null);
    await one.click('Connect');
    await says('Enter your user name first.', 'Enter the Application Password first.');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'username');
    await inspect(page, '9-by-hand-missing');
    await page.getByLabel('Language').selectOption('de');
    await page.getByText('Geben Sie zuerst Ihren Benutzernamen ein.').waitFor();
    await page.getByLabel('Sprache').selectOption('en');
    await page.getByText('Enter your user name first.').waitFor();
    await name.fill('a:b');
    await password.fill('–');
    await one.click('Connect');
    await says('A user name with a colon cannot be sent to WordPress. Enter the account’s e-mail address instead.', 'Enter the Application Password first.');
    await name.fill('author');
    await password.fill('Correct horse, battery staple');
    await one.click('Connect');
    await says(null, 'An Application Password has 24 letters and digits. What you entered was not sent; if it is your log-in password, do not use it here.');
    await password.fill(wordpress.users.author.app_password);
    await one.click('Connect');
    await one.sees('Connected');
    const [title, category] = [page.locator('#title'), page.locator('#category')];
    await one.publishes({ Title: ' ', Category: 'Guides > ' });
    assert.equal(await complaint(title), 'Give the post a title.');
    assert.equal(await complaint(category), 'Each > needs a name before and after it.');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'title');
    await inspect(page, '3-connected-missing');
    await one.publishes({ Title: 'Put right', Category: '' });
    await one.sees('Published and verified');
  });
});

test('Enter that is pressed again and again asks once', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    const enter = async (times) => {
      for (let pressed = 0; pressed < times; ++pressed) await page.keyboard.press('Enter');
    };
    await one.find(wordpress.url);
    await one.click('Enter a password by hand');
    await page.getByLabel('User name').fill('author');
    await page.getByLabel('Application Password').fill(wordpress.users.author.app_password);
    let go;
    const held = new Promise((resolve) => { go = resolve; });
    await one.visitor.context.route(/users\/me\?/, async (route) => {
      await held;
      await route.continue();
    });
    await enter(3);
    await page.locator('#status', { hasText: 'Asking WordPress' }).waitFor();
    assert.equal(await complaint(page.locator('#password')), null);
    go();
    await one.sees('Connected');
    await page.getByLabel('Title', { exact: true }).fill('Entered thrice');
    await page.getByLabel('Category').fill('');
    await enter(3);
    await one.sees('Saved as a draft and verified');
    assert.equal((await wordpress.posts()).filter(({ title }) => title.raw === 'Entered thrice').length, 1);
  });
});

test('approved once more, both passwords are told until the reader goes on to another site', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    await one.connects(wordpress, 'editor');
    await page.evaluate(() => history.back());
    await wordpress.approval(page, 'editor');
    // WordPress 6.1 takes no name twice.
    await page.locator('#app_name').fill('presslink once more');
    await page.locator('#approve').click();
    const told = async () => {
      await page.getByRole('heading', { name: 'This page does not hold the passwords any more' }).waitFor();
      await page.getByText('WordPress made 2 passwords for this page').waitFor();
      const [{ name }] = await wordpress.passwords('editor');
      assert.deepEqual((await page.locator('#screen ul > li').allTextContents()).sort(), ['editor', `editor: ${name}`]);
    };
    await told();
    for (const password of one.visitor.passwords) await one.assertForgets(password);
    await inspect(page, '13-approved-twice');
    await page.reload();
    await told();
    await page.getByLabel('Language').selectOption('de');
    await page.getByText('2 Passwörter').waitFor();
    await page.getByLabel('Sprache').selectOption('en');
    await one.click('Connect again');
    await one.goesToWordPress(wordpress, 'editor');
    await page.locator('#approve').click();
    await one.sees('Connected');
    await one.disconnects();
    await page.getByText('2 other passwords that WordPress made for this page are still valid').waitFor();
    await inspect(page, '5-disconnected-others-left');
    assert.equal((await wordpress.passwords('editor')).length, 2);
    await page.reload();
    await told();
    await one.click('Another site');
    await page.reload();
    await page.getByRole('heading', { name: 'Which site?' }).waitFor();
  });
});

test('a password that comes too late or from another site is told by its name', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    const names = [];
    const kept = () => page.evaluate(() => JSON.parse(sessionStorage.getItem('presslink.connect')).authorization);
    await one.find(wordpress.url);
    await one.sees('Your site, and what you decide now');
    for (const [site, change, said] of [
      ['https://example.com', {}, 'The answer comes from another site than the one asked.'],
      [wordpress.url, { expires: '2026-01-01T00:00:00Z' }, 'The request for approval has expired.'],
    ]) {
      await one.goesToWordPress(wordpress, 'editor');
      const name = await page.locator('#app_name').inputValue();
      await page.goto(`${pages.url}connect/`);
      await page.locator('#screen h2').waitFor();
      const { state, url, expires } = await kept();
      // As long as the page says before the visit.
      const asked = Date.parse(`${new URL(url).searchParams.get('app_name').slice(10).replace(' ', 'T')}Z`);
      assert.ok(Math.abs(Date.parse(expires) - asked - 30 * 60_000) < 10_000);
      await page.evaluate((changes) => {
        const all = JSON.parse(sessionStorage.getItem('presslink.connect'));
        Object.assign(all.authorization, changes);
        sessionStorage.setItem('presslink.connect', JSON.stringify(all));
      }, change);
      const password = `abcd EFGH 1234 ijkl MNOP ${5678 + names.length}`;
      const answer = new URLSearchParams({ presslink_state: state, site_url: site, user_login: 'editor', password });
      await page.evaluate((hash) => { location.hash = hash; }, `#?${answer}`);
      await one.sees('Your site, and what you decide now');
      await page.getByText(said).waitFor();
      await page.getByText(`It is named “${name}”`).waitFor();
      await page.getByText('You have 30 minutes to approve').waitFor();
      await one.assertForgets(password);
      names.push(name);
    }
    await inspect(page, '2-found-too-late');
    await page.reload();
    await page.getByText('WordPress made 2 passwords for this page').waitFor();
    assert.deepEqual(await page.locator('#screen ul > li').allTextContents(), names.map((name) => `editor: ${name}`));
  });
});

test('an answer that comes once more is the same password, until it is revoked and after', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    let address;
    page.on('framenavigated', (frame) => {
      if (frame.url().includes('password=')) address = frame.url();
    });
    await one.connects(wordpress, 'editor');
    const again = async () => {
      await page.goto('about:blank');
      await page.goto(address);
    };
    await page.evaluate((hash) => { location.hash = hash; }, new URL(address).hash);
    await page.waitForFunction(() => location.hash === '');
    await one.sees('Connected');
    assert.ok(await page.locator('#complaint').isHidden());
    for (let times = 0; times < 2; ++times) {
      await again();
      await page.getByRole('heading', { name: 'This page does not hold the password any more' }).waitFor();
      assert.equal(await page.locator('#screen ul > li').count(), 1);
    }
    await one.assertForgets(one.visitor.passwords[0]);
    await one.click('Another site');
    await one.connects(wordpress, 'editor');
    await one.disconnects();
    await again();
    await page.getByRole('heading', { name: 'Which site?' }).waitFor();
  });
});

test('an answer that comes into the open page leaves its address, and is taken where it is waited for', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    const [password, another] = ['abcd EFGH 1234 ijkl MNOP 5678', '8765 abcd EFGH 1234 ijkl MNOP'];
    const put = (hash) => page.evaluate((text) => { location.hash = text; }, hash);
    const strayWith = (secret) =>
      `#?${new URLSearchParams({ site_url: wordpress.url, user_login: 'editor', password: secret })}`;
    await one.find(wordpress.url);
    await one.sees('Your site, and what you decide now');
    for (const refusal of ['#?success=false', '#%', '#?success=%E0%A4%A']) await put(refusal);
    await one.sees('Your site, and what you decide now');
    await put(strayWith(password));
    await one.sees('This page does not hold the password any more');
    await page.getByText('that this tab did not wait for').waitFor();
    assert.equal(page.url(), `${pages.url}connect/`);
    await one.assertForgets(password);
    await one.click('Another site');
    // The one that is waited for, copied from elsewhere.
    await one.find(wordpress.url);
    await one.goesToWordPress(wordpress, 'editor');
    await page.goto(`${pages.url}connect/`);
    await one.page.getByRole('heading', { name: 'Back without an answer' }).waitFor();
    const { state } = await page.evaluate(() => JSON.parse(sessionStorage.getItem('presslink.connect')).authorization);
    const secret = wordpress.users.author.app_password;
    const answer = { presslink_state: state, site_url: wordpress.url, user_login: 'author', password: secret };
    await put(`#?${new URLSearchParams(answer)}`);
    await one.sees('Connected');
    assert.equal(page.url(), `${pages.url}connect/`);
    await one.assertForgets(secret);
    await put(strayWith(another));
    await page.locator('#complaint', { hasText: 'that this tab did not wait for' }).waitFor();
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    await one.assertForgets(another);
    await page.reload();
    await page.getByText('WordPress made 2 passwords for this page').waitFor();
  });
});

test('back from the browser’s cache the page tells of the password that it does not hold', async () => {
  const caching = await launchChromium({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  try {
    await owner(wordpress, async (one) => {
      const { page } = one;
      await one.find(wordpress.url);
      await one.sees('Your site, and what you decide now');
      await page.evaluate(() => { window.entry = history.length; });
      const entry = await page.evaluate(() => window.entry);
      await one.goesToWordPress(wordpress, 'editor');
      await page.locator('#approve').click();
      await one.sees('Connected');
      await page.evaluate((first) => history.go(first - history.length), entry);
      await page.waitForFunction((first) => window.entry === first, entry);
      await one.sees('This page does not hold the password any more');
      await one.assertForgets(one.visitor.passwords[0]);
      const [{ name }] = await wordpress.passwords('editor');
      await page.getByText(`editor: ${name}`).waitFor();
      await one.click('Connect again');
      await one.goesToWordPress(wordpress, 'editor');
      await page.locator('#approve').click();
      await one.sees('Connected');
      await one.disconnects();
      await page.getByText('Another password that WordPress made for this page is still valid').waitFor();
      await page.getByText(`editor: ${name}`).waitFor();
    }, { browser: caching });
  } finally {
    await caching.close();
  }
});

test('stopped while the password is checked, the page says that it is still valid', async () => {
  await owner(wordpress, async (one) => {
    await one.find(wordpress.url);
    await one.sees('Your site, and what you decide now');
    await one.goesToWordPress(wordpress, 'editor');
    await one.visitor.context.route(/users\/me\?/, () => {});
    await one.page.locator('#approve').click();
    await one.click('Stop');
    await one.sees('This page does not hold the password any more');
    await one.page.getByRole('link', { name: 'Open your profile in WordPress' }).waitFor();
    await one.visitor.context.unrouteAll();
    await one.page.reload();
    await one.page.getByRole('heading', { name: 'This page does not hold the password any more' }).waitFor();
  }, { refusals: [/users\/me\?/] });
});

test('where the browser keeps nothing, the password is entered by hand and a begun post still finished', async () => {
  await owner(wordpress, async (one) => {
    const { context } = one.visitor;
    await blockSiteData(context);
    await one.page.reload();
    await one.find(wordpress.url);
    await one.sees('Your site, and what you decide now');
    await one.click('Connect');
    await one.sees('Enter a password by hand');
    await one.page.getByText('Your browser keeps nothing for this page').waitFor();
    await inspect(one.page, '9-by-hand-unremembered');
    await one.page.getByLabel('User name').fill('author');
    await one.page.getByLabel('Application Password').fill(wordpress.users.author.app_password);
    await one.click('Connect');
    await one.sees('Connected');
    await cutAfterTheDraft(context);
    await one.publishes({ Title: 'Kept by the page alone', Category: '' });
    await one.sees('That did not work');
    await context.unrouteAll();
    await one.publishes();
    await one.sees('Published and verified');
    const found = (await wordpress.posts()).filter(({ title }) => title.raw === 'Kept by the page alone');
    assert.deepEqual(found.map(({ status }) => status), ['publish']);
  }, { refusals: [/\/wp-json\//] });
});

test('where the browser has no room to keep what WordPress is asked for, the password is entered by hand', async () => {
  await owner(wordpress, async (one) => {
    await fillTabStore(one.page, 64);
    await one.find(wordpress.url);
    await one.sees('Your site, and what you decide now');
    await one.click('Connect');
    await one.sees('Enter a password by hand');
    await one.page.getByText('or has no room left').waitFor();
    await one.page.getByLabel('User name').fill('author');
    await one.page.getByLabel('Application Password').fill(wordpress.users.author.app_password);
    await one.click('Connect');
    await one.sees('Connected');
  });
});

test('a begun post that is gone does not stand in the way of another', async () => {
  await owner(wordpress, async (one) => {
    const { context } = one.visitor;
    await one.connects(wordpress, 'editor');
    await cutAfterTheDraft(context);
    await one.publishes({ Title: 'Begun and deleted' });
    await one.sees('That did not work');
    const [draft] = await wordpress.posts();
    await wordpress.rest(`/wp/v2/posts/${draft.id}`, { method: 'DELETE', query: { force: 'true' } });
    await context.unrouteAll();
    await one.publishes();
    await one.page.getByText('a new one is made').waitFor();
    await one.publishes();
    await one.sees('Published and verified');
    await one.disconnects();
  }, { refusals: [/\/wp-json\//] });
});

test('a post that was changed before it is sent again is the draft that was begun', async () => {
  await owner(wordpress, async (one) => {
    const { context } = one.visitor;
    await one.connects(wordpress, 'editor');
    await cutAfterTheDraft(context);
    await one.publishes({ Title: 'First wording' });
    await one.sees('That did not work');
    await one.page.getByRole('heading', { name: 'How far it got' }).waitFor();
    await inspect(one.page, '12-how-far');
    const edit = one.page.getByRole('link', { name: 'Edit in WordPress' });
    const [draft] = await wordpress.posts();
    assert.equal(draft.title.raw, 'First wording');
    assert.equal(await edit.getAttribute('href'),
      `${wordpress.url}/wp-admin/post.php?post=${draft.id}&action=edit`);
    await context.unrouteAll();
    // Not even a new connection makes a second one.
    await one.disconnects();
    await one.click('Connect another site');
    await one.connects(wordpress, 'editor');
    await one.publishes({ Title: 'Second wording', Category: 'Test > Again' });
    await one.sees('Published and verified');
    await one.page.getByText('there is one post').waitFor();
    const found = (await wordpress.posts()).filter(({ title }) => /wording$/.test(title.raw));
    assert.deepEqual(found.map(({ id, title, status }) => [id, title.raw, status]),
      [[draft.id, 'Second wording', 'publish']]);
    assert.equal(await one.page.evaluate(() => JSON.parse(
      sessionStorage.getItem('presslink.connect')).post), undefined);
    await one.disconnects();
  }, { refusals: [/\/wp-json\//] });
});

const told = [
  ['pending', { status: 'pending' }, 'Saved, but not all of it as sent', 'Pending review'],
  ['a status of a plugin', { status: 'in-progress' }, 'Saved, but not all of it as sent', 'A plugin’s own status'],
  ['no address', { link: '' }, 'Published and verified', 'Public'],
];
test('a site that names another one’s approval screen leads nobody there', async () => {
  // Whoever approved would give the password of the other site to this one.
  await owner({ origin: 'https://evil.invalid' }, async (one) => {
    const { page } = one;
    await page.route('https://evil.invalid/**', (route) => {
      const { url } = wordpress;
      const endpoints = { authorization: `${url}/wp-admin/authorize-application.php` };
      return route.fulfill({
        headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' },
        json: { name: 'Yours', url, home: url, namespaces: ['wp/v2'], authentication: { 'application-passwords': { endpoints } } },
      });
    });
    await one.find('evil.invalid');
    await one.sees('Your site, and what you decide now');
    await page.getByText('Connect takes you to evil.invalid').waitFor();
    await one.click('Connect');
    await page.getByText('The site names an approval screen of another site.').waitFor();
    await page.getByText('Approve nothing there').waitFor();
    const links = await page.locator('a').evaluateAll((all) => all.map(({ href }) => href));
    assert.deepEqual(links.filter((link) => link.startsWith(wordpress.origin)), []);
    await inspect(page, '2-foreign-screen');
  }, { refusals: [/^https:\/\/evil\.invalid\//] });
});

test('an address that is none of the web becomes no link', async () => {
  const script = 'javascript:alert(1)//';
  await owner(wordpress, async (one) => {
    await one.visitor.context.route(/\/wp-json\/\?|rest_route=%2F&/, async (route) => {
      const response = await route.fetch();
      const index = await response.json();
      const endpoints = { authorization: script };
      await route.fulfill({ response, json: { ...index, home: script, url: script, site_icon_url: script,
        ...(index.authentication && { authentication: { 'application-passwords': { endpoints } } }) } });
    });
    await one.visitor.context.route(/\/wp\/v2\/posts\/\d+/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), link: script } });
    });
    const noScripts = async () => {
      const links = await one.page.locator('a').evaluateAll((all) => all.map(({ href }) => href));
      assert.ok(links.length > 2);
      for (const link of links) assert.match(link, /^https?:/);
    };
    await one.find(wordpress.url);
    await one.sees('Your site, and what you decide now');
    await noScripts();
    await one.click('Connect');
    await one.sees('Enter a password by hand');
    await noScripts();
    await one.page.getByLabel('User name').fill('author');
    await one.page.getByLabel('Application Password').fill(wordpress.users.author.app_password);
    await one.click('Connect');
    await one.sees('Connected');
    await one.publishes({ Title: 'Linked to a script', Category: '' });
    await one.sees('Published and verified');
    await noScripts();
  });
});

for (const [name, change, title, status] of told) {
  test(`a report of ${name} is shown for what it is`, async () => {
    await owner(wordpress, async (one) => {
      await one.enters(wordpress, 'author', wordpress.users.author.app_password);
      await one.sees('Connected');
      await one.visitor.context.route(/\/wp\/v2\/posts\/\d+/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...(await response.json()), ...change } });
      });
      await one.publishes({ Title: `Told: ${name}`, Category: '' });
      await one.sees(title);
      await one.page.getByText(status, { exact: true }).waitFor();
      const view = one.page.getByRole('link', { name: /^(View the post|Preview the draft)/ });
      assert.equal(await view.count(), 'link' in change ? 0 : 1);
      await inspect(one.page, `4-report-${name.replaceAll(' ', '-')}`);
    });
  });
}

test('the screens speak German and Spanish, and keep what was typed', async () => {
  await owner(wordpress, async (one) => {
    await one.enters(wordpress, 'author', wordpress.users.author.app_password);
    await one.sees('Connected');
    await one.page.getByLabel('Title', { exact: true }).fill('Typed');
    await one.page.getByLabel('Language').selectOption('es');
    await one.page.getByRole('heading', { name: 'Conectado' }).waitFor();
    assert.equal(await one.page.getByLabel('Título', { exact: true }).inputValue(), 'Typed');
    await one.page.getByText('Autor', { exact: true }).waitFor();
    await one.page.getByText('Anular esta contraseña de aplicación').waitFor();
    await one.page.getByLabel('Idioma').selectOption('de');
    await one.page.getByRole('heading', { name: 'Verbunden' }).waitFor();
    await one.page.getByText('SEO-Titel und ‑Beschreibung', { exact: false }).first().waitFor();
    await one.page.getByText('Dieses Anwendungspasswort widerrufen').waitFor();
    await inspect(one.page, '14-german');
  });
});

test('another language tells all again that is on the screen', async () => {
  await owner(wordpress, async (one) => {
    const { page } = one;
    const speak = async (code) => {
      await page.locator('#language').selectOption(code);
      await page.locator(`html[lang=${code}]`).waitFor();
    };
    const texts = async () => page.locator('#screen').evaluate((screen) =>
      [...screen.querySelectorAll('p, li, h2, h3, strong, summary')].map((one) => one.textContent.trim()));
    const isSentence = (text) => text.split(' ').length > 4 && !/https?:|wp-/.test(text);
    const retold = async (german) => {
      const before = await texts();
      await speak('de');
      await page.getByText(german).first().waitFor();
      const after = await texts();
      assert.equal(after.length, before.length);
      assert.deepEqual(before.filter((text) => isSentence(text) && after.includes(text)), []);
      await speak('en');
      await page.getByText(before.find(isSentence)).first().waitFor();
      assert.deepEqual(await texts(), before);
    };
    // A line beside the screen.
    await page.route(/presslink\/js\/index\.js/, (route) => route.abort());
    await page.reload();
    await one.find(wordpress.url);
    await page.locator('#complaint:not([hidden])').waitFor();
    await speak('de');
    await page.locator('#complaint', { hasText: 'Das Programm hinter dieser Seite' }).waitFor();
    await speak('en');
    await page.unroute(/presslink\/js\/index\.js/);
    // What is missing, what failed, and why.
    await page.reload();
    await one.find('');
    await retold('Geben Sie zuerst die Adresse');
    await one.find('ftp://example.com');
    await page.locator('#address-wrong', { hasText: 'http' }).waitFor();
    await one.find('http://127.0.0.1:9');
    await one.sees('This does not connect yet');
    assert.ok((await page.locator('.cause ul.soft li').count()) > 0);
    await retold('Das lässt sich noch nicht verbinden');
    await one.click('Another site');
    await one.enters(wordpress, 'editor', 'abcd EFGH 1234 ijkl MNOP 5678');
    await page.locator('#screen .notice.bad').waitFor();
    await retold('WordPress hat Benutzername und Anwendungspasswort nicht angenommen');
    // What is being done.
    let go;
    const held = new Promise((resolve) => { go = resolve; });
    await one.visitor.context.route(/users\/me/, async (route) => {
      await held;
      await route.continue();
    });
    await page.getByLabel('User name').fill('author');
    await page.getByLabel('Application Password').fill(wordpress.users.author.app_password);
    await one.click('Connect');
    await page.locator('#status', { hasText: 'Asking WordPress' }).waitFor();
    await speak('de');
    await page.locator('#status', { hasText: 'WordPress wird gefragt' }).waitFor();
    go();
    await page.getByRole('heading', { name: 'Verbunden' }).waitFor();
  }, {
    origins: [wordpress.origin, 'http://127.0.0.1:9'],
    refusals: [/^http:\/\/127\.0\.0\.1:9\//, /users\/me/, /presslink\/js\/index\.js/],
  });
});
