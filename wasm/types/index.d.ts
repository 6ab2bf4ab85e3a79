/// <reference lib="esnext.disposable" />

/**
 * presslink: connects to a WordPress site with an Application Password and publishes to it.
 *
 * ```js
 * import { load } from 'presslink';
 *
 * const presslink = await load();
 * const site = await presslink.discover('example.com');
 * using connection = presslink.connect(site, { username, password });
 * const report = await connection.publish({ title: 'Hello', content: '<p>From JavaScript.</p>' });
 * ```
 *
 * Options and methods are written in camelCase. Documents and reports are plain JSON values and are
 * written as on the command line (`presslink --json`), in snake_case, so that one description serves
 * both. Times are RFC 3339 in UTC, durations are milliseconds. An option that is not what it has to
 * be, or that there is not, is refused with `bad_input`, before anything is sent.
 *
 * These declarations need TypeScript 5.2 or newer, for `using`.
 *
 * @packageDocumentation
 */

// Without this every name in here would be exported, the private ones too.
export {};

declare const brand: unique symbol;

/** A plain value that the compiler keeps apart from others of the same shape. */
type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** The number of a post: 1 … 2^53-1. */
export type PostId = Branded<number, 'PostId'>;
/** The number of a category or tag. */
export type TermId = Branded<number, 'TermId'>;
/** The number of an image in the media library. */
export type MediaId = Branded<number, 'MediaId'>;
/** The number of a user. */
export type UserId = Branded<number, 'UserId'>;
/**
 * A UUID in lower case, of one post until that is finished: a later publish under the key goes on with
 * what an earlier one left behind.
 */
export type PostKey = Branded<string, 'PostKey'>;
/** What is known of a site, as text to keep. Holds no secret. */
export type SiteProfile = Branded<string, 'SiteProfile'>;
/** The categories and tags that a site is known to have, as text to keep. */
export type KnownTerms = Branded<string, 'KnownTerms'>;

/**
 * The number of a post.
 *
 * @throws {RangeError} where `value` is no whole number from 1 to 2^53-1
 */
export function postId(value: number): PostId;
/**
 * The number of a category or tag.
 *
 * @throws {RangeError} where `value` is no whole number from 1 to 2^53-1
 */
export function termId(value: number): TermId;
/**
 * The number of an image.
 *
 * @throws {RangeError} where `value` is no whole number from 1 to 2^53-1
 */
export function mediaId(value: number): MediaId;
/**
 * The number of a user.
 *
 * @throws {RangeError} where `value` is no whole number from 1 to 2^53-1
 */
export function userId(value: number): UserId;
/**
 * A UUID as a key; without an argument a new, random one.
 *
 * @throws {RangeError} where `text` is no UUID
 */
export function postKey(text?: string): PostKey;

// ----- errors --------------------------------------------------------------------------------------

/** What went wrong, as far as a caller can act on it. A closed list, the same as in C++. */
export type ErrorCode =
  /** An argument or document is wrong; nothing was sent. */
  | 'bad_input'
  /** Not among the things that presslink does; nothing was sent. */
  | 'out_of_scope'
  /** No connection: no such host, refused, broken off. */
  | 'unreachable'
  /** The certificate or the handshake was refused. */
  | 'tls_failed'
  /** No whole answer in time. */
  | 'timed_out'
  /** The address is private or otherwise not allowed. */
  | 'address_refused'
  /** Plain http where https is required. */
  | 'insecure_site'
  /** The site answers with a redirect to another address. */
  | 'moved'
  /** Something answers, but no WordPress REST API was found. */
  | 'not_wordpress'
  /** WordPress is there; its REST API refuses or was removed. */
  | 'rest_closed'
  /** The site has Application Passwords switched off. */
  | 'passwords_unavailable'
  /** A firewall, challenge page, Basic authentication or the browser's CORS rules stand in front. */
  | 'blocked'
  /** Wrong, revoked or never seen by WordPress. */
  | 'credentials_rejected'
  /** Accepted, but the account's role may not do this. */
  | 'not_permitted'
  /** WordPress refused the data. */
  | 'rejected'
  /** The post, term or password does not exist (any more). */
  | 'not_found'
  /** Too many requests; see {@link PresslinkError.retryAfter}. */
  | 'rate_limited'
  /** Maintenance; see {@link PresslinkError.retryAfter}. */
  | 'maintenance'
  /** The site failed: 5xx, fatal error, database. */
  | 'site_failed'
  /** The answer is not what WordPress sends. */
  | 'bad_answer'
  /** The answer is over the limit. */
  | 'too_large'
  /** The answer of a write was lost; running again settles it. */
  | 'uncertain'
  /** The caller cancelled. */
  | 'cancelled'
  /** `save` failed, or gave `false`. */
  | 'storage_failed';

