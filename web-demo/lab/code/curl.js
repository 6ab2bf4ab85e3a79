/** The requests as a shell script; the very text that `presslink preview --curl` prints. */

/** Fit for a comment: a line end in it would begin a command. */
function oneLine(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
}

/** In single quotes, as every POSIX shell reads it. */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function command(request) {
  let text = 'curl --silent --show-error --fail-with-body';
  if (request.login === 'header') text += ' --config <(credentials)';
  text += ` \\\n  --request ${request.method}`;
  for (const [field, value] of Object.entries(request.headers)) {
    text += ` \\\n  --header ${quoted(`${field}: ${value}`)}`;
  }
  if (request.body !== null) text += ' \\\n  --data-binary @-';
  text += ` \\\n  ${quoted(request.url)}`;
  if (request.body === null) return `${text}\n`;
  const body = `\n${request.body}\n`;
  // Who wrote the body must not end it early: what follows would be commands.
  let mark = 'END_OF_BODY';
  while (body.includes(`\n${mark}\n`)) mark += '_';
  if (request.login === 'body') return `log_in <<'${mark}' | ${text}${body}${mark}\n`;
  return `${text} <<'${mark}'${body}${mark}\n`;
}

/** @param {string} name of the document, for the first line */
export function curlText(preview, name) {
  let text = `# ${oneLine(name)}
# For bash. Set PRESSLINK_USER and PRESSLINK_APP_PASSWORD first; curl is told them through
# a pipe, so that no list of processes shows them.
credentials() { printf 'user = "%s:%s"\\n' "$PRESSLINK_USER" "$PRESSLINK_APP_PASSWORD"; }
`;
  if (preview.requests.some((request) => request.login === 'body')) {
    // The marks stand in single quotes alone: in double ones too, an interactive shell would take
    // their ! for an event of its history.
    text += `# XML-RPC takes the log-in in the body.
log_in() {
  local body; body=$(cat)
  body=\${body//'<!--user name-->'/"$PRESSLINK_USER"}
  body=\${body//'<!--application password-->'/"$PRESSLINK_APP_PASSWORD"}
  printf '%s' "$body"
}
`;
  }
  for (const { id, meaning } of preview.stand_ins) {
    text += `# Put the id of ${meaning} in place of ${id}; an answer above tells it.\n`;
  }
  for (const request of preview.requests) {
    text += `\n# ${request.purpose}${request.when ? ` (${request.when})` : ''}\n${command(request)}`;
  }
  return text.trimEnd();
}
