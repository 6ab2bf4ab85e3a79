/**
 * The requests as a program for Node that needs nothing but `fetch`: it sends what the page shows,
 * with the ids that the site gives in place of the stand-ins.
 */

import { split } from '../highlight.js';
import { StandIns, givers, routeOf, termNames } from './planned.js';

const opening = `// Save it as publish.mjs and run it with Node 20 or newer. It takes the log-in from the environment:
//   PRESSLINK_USER=… PRESSLINK_APP_PASSWORD=… node publish.mjs
const { PRESSLINK_USER: user, PRESSLINK_APP_PASSWORD: password } = process.env;
if (!user || !password) throw new Error('Set PRESSLINK_USER and PRESSLINK_APP_PASSWORD first.');
`;

const basic = `const Authorization = \`Basic \${Buffer.from(\`\${user}:\${password}\`).toString('base64')}\`;
`;

// A redirect would carry the password on to wherever it leads.
const sender = `
async function send(method, url, headers, body) {
  const answer = await fetch(url, { method, headers, body, redirect: 'error' });
  const text = await answer.text();
  console.error(answer.status, method, url.split('?')[0]);
  if (headers.Accept !== 'application/json') return text;
  const json = JSON.parse(text);
  // A category or tag that is there already is as good as one that was made.
  if (json.code === 'term_exists') return { id: json.data.term_id };
  if (!answer.ok) throw new Error(\`\${json.code}: \${json.message}\`);
  return json;
}
`;

const finder = `
// WordPress sends names HTML-escaped.
const plain = (name) =>
  name.replace(/&(amp|lt|gt|quot|#0?39|#8217);/g, (entity, name) =>
    ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'");
const find = (terms, name, parent) =>
  terms.find((term) => plain(term.name) === name && term.parent === parent)?.id;
`;

const xml = `
const xml = (text) => text.replace(/[&<>]/g, (sign) => \`&#\${sign.charCodeAt(0)};\`);
`;

/** A name for each stand-in: `post`, `category_1`, … */
function variables(preview) {
  const counts = {};
  return new Map(
    preview.stand_ins.map(({ id, meaning }) => {
      if (meaning === 'the new post') return [String(id), 'post'];
      const [kind] = meaning.split(' ');
      counts[kind] = (counts[kind] ?? 0) + 1;
      return [String(id), `${kind}_${counts[kind]}`];
    }),
  );
}

/** What ends a comment or a line of a literal, besides `\n`. */
const lineEnds = { '\r': '\\r', '\u2028': '\\u2028', '\u2029': '\\u2029' };

/** Text and, as `{ name }`, variables, as a template literal. */
function literal(...parts) {
  const source = parts.map((part) => (part.name ? `\${${part.name}}` : escaped(part))).join('');
  const bare = !source.includes('${') && !source.includes('\n') && !source.includes('\\') && !source.includes("'");
  return bare ? `'${source}'` : `\`${source}\``;
}

function escaped(text) {
  return text.replace(/[\\`]|\$(?=\{)/g, '\\$&').replace(/[\r\u2028\u2029]/g, (sign) => lineEnds[sign]);
}

/** @param {Map<string, string>} names the variables of the stand-ins that are known by now */
function call(request, standIns, names) {
  const variable = ({ id }) => (names.has(String(id)) ? { name: names.get(String(id)) } : String(id));
  const headers = Object.entries(request.headers).map(([name, value]) => `'${name}': ${literal(value)}`);
  if (request.login === 'header') headers.unshift('Authorization');
  let body = '';
  if (request.body !== null) {
    const pieces = split(request.body);
    body = literal(...pieces.map((piece) => {
      const found = standIns.inBody(piece);
      return found ? variable(found) : piece.text;
    }));
    if (request.login === 'body') {
      body = `\`${body.slice(1, -1).replaceAll('<!--user name-->', '${xml(user)}').replaceAll('<!--application password-->', '${xml(password)}')}\``;
    }
    body = `,\n  ${body}`;
  }
  const url = standIns.inAddress(request.url).map((part) => (part.id ? variable(part) : part));
  return `await send('${request.method}', ${literal(...url)},\n  { ${headers.join(', ')} }${body})`;
}

/** The expression for a term that may be there already. */
function foundOr(request, standIn, names, source) {
  const body = JSON.parse(request.body);
  const name = termNames(standIn.meaning).at(-1);
  const parent = names.get(String(body.parent)) ?? body.parent ?? 0;
  return `find(categories, ${JSON.stringify(name)}, ${parent}) ??\n  (${source}).id`;
}

export function fetchText(preview) {
  const names = variables(preview);
  const gives = givers(preview);
  const standIns = new StandIns(preview.stand_ins);
  const known = new Map();
  let lists = 0;
  let last = '';
  let text = '';
  preview.requests.forEach((request, index) => {
    const standIn = gives[index];
    const route = routeOf(request.url);
    const source = call(request, standIns, known);
    text += `\n// ${index + 1}. ${request.purpose}${request.when ? ` (${request.when})` : ''}\n`;
    if (standIn) {
      const name = names.get(String(standIn.id));
      const found = route === '/wp/v2/categories' && lists > 0 ? foundOr(request, standIn, known, source) : `(${source}).id`;
      text += `const ${name} = ${found};\n`;
      known.set(String(standIn.id), name);
    } else if (request.method === 'GET' && route === '/wp/v2/categories' && lists === 0) {
      lists += 1;
      text += `const categories = ${source};\n`;
    } else if (request.method === 'POST' && /^\/wp\/v2\/posts\/\d+$/.test(route)) {
      last = 'result';
      text += `const result = ${source};\n`;
    } else if (request.when) {
      // Whether it is needed, the answers tell; presslink looks at them, this program does not.
      text += `// ${source.replaceAll('\n', '\n// ')};\n`;
    } else {
      text += `${source};\n`;
    }
  });
  if (last) text += `\nconsole.log(${last}.id, ${last}.status, ${last}.link);\n`;
  const uses = (login) => preview.requests.some((request) => request.login === login);
  return [
    opening,
    uses('header') && basic,
    sender,
    /\bfind\(categories/.test(text) && finder,
    uses('body') && xml,
    text,
  ]
    .filter(Boolean)
    .join('');
}