/** Which part of the work something belongs to. */
export type Phase =
  | 'input'
  | 'discover'
  | 'authorize'
  | 'verify'
  | 'terms'
  | 'publish'
  | 'seo'
  | 'disconnect';

/** One request that was tried. */
export interface Attempt {
  /** Without the values of the query, but for a few that are known to be harmless. */
  readonly url: string;
  /** The status, such as `404`, or the kind of fault, such as `timed_out`. */
  readonly outcome: string;
}

/** Something that is wrong with a document. */
export interface Problem {
  /** The key it is about, such as `seo.title`; `null` where it is the whole. */
  readonly key: string | null;
  readonly message: string;
}

/** How sure a cause is. Nothing is `certain` that another cause would explain as well. */
export type Likelihood = 'certain' | 'likely' | 'possible';

/** What may be behind a failure, by name; {@link Presslink.explain} tells it in words. */
export interface Suspect {
  /** Such as `wordfence_option` or `header_stripped`; the list grows. */
  readonly id: string;
  readonly likelihood: Likelihood;
}

/** An error as on the command line. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly phase: Phase;
  readonly http_status: number | null;
  /** WordPress's own code, such as `rest_cannot_create`. */
  readonly wp_code: string | null;
  readonly message: string;
  readonly remedy: string | null;
  /** Seconds. */
  readonly retry_after_s: number | null;
  /** The likeliest first; may be empty. */
  readonly causes: readonly Suspect[];
}

/** A {@link PresslinkError} as a plain value: all of it but its `cause`. Holds no secret. */
export interface ErrorRecord extends ErrorReport {
  readonly attempts: readonly Attempt[];
  readonly problems: readonly Problem[];
  readonly report: PublishReport<'failed' | 'uncertain'> | null;
}

/**
 * What every failure of this package is, but for arguments of the wrong kind: those are a `TypeError`
 * or `RangeError`. Never holds a secret.
 */
export class PresslinkError extends Error {
  /** Made by this package alone. */
  private constructor();
  /** `AbortError` where the code is `cancelled`, as with `fetch`; otherwise `PresslinkError`. */
  readonly name: 'PresslinkError' | 'AbortError';
  readonly code: ErrorCode;
  readonly phase: Phase;
  /** The status of the answer; `null` where there was none. */
  readonly httpStatus: number | null;
  /** WordPress's own code, such as `rest_cannot_create`. */
  readonly wpCode: string | null;
  /** What to do next, in words for a site owner. */
  readonly remedy: string | null;
  /** How long to wait, in milliseconds. */
  readonly retryAfter: number | null;
  /** What may be behind it, the likeliest first; {@link Presslink.explain} tells it in words. */
  readonly causes: readonly Suspect[];
  /** The requests made before it failed. */
  readonly attempts: readonly Attempt[];
  /** All that is wrong with a document, where that is what failed. */
  readonly problems: readonly Problem[];
  /** How far a publish or an update came: a draft may be left. */
  readonly report: PublishReport<'failed' | 'uncertain'> | null;
  /**
   * `AbortSignal.reason`, where one aborted; what `save` threw, where the code is `storage_failed`; the
   * error of `fetch`, where no answer came: a copy with its name, message, code and cause alone, which
   * may quote the address and never the log-in.
   */
  readonly cause?: unknown;
  /**
   * The error as the command line tells it, with its attempts, problems and report: what to log, to store
   * and to send to another worker, for a structured clone of the error itself keeps its message alone.
   * Its sentences stay in the language in which they were told; {@link Presslink.retell} knows only the
   * error itself, and {@link Presslink.explain} tells the causes of both.
   */
  toJSON(): ErrorRecord;
}

// ----- loading -------------------------------------------------------------------------------------

/** What presslink gives a `fetch`. Every `RequestInit` that is not named here is left out. */
export interface FetchInit {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  headers: Record<string, string>;
  /** UTF-8. */
  body?: ArrayBuffer;
  mode: 'cors' | 'no-cors';
  credentials: 'omit';
  redirect: 'manual' | 'follow';
  referrerPolicy: 'no-referrer';
  cache: 'no-store';
  signal: AbortSignal;
}

