/** The document as a C++ program that publishes it with presslink. */

import { byteLength } from '../requests.js';

/** What may stand around a raw string; C++ takes sixteen letters at most. */
const marks = Array.from({ length: 13 }, (_, more) => `html${'_'.repeat(more)}`);

/** A string literal: raw where that reads better. One with U+0000 would end there without its length. */
function literal(text) {
  const plain = !/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text);
  const mark = plain && /["\\\n]/.test(text) && marks.find((one) => !text.includes(`)${one}"`));
  if (mark) return `R"${mark}(${text})${mark}"`;
  // \nnn takes at most three digits, so that what follows is never read as part of it.
  const source = text.replace(/["\\]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, (sign) =>
    `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`);
  return text.includes('\0') ? `std::string("${source}", ${byteLength(text)})` : `"${source}"`;
}

function list(items, type) {
  return `std::vector<${type}>{${items.join(', ')}}`;
}

/** @returns {[string, string][]} member and value, in the order in which C++ wants them */
function members(document) {
  const { seo = {}, ...draft } = document;
  const has = (value) => value !== undefined && value !== null;
  const out = [];
  const add = (name, value, source) => has(value) && out.push([name, source(value)]);
  add('title', draft.title ?? '', literal);
  add('content', draft.content ?? '', literal);
  add('excerpt', draft.excerpt, literal);
  add('slug', draft.slug, literal);
  add('status', draft.status, (status) => `PostStatus::${status === 'private' ? 'private_' : status}`);
  add('date', draft.date, (date) => `parse_rfc3339(${literal(date)})`);
  add('categories', draft.categories, (paths) =>
    list(paths.map((path) => `TermPath{${path.split('>').map((name) => literal(name.trim())).join(', ')}}`), 'TermPath'));
  add('tags', draft.tags, (tags) => list(tags.map(literal), 'std::string'));
  add('author', draft.author, (id) => `UserId::from(${Number(id)})`);
  add('featured_image', draft.featured_image, (id) => `MediaId::from(${Number(id)})`);
  const fields = ['title', 'description', 'focus_keyphrase', 'canonical', 'noindex', 'og_title', 'og_description',
    'twitter_title', 'twitter_description'];
  const set = fields.filter((field) => has(seo[field]));
  if (set.length > 0) {
    const lines = set.map((field) =>
      `      .${field} = ${field === 'noindex' ? seo.noindex === true : literal(seo[field])},\n`);
    out.push(['seo', `{\n${lines.join('')}    }`]);
  }
  return out;
}

/** @param {{ site: string, scope: string[], missing: string }} settings */
export function cppText(document, settings) {
  const draft = members(document).map(([name, value]) => `    .${name} = ${value},\n`).join('');
  const scope = settings.scope.map((permission) => `Permission::${permission}`).join(', ');
  const options = settings.missing === 'create' ? '' : `, {.on_missing_category = OnMissingTerm::${settings.missing}}`;
  const updates = document.id !== undefined && document.id !== null;
  const send = updates
    ? `  const PublishReport report = client.update(
      guard, {.post = PostId::from(${Number(document.id)}).value(), .draft = draft, .known = {}, .site = site->profile}${options});
`
    : `  // Keep what it is given, under the document's name, and a crash costs nothing.
  const auto save = [](const Checkpoint&) { return true; };
  const PublishReport report = client.publish(
      guard,
      {.draft = draft,
       .checkpoint = {.key = Uuid::v4(random_entropy())},
       .known = {},
       .site = site->profile},
      save${options});
`;
  return `// Link presslink::native. Set PRESSLINK_USER and PRESSLINK_APP_PASSWORD before you run it.
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "presslink/native/client.hpp"
#include "presslink/native/host.hpp"

int main() {
  using namespace presslink;
  const char* const user = std::getenv("PRESSLINK_USER");
  const char* const password = std::getenv("PRESSLINK_APP_PASSWORD");
  if (user == nullptr || password == nullptr) return 2;

  const SiteUrl address = SiteUrl::parse(${literal(settings.site)}).value();
  Client::Options options;
  options.curl.allow_loopback = address.url().origin().is_loopback();
  Client client(options);
  const auto site = client.discover(address);
  if (!site) return std::cerr << site.error().message << '\\n', 3;

  const Credentials login{Username::parse(user).value(), AppPassword::parse(password).value()};
  const ScopeGuard guard(site->profile.root, Scope{${scope}}, login);
  const PostDraft draft{
${draft}  };
${send}  if (report.error) std::cerr << report.error->message << '\\n';
  std::cout << name(report.outcome) << ' ' << report.link << '\\n';
  return report.error ? 1 : 0;
}
`;
}
