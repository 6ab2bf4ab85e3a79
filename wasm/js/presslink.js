import { Connection } from './connection.js';
import { wordsOf } from './error.js';
import { inPage } from './exchange.js';
import { postKey } from './ids.js';
import { languageOf, messagesOf } from './language.js';
import { checked, profileOf, scopeOf } from './options.js';
import { preview } from './preview.js';
import { say, tell } from './report.js';
import { Work } from './work.js';

export class Presslink {
  #host;
  #messages;
  #language = 'en';
  #asked = 0;
  version;

  /** @param messages the texts of languages that need not be looked for, by their names */
  constructor(core, fetch, messages) {
    this.#host = { core, fetch, preview, examine };
    this.#messages = messages;
    this.version = core.text('version');
  }

  async discover(address, options = {}) {
    const typed = address?.href ?? address;
    if (typeof typed !== 'string') throw new TypeError('The address of a site is a text or a URL');
    const { homepage, allowHttp } = checked(options, this.#host.core);
    const job = {
      do: 'discover',
      address: typed,
      homepage: homepage ?? !inPage,
      allow_http: allowHttp,
    };
    const { site, profile } = await new Work(this.#host, 0, job, options).run();
    return { ...site, profile };
  }

  get language() {
    return this.#language;
  }

  async setLanguage(tag) {
    const asked = ++this.#asked;
    const language = languageOf(tag);
    const messages = await messagesOf(language, this.#messages);
    // Of two that were asked for at once the later one counts.
    if (asked !== this.#asked) return;
    this.#host.core.give(messages).demand('useMessages');
    this.#host.core.english = language === 'en';
    this.#language = language;
  }

  async doctor(site, options = {}) {
    const typed = site?.href ?? site;
    const known = typeof typed === 'object' && typed !== null;
    if (!known && typeof typed !== 'string') throw new TypeError('A site is its address, or found');
    const { login, allowHttp } = checked(options, this.#host.core);
    const job = {
      do: 'doctor',
      address: known ? undefined : typed,
      site: known ? site.profile : undefined,
      allow_http: allowHttp,
      username: login?.username,
    };
    const found = await new Work(this.#host, 0, job, options, login?.password).run();
    return examine(found, known ? site.input : typed);
  }

  explain(error, site) {
    const said = reports.get(error);
    if (said) return this.#host.core.give(said).demand('retell').causes;
    return this.#host.core
      .give({
        causes: error.causes ?? [],
        site: site === undefined ? undefined : profileOf(site),
      })
      .ask('explain');
  }

  retell(told) {
    const { core } = this.#host;
    if (!(told instanceof Error)) return tell(core, told);
    return {
      ...retellError(core, told),
      problems: tell(core, told.problems ?? []),
    };
  }

  say(sentence) {
    return say(this.#host.core, sentence);
  }

  authorizeUrl(site, options = {}) {
    const { appName, appId, successUrl, validFor } = checked(options, this.#host.core);
    return this.#host.core
      .give({
        site: profileOf(site),
        state: postKey(),
        app_name: appName,
        app_id: appId,
        success_url: successUrl?.href ?? successUrl,
        valid_for_s: validFor ? Math.ceil(validFor / 1000) : undefined,
      })
      .demand('authorize', Date.now());
  }

  parseCallback(authorization, callbackUrl, options = {}) {
    const { scope, terms } = checked(options, this.#host.core);
    const opened = this.#host.core
      .give({ authorization, scope: scopeOf(scope), terms })
      .giveSecret(String(callbackUrl))
      .demand('callback', Date.now());
    return new Connection(this.#host, opened);
  }

  connect(site, login, options = {}) {
    const { scope, terms } = checked(options, this.#host.core);
    const { username, password } = checked({ login: login ?? {} }, this.#host.core).login;
    const opened = this.#host.core
      .give({ site: profileOf(site), username, scope: scopeOf(scope), terms })
      .giveSecret(password)
      .demand('connect');
    return new Connection(this.#host, opened);
  }

  preview(document, options = {}) {
    return this.#host.preview(0, document, options);
  }
}

function retellError(core, told) {
  const said = wordsOf(told);
  if (typeof said === 'function') return said((sentence) => say(core, sentence));
  const { message, remedy } = said ? core.give(said).ask('retell').error : told;
  return { message: message || told.message, remedy: remedy ?? told.remedy };
}

/** What the doctor's reports say before they are put into a language. */
const reports = new WeakMap();

/** The doctor's report, its site as `discover` gives one. */
function examine({ doctor, profile, words }, input) {
  const { attempts, requests, site } = doctor;
  const report = { ...doctor, site: site && { input, ...site, attempts, requests, profile } };
  reports.set(report, words);
  return report;
}