/** What presslink reads of an answer; a `Response` is one. */
export interface FetchAnswer {
  readonly status: number;
  readonly type?: string;
  readonly url?: string;
  readonly redirected?: boolean;
  readonly headers: { forEach(visit: (value: string, name: string) => void): void };
  /** The whole body. */
  arrayBuffer(): Promise<ArrayBuffer>;
  readonly body?: unknown;
}

/**
 * A function that sends requests as `fetch` does. One that lets nobody reach an address says so with an
 * error that has the `code` `address_refused`, itself or as its `cause`: then nothing was sent, and it is
 * not tried again. Of an error that is not known the request may have arrived all the same.
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/**
 * The bytes of `presslink.wasm`, or a compiled `WebAssembly.Module`, or where they are: an address as
 * `fetch` takes it, relative to the page; in Node a path or a `file:` URL.
 */
export type WasmSource = string | URL | ArrayBuffer | ArrayBufferView | Response | object;

/** How a module is loaded. */
export interface LoadOptions {
  /** Where `presslink.wasm` is. Without it: beside this module. */
  wasm?: WasmSource | Promise<WasmSource> | undefined;
  /** Sends the requests in place of the global `fetch`. */
  fetch?: Fetch | undefined;
  /** See {@link Presslink.setLanguage}. Default `en`. */
  language?: Language | undefined;
  /**
   * What `presslink/messages/de.json` and `es.json` hold, for hosts and bundles in which the files beside
   * this module cannot be read. A language that is not in here is looked for there.
   */
  messages?: { readonly de?: object | undefined; readonly es?: object | undefined } | undefined;
}

/**
 * A language of the texts for site owners: `en`, `de`, `es`, or a longer tag of one of these such as
 * `de-AT`, as `navigator.language` has it. Any other is English.
 */
export type Language = 'en' | 'de' | 'es' | (string & {});

/** Loads the module. Each call makes an instance with its own memory. */
export function load(options?: LoadOptions): Promise<Presslink>;

// ----- every piece of work -------------------------------------------------------------------------

/** Why there was no answer, as far as it can be told. */
export type FaultKind =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timed_out'
  | 'interrupted'
  | 'too_large'
  /** A {@link Fetch} that was given does not reach this address; nothing was sent. */
  | 'address_refused'
  /** The site answers a plain question; the browser keeps the answer to this one from the page. */
  | 'preflight'
  /** Something answers, but the browser lets the page read none of it. */
  | 'unreadable'
  /** The browser shows no answer to this request, and others go through: broken off, or not to be read. */
  | 'unseen'
  | 'other';

interface ProgressOfRequest {
  readonly phase: Phase;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Without the values of the query, but for a few that are known to be harmless. */
  readonly url: string;
  /** Counts the requests of this piece of work, from 1. */
  readonly number: number;
  /** 0 for the first try, then how often it was repeated. */
  readonly attempt: number;
}

/** Something happened, for a user interface or a log. Never holds a header, a body or a secret. */
export type Progress =
  | (ProgressOfRequest & { readonly type: 'request' })
  | (ProgressOfRequest & {
      readonly type: 'response';
      readonly status: number;
      readonly bytes: number;
      /** Milliseconds. */
      readonly duration: number;
    })
  | (ProgressOfRequest & {
      readonly type: 'fault';
      readonly kind: FaultKind;
      /** Milliseconds. */
      readonly duration: number;
    })
  /** A pause before a request is repeated. */
  | { readonly type: 'wait'; readonly phase: Phase; readonly delay: number }
  /** A checkpoint was stored. */
  | { readonly type: 'saved'; readonly phase: Phase; readonly checkpoint: Checkpoint };

/** What every piece of work takes. */
export interface RunOptions {
  /**
   * Ends the work. The promise is rejected with `cancelled`, or with `uncertain` where a write may
   * have arrived.
   */
  signal?: AbortSignal | undefined;
  /** What it throws stops nothing; it is thrown again when the work has ended, as an uncaught error. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** The time that one request may take, in milliseconds, less than 2^31. Default 30 000. */
  timeout?: number | undefined;
  /** How often a failed request is repeated, 0 to 100. Default 3. */
  retries?: number | undefined;
}

// ----- discover and authorize ----------------------------------------------------------------------

/** How a site is looked for. */
export interface DiscoverOptions extends RunOptions {
  /**
   * Read the address itself first: its headers, its HTML, its RSD document. A page of another origin
   * cannot, so it is the default outside browsers only; without it the usual roots are asked.
   */
  homepage?: boolean | undefined;
  /** Take an `http:` address that is not loopback for what it is. For test sites. */
  allowHttp?: boolean | undefined;
}

