#pragma once

namespace presslink::wasm {

// What JavaScript calls. Numbers only: an address in the module's memory, a handle, a size, a time
// in milliseconds. Texts travel through buffers, so that a password can be overwritten at both ends
// and a post's content is copied once.
//
// A function that answers gives the size of its answer, which `output` tells the place of until the
// next call. JSON unless it says otherwise; an error is `{"error": …, "attempts": […],
// "words": …}`.

/// Makes room for `size` bytes of JSON, headers or words for the next call, and tells where.
int input(int size);
/// The same for a document's content, which is in its JSON only as an empty text. JSON would make
/// two more copies of what is most of it.
int content_input(int size);
/// The same for a password or an address that holds one; overwritten by the call that takes it.
int secret_input(int size);
int output();

/// Plain text.
int version();

/// Takes `{site, username, scope?, terms?}` and the password: `{connection, root, username,
/// scope}`.
int connect();
/// Takes `{site, state, app_name?, app_id?, success_url?, valid_for_s?}`: the request for approval.
int authorize(double now);
/// Takes `{authorization, scope?, terms?}` and the address called back: as `connect`.
int callback(double now);
/// The password, as plain text.
int reveal(int connection);
/// What is known of the site's terms, encoded.
int terms(int connection);
/// Overwrites the password. No work of the connection is under way.
void close(int connection);

/// Takes `{document, key, assume?, site?, address?, scope?, terms?, …}`; with a connection (not 0)
/// its site, scope and terms count. In its answer bodies are told by their sizes.
int preview(int connection);
/// The bodies of that, one behind the other, taken away.
int bodies();

/// Takes a language's messages, or nothing for English; texts are in it from now on. Answers `{}`.
int use_messages();
/// Takes `{causes, site?}`, with the causes as an error has them: the list of them in words.
int explain();
/// Takes the text `words` beside an error or a doctor's report: `{error: {message, remedy, …}}` or
/// `{causes, …}` in the language that is set.
int retell();
/// Takes a sentence of a report in English: the same in the language that is set, as plain text.
int say();

/// Takes `{do, …}`, and the password where it has a log-in, and begins the work that `do` names:
/// `{work}`, and its first step.
int begin(int connection, double now);
/// Steps are `{send: {…}}`, `{wait: milliseconds}`, `{save: checkpoint}` and `{done: answer}`.
/// Of the request in `send`, its `Authorization` and its body; plain text, empty where it has none.
int authorization(int work);
int wire_body(int work);
/// Makes room for an answer's body, and tells where.
int answer_body(int work, int size);
/// Takes the headers, a line for each.
int respond(int work, int status, int truncated, double now);
/// Takes the words of the host. `kind` is a `Fault::Kind`, `sent` 0 where nothing can have arrived.
int fault(int work, int kind, int sent, double now);
/// How a wait or a save ended.
int resume(int work, int how, double now);
enum Resume { woke, saved, not_saved, cancelled };
/// Frees the work.
void end(int work);

}  // namespace presslink::wasm