/** How routes stand in the site's URLs: `/wp-json/…`, `?rest_route=…`, `/index.php/wp-json/…`. */
export type RestStyle = 'pretty' | 'query' | 'index_php' | 'custom';
/** What told where the REST API is. */
export type FoundBy = 'link_header' | 'html_link' | 'rsd' | 'probe';

/** An SEO plugin seen on the site. */
export interface SeoPlugin {
  readonly plugin: string;
  /** How its fields are written; `null` where this version cannot. */
  readonly write_route: string | null;
}

/**
 * Whether the site has Application Passwords, and where its owner approves one: `null` where it names
 * the screen of another site, to which nobody is led.
 */
export type ApplicationPasswords =
  | { readonly available: true; readonly authorize_url: string | null }
  | { readonly available: false; readonly authorize_url: null }
  /** The site does not tell strangers. */
  | { readonly available: null; readonly authorize_url: string | null };

/**
 * What was found at an address. A plain value: it can be stored as JSON. One whose style is `query` in a
 * folder is better found again before it is written to: in a network of sites, the main one answers for
 * a folder whose site was renamed or deleted.
 */
export interface Site {
  readonly input: string;
  /**
   * The address leads to this site, but it is a place within it: one of its pages, or a folder that is
   * no site of its own, for which a network's main site answers. Ask before you publish there.
   */
  readonly within_site: boolean;
  readonly rest_root: string;
  readonly style: RestStyle;
  readonly found_by: FoundBy;
  readonly site: {
    readonly name: string;
    readonly home: string;
    readonly url: string;
    readonly timezone: string | null;
    readonly gmt_offset_minutes: number;
    /** The address of the site's icon. */
    readonly icon: string | null;
  };
  readonly application_passwords: ApplicationPasswords;
  /** What the owner clicks where the site offers no Application Passwords, in the language that was set. */
  readonly remedy: string | null;
  /** The code with which the index is refused to strangers; `null` on an open site. */
  readonly closed_code: string | null;
  readonly namespaces: readonly string[];
  readonly seo_plugins: readonly SeoPlugin[];
  readonly attempts: readonly Attempt[];
  readonly requests: number;
  /** All of it as the core keeps it. */
  readonly profile: SiteProfile;
}

/** What the approval screen shows, and where it leads. */
export interface AuthorizeOptions {
  /** Shown to the owner. Default `presslink`. No quotes or backslashes. */
  appName?: string | undefined;
  /** The application's own UUID, the same on every site. */
  appId?: string | undefined;
  /**
   * Where WordPress sends the owner's browser. One that ends in `#` gets the answer in its fragment,
   * which no web server sees. Without it the password is shown for copying.
   */
  successUrl?: string | URL | undefined;
  /** Milliseconds, less than 2^31. Default ten minutes. */
  validFor?: number | undefined;
}

/** A request for approval that waits for its answer. A plain value without a secret; keep it. */
export interface Authorization {
  /** Open it in a top-level window. */
  readonly url: string;
  readonly state: string;
  readonly hosts: readonly string[];
  /** RFC 3339. */
  readonly expires: string;
  readonly site: SiteProfile;
}

/** Whose password it is. */
export interface Login {
  username: string;
  /** The Application Password, with or without its spaces. */
  password: string;
}

/**
 * What a connection may touch. WordPress does not limit an Application Password; this does. `media` is
 * for uploads, which are not part of this version: it lets no request through.
 */
export type Permission = 'posts' | 'seo' | 'categories' | 'tags' | 'media';

/** What a connection starts with. */
export interface ConnectOptions {
  /** One or more. Default `['posts', 'seo', 'categories']`. */
  scope?: readonly Permission[] | undefined;
  /** What an earlier connection knew of the site's terms; see {@link Connection.terms}. */
  terms?: KnownTerms | undefined;
}

// ----- the doctor ----------------------------------------------------------------------------------

/** What the doctor may try. */
export interface DoctorOptions extends RunOptions {
  /** Tried once; after an answer that makes it look wrong at most once more. */
  login?: Login | undefined;
  /** As in {@link DiscoverOptions}. */
  allowHttp?: boolean | undefined;
}

/** What to do about a cause. */
export interface Remedy {
  readonly title: string;
  /** What the owner clicks, in order. */
  readonly steps: readonly string[];
  /** The screen of this site on which it is done, where it has an address. */
  readonly url: string | null;
  /** What to send to the host, for each kind of web server. */
  readonly for_host: readonly { readonly server: string; readonly text: string }[];
}

/** A cause in words, in the language that was set. */
export interface Cause extends Suspect {
  readonly title: string;
  /** What was seen that speaks for it. */
  readonly evidence: readonly string[];
  /** What would tell it apart from the others in the list. */
  readonly tell_apart: string | null;
  readonly remedy: Remedy;
}

/** Why a site does not connect, or that it does. */
export interface DoctorReport {
  /** `degraded`: it can be published to, and something is amiss. */
  readonly verdict: 'ok' | 'degraded' | 'blocked';
  /** The likeliest first. */
  readonly causes: readonly Cause[];
  /** `null` where no REST API was found. */
  readonly site: Site | null;
  readonly attempts: readonly Attempt[];
  readonly requests: number;
}

/** What an error says, in another language than before. */
export interface Retold {
  readonly message: string;
  readonly remedy: string | null;
  readonly problems: readonly Problem[];
}

/** A loaded module. */
export interface Presslink {
  /** Of the core, such as `0.1.0`. */
  readonly version: string;
  /** The language that the texts for site owners are in: `en`, `de` or `es`. */
  readonly language: string;

  /**
   * Sets the language of what errors, reports and {@link Presslink.explain} say from now on. A
   * language other than English is fetched from `messages/` beside this module, unless
   * {@link LoadOptions.messages} has it.
   *
   * @throws {TypeError} where that file cannot be had; the language stays as it was
   */
  setLanguage(language: Language): Promise<void>;

  /** Finds a site's REST API and reads its index, without credentials. */
  discover(address: string | URL, options?: DiscoverOptions): Promise<Site>;

  /**
   * Why does this site not connect, and what does its owner click? At most 8 requests; nothing is
   * written. Rejected only where the work itself is wrong or was cancelled: a site that cannot be
   * reached is a report, not an error.
   */
  doctor(site: string | URL | Site, options?: DoctorOptions): Promise<DoctorReport>;

  /**
   * The causes of an error in words, without a request. With `site` their links lead to that site's
   * own screens. Of a report that {@link Presslink.doctor} gave, its causes in the language that is
   * set now.
   */
  explain(
    error: PresslinkError | ErrorReport | DoctorReport,
    site?: Site | SiteProfile,
  ): readonly Cause[];

  /**
   * An error's message and remedy, and what is wrong with a document, in the language that is set
   * now, as far as they are this library's own words. One that was kept as JSON cannot be told again.
   */
  retell(error: PresslinkError): Retold;
  /**
   * A report or a plan with its reasons, remedies and advice in the language that is set now. The
   * `error` in a report stays as it was: it is told with the {@link PresslinkError}. So does all of a
   * report that was kept as JSON, unless it was kept in English.
   */
  retell<
    Told extends PublishReport<PublishOutcome | 'failed' | 'uncertain'> | Account | Preview,
  >(told: Told): Told;
  /**
   * One of this library's English sentences in the language that is set now, such as what a planned
   * request is for (`purpose`, `when`) and what a number in it stands for (`meaning`); any other text
   * as it is.
   */
  say(sentence: string): string;

  /**
   * Builds the request for WordPress's approval screen.
   *
   * @throws {PresslinkError} `passwords_unavailable`, `rest_closed`, `bad_answer`, `bad_input`
   */
  authorizeUrl(site: Site | SiteProfile, options?: AuthorizeOptions): Authorization;

  /**
   * Reads the address to which the browser was sent back. The password goes into the module's
   * memory and nowhere else.
   *
   * @throws {PresslinkError} `cancelled` where the owner said no, `passwords_unavailable`,
   * `bad_input` where the answer is not to this authorization or came too late
   */
  parseCallback(
    authorization: Authorization,
    callbackUrl: string | URL,
    options?: ConnectOptions,
  ): Connection;

  /**
   * A connection with a password that is known. Nothing is sent; see {@link Connection.verify}.
   *
   * @throws {PresslinkError} `bad_input`
   */
  connect(site: Site | SiteProfile, login: Login, options?: ConnectOptions): Connection;

  /**
   * The requests that publishing `document` would send, without a connection. Nothing is sent.
   *
   * @throws {PresslinkError} `bad_input`, `out_of_scope`
   */
  preview(document: PostDocument, options?: PreviewOptions): Preview;
}

// ----- documents -----------------------------------------------------------------------------------

/** WordPress's own statuses. */
export type PostStatus = 'draft' | 'publish' | 'pending' | 'private' | 'future';

/** What search engines and social networks are told. What is left out is left alone. */
export interface SeoFields {
  title?: string | null | undefined;
  description?: string | null | undefined;
  focus_keyphrase?: string | null | undefined;
  canonical?: string | null | undefined;
  noindex?: boolean | null | undefined;
  og_title?: string | null | undefined;
  og_description?: string | null | undefined;
  twitter_title?: string | null | undefined;
  twitter_description?: string | null | undefined;
}

/** What an update changes. What is left out, or `null`, is left as it is. */
export interface PostChanges {
  /** Plain text, or the inline HTML that WordPress allows in titles. */
  title?: string | undefined;
  /** HTML or blocks. */
  content?: string | undefined;
  slug?: string | null | undefined;
  /** Default `publish`. */
  status?: PostStatus | null | undefined;
  /** RFC 3339 with a zone; a `Date` is written so. Required for `future`. */
  date?: string | Date | null | undefined;
  excerpt?: string | null | undefined;
  /** Names or paths: `Guides > WordPress`. What is missing is created. */
  categories?: readonly string[] | null | undefined;
  /** Names; the scope must hold `tags`. */
  tags?: readonly string[] | null | undefined;
  author?: UserId | null | undefined;
  featured_image?: MediaId | null | undefined;
  seo?: SeoFields | null | undefined;
}

/** A post as its author wants it: the same keys as a document of the command line. */
export interface PostDraft extends PostChanges {
  title: string;
  content: string;
}

/** A draft, or with `id` the post that it becomes. */
export interface PostDocument extends PostDraft {
  id?: PostId | null | undefined;
  /** The document's name in a journal. This package keeps none and passes over it. */
  key?: string | null | undefined;
}

// ----- publish -------------------------------------------------------------------------------------

/** How far a publish has come. A plain value: store it as JSON, and a later process goes on. */
export type Checkpoint =
  | { readonly key: PostKey; readonly stage: 'fresh' | 'reserved' }
  | {
      readonly key: PostKey;
      readonly stage: 'created' | 'finished';
      readonly post: PostId;
      /** Of the title, content and excerpt that the post was given, where that is not in doubt. */
      readonly digest?: string;
    };

/** What becomes of a category that the site does not have. */
export type OnMissingCategory = 'create' | 'skip' | 'fail';

/** What becomes of a new post where an SEO plugin does not take a field. */
export type OnUnverifiedSeo =
  /** It goes live; the report says what is missing. */
  | 'publish'
  /** It stays a draft, and the publish has failed; running it again tries again. */
  | 'hold';

/** How a post is changed. */
export interface UpdateOptions extends RunOptions {
  /** Default `create`. */
  onMissingCategory?: OnMissingCategory | undefined;
}

/** How a post is published. */
export interface PublishOptions extends UpdateOptions {
  /** Default `publish`. */
  onUnverifiedSeo?: OnUnverifiedSeo | undefined;
  /**
   * Where an earlier run came to. Without it, or a `key`, a new post is made. An unfinished post loses
   * the excerpt and tags that the document does not have any more; SEO fields, author and image that it
   * does not set stay. So does what was corrected on the site, while the document has the title, content
   * and excerpt that it had; the report tells of it. From `reserved`, where the site has no draft, it looks
   * three times within about five seconds, for a create that was on its way may still arrive.
   */
  checkpoint?: Checkpoint | undefined;
  /**
   * The key of a new post; random where it is left out. A draft that an earlier run left under it is
   * looked for first, one request more. What was finished is not found again: keep the checkpoint.
   * While a publish under it is under way another one is refused as `bad_input`. A `checkpoint` has its
   * own key, which counts: this one is passed over then.
   */
  key?: PostKey | undefined;
  /**
   * Stores a checkpoint durably. The work goes on when the promise is fulfilled, and ends with
   * `storage_failed` when it is rejected or gives `false`. Without it every checkpoint counts as
   * stored, and a crash leaves a draft behind.
   */
  save?: ((checkpoint: Checkpoint) => unknown) | undefined;
}

/** What became of a post. `saved`: as draft, pending or private, as asked. */
export type PublishOutcome = 'published' | 'scheduled' | 'saved' | 'updated' | 'unchanged';

/** A category or tag of a post. A tag that was there before goes by the name that was asked for. */
export type TermReport =
  | { readonly id: TermId; readonly name: string; readonly path: string; readonly created: boolean }
  /** It was missing, and skipped. */
  | { readonly id: null; readonly name: string; readonly path: string; readonly created: false };

/** What is known of an SEO field that was sent. */
export type SeoVerdict =
  /** The site's own answer shows it. */
  | 'verified'
  /** Taken without a word; what became of it cannot be read. */
  | 'accepted_unverified'
  /** Something else counts on the site, or nothing; after a 5xx also where nothing tells. */
  | 'dropped'
  /** The account may not write it. */
  | 'forbidden'
  /** No plugin, or not this one in this version, takes it from outside. */
  | 'unsupported';

/** What became of one SEO field in one plugin. */
export interface SeoReport {
  readonly plugin: string | null;
  readonly field: string;
  readonly verdict: SeoVerdict;
  readonly sent: string;
  /** What counts on the site, as far as it was read. */
  readonly effective: string;
  /** A plain sentence; `null` where verified. */
  readonly why: string | null;
  /** What to change in the plugin or in WordPress. */
  readonly remedy: string | null;
}

/** Something that the site did otherwise than asked. */
export interface Difference {
  readonly field: string;
  readonly sent: string;
  readonly got: string;
  /** A plain sentence. */
  readonly why: string;
}

interface PublishReportOf<Outcome, Id, Failure> {
  readonly outcome: Outcome;
  readonly id: Id;
  readonly link: string | null;
  readonly slug: string | null;
  /** `null` where a plugin's own status came back, or the trash. */
  readonly status: PostStatus | null;
  /** RFC 3339. */
  readonly date_gmt: string | null;
  /** Of an update that names none: what the post is in, by their ids (`name` and `path` are empty). */
  readonly categories: readonly TermReport[];
  readonly tags: readonly TermReport[];
  readonly seo: readonly SeoReport[];
  readonly seo_advice: readonly SeoAdvice[];
  readonly changed_by_site: readonly Difference[];
  /** An earlier run's post was found and finished. */
  readonly resumed: boolean;
  readonly requests: number;
  readonly error: Failure;
}

/** What is on the site now, as the site itself says. */
export type PublishReport<
  Outcome extends PublishOutcome | 'failed' | 'uncertain' = PublishOutcome,
> = Outcome extends 'failed' | 'uncertain'
  ? PublishReportOf<Outcome, PostId | null, ErrorReport>
  : PublishReportOf<Outcome, PostId, null>;

// ----- the other answers ---------------------------------------------------------------------------

/** Whose credentials these are and what they can do. */
export interface Account {
  readonly credentials: 'accepted';
  readonly user: {
    readonly id: UserId;
    readonly login: string;
    /** `super_admin` for one of the network who is no member of this site. */
    readonly roles: readonly string[];
  };
  readonly can: {
    readonly edit_posts: boolean;
    readonly publish_posts: boolean;
    readonly manage_categories: boolean;
    readonly upload_files: boolean;
    /** By the role; a network of sites and `DISALLOW_UNFILTERED_HTML` take it from all but super admins. */
    readonly unfiltered_html: boolean;
  };
  /** Capabilities that presslink never uses, from `edit_users` down to an Editor's `edit_others_posts`. */
  readonly excess: readonly string[];
  /** Capabilities that the scope needs and the account lacks. */
  readonly missing: readonly string[];
  /** `null` where the site does not say. */
  readonly password: {
    readonly uuid: string;
    readonly name: string;
    readonly created: string | null;
    readonly last_used: string | null;
    readonly last_ip: string | null;
  } | null;
  /** Plain sentences for the owner. */
  readonly advice: readonly string[];
  readonly requests: number;
}

/** The categories asked for, as the site has them. */
export interface CategoriesReport {
  /** In the order asked for. */
  readonly categories: readonly TermReport[];
  readonly requests: number;
}

/** What became of the password: `revoked` or `already_gone`. */
export interface DisconnectReport {
  /** WordPress removed the password just now. */
  readonly revoked: boolean;
  /**
   * WordPress did not accept the password, so nothing was revoked. Most likely it had been before; but a
   * plugin or proxy that keeps passwords out, of every user or of this one, looks the same, and whether
   * it is still listed in WordPress only its owner can see.
   */
  readonly already_gone: boolean;
  readonly password_name: string | null;
  readonly requests: number;
}

/** A request that a publish would send. */
export interface PlannedRequest {
  /** `create the post as a draft` … */
  readonly purpose: string;
  /** The condition, in words; `null`: always. */
  readonly when: string | null;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  /** Without the authorization. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the log-in travels: XML-RPC takes it in the body. `null`: nobody is logged in. */
  readonly login: 'header' | 'body' | null;
  /** With marks in place of the log-in. Decoded when it is first read. */
  readonly body: string | null;
}

/** Where a text is out of a plugin's limits, or plugins get in each other's way. */
export interface SeoAdvice {
  readonly plugin: string | null;
  /** `null` where it is about the site. */
  readonly field: string | null;
  /** A plain sentence with the numbers. */
  readonly text: string;
}

/** A text beside the limits that a plugin's own editor advises. */
export interface SeoLength {
  readonly plugin: string;
  readonly field: 'title' | 'description' | 'focus_keyphrase';
  /** `null` where the field is unset, or has template variables. */
  readonly characters: number | null;
  /** In the font of a search result's title. */
  readonly pixels: number | null;
  /** A limit of `null`: the plugin has none. */
  readonly characters_min: number | null;
  readonly characters_max: number | null;
  readonly pixels_max: number | null;
}

/** What would be sent. */
export interface Preview {
  /** In the order of sending. */
  readonly requests: readonly PlannedRequest[];
  /** Numbers that stand for what only the site can give. */
  readonly stand_ins: readonly { readonly id: number; readonly meaning: string }[];
  /** SEO fields that no request carries, with the reason. */
  readonly not_sent: readonly SeoReport[];
  readonly seo_advice: readonly SeoAdvice[];
  readonly seo_lengths: readonly SeoLength[];
}

/** An SEO plugin to plan for, where no site is asked: in its current version, or in an old one. */
export type AssumedSeo =
  | 'yoast'
  | 'yoast-legacy'
  | 'rankmath'
  | 'rankmath-legacy'
  | 'aioseo'
  | 'aioseo-legacy'
  | 'seopress'
  | 'seopress-legacy'
  | 'slimseo'
  | 'slimseo-legacy';

/** How a connection plans. */
export interface ConnectionPreviewOptions {
  onMissingCategory?: OnMissingCategory | undefined;
  /** The key of a new post. Default: one of zeros, so that two previews are equal. */
  key?: PostKey | undefined;
}

/** How requests are planned without a connection. */
export interface PreviewOptions extends ConnectionPreviewOptions, ConnectOptions {
  /** What was discovered, or the address to write into the requests. Default `https://example.com/`. */
  site?: Site | SiteProfile | string | undefined;
  /** How routes stand in URLs, where `site` is an address. Default `pretty`. */
  style?: Exclude<RestStyle, 'custom'> | undefined;
  /** The SEO plugins that are active. Default: those of `site`, none where it is an address. */
  assume?: AssumedSeo | 'none' | readonly AssumedSeo[] | undefined;
  /** Who sends: no page reaches XML-RPC or pages of another origin. Default `server`. */
  sender?: 'server' | 'page' | undefined;
}

/**
 * A site, an account and a scope. The password is in the module's memory alone, and is overwritten by
 * {@link Connection.close}, by {@link Connection.disconnect}, at the end of a `using` block, or when
 * the connection is collected. After that every method throws a `TypeError`.
 */
export interface Connection extends Disposable {
  readonly root: string;
  readonly username: string;
  readonly scope: readonly Permission[];
  /**
   * What was learned of the site's categories and tags; saves a request the next time. One that is
   * renamed in WordPress goes by its old name here: take it for an hour, not for ever.
   */
  readonly terms: KnownTerms;

  /** Are these credentials accepted, whose are they, and what may they do? */
  verify(options?: RunOptions): Promise<Account>;

  /**
   * Creates one post exactly once and makes it public last; with `document.id` changes that post.
   * Rejected with a {@link PresslinkError} whose `report` tells how far it came.
   */
  publish(document: PostDocument, options?: PublishOptions): Promise<PublishReport>;

  /** Changes a post; sends only what `changes` sets. */
  update(post: PostId, changes: PostChanges, options?: UpdateOptions): Promise<PublishReport>;

  /**
   * Finds categories by name or path (`Guides > WordPress`), and creates what is missing. Do so once before
   * many posts are published at a time: each would look them up by itself, and what is killed between two
   * creates may leave a category twice.
   */
  ensureCategories(paths: readonly string[], options?: UpdateOptions): Promise<CategoriesReport>;

  /**
   * The requests that publishing `document` would send. Nothing is sent.
   *
   * @throws {PresslinkError} `bad_input`, `out_of_scope`
   */
  preview(document: PostDocument, options?: ConnectionPreviewOptions): Preview;

  /** {@link Presslink.doctor} with this connection's site and log-in. */
  doctor(options?: RunOptions): Promise<DoctorReport>;

  /** Revokes this very password on the site, then closes. */
  disconnect(options?: RunOptions): Promise<DisconnectReport>;

  /** The log-in in plain text, for a host that must keep it. A page has no need of it. */
  reveal(): Login;

  /** Overwrites the password and frees the memory. Work under way is cancelled. */
  close(): void;
  [Symbol.dispose](): void;
}
