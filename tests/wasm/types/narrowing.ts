// Unions narrow by their discriminant; what does not belong to a branch is not there.
import {
  type Checkpoint,
  type ErrorCode,
  type ErrorRecord,
  type ErrorReport,
  type PostId,
  PresslinkError,
  type Progress,
  type PublishReport,
  type Site,
  type TermReport,
} from 'presslink';

/** Fails to compile where `value` can still be something. */
function never(value: never): never {
  throw new Error(String(value));
}

/** Compiles where both types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

export function progress(event: Progress): string {
  switch (event.type) {
    case 'request':
      // @ts-expect-error a request has no status yet
      void event.status;
      return `${event.method} ${event.url} ${event.number} ${event.attempt}`;
    case 'response':
      return `${event.status} ${event.bytes} ${event.duration}`;
    case 'fault':
      // @ts-expect-error nothing was answered
      void event.status;
      return event.kind;
    case 'wait':
      // @ts-expect-error a pause belongs to no address
      void event.url;
      return `${event.delay}`;
    case 'saved':
      return event.checkpoint.key;
    default:
      return never(event);
  }
}

export function checkpoint(at: Checkpoint): PostId | null {
  switch (at.stage) {
    case 'fresh':
    case 'reserved':
      // @ts-expect-error there is no post yet
      void at.post;
      return null;
    case 'created':
    case 'finished':
      return at.post;
    default:
      return never(at);
  }
}

export function passwords(site: Site): string {
  const offered = site.application_passwords;
  if (offered.available === false) {
    same<typeof offered.authorize_url, null>(true);
    return site.remedy ?? '';
  }
  return offered.authorize_url ?? '';
}

export function term(report: TermReport): number {
  if (report.id === null) {
    same<typeof report.created, false>(true);
    return 0;
  }
  return report.id;
}

export function report(done: PublishReport): PostId {
  // A report that was not thrown has a post and no error.
  same<typeof done.error, null>(true);
  // @ts-expect-error failures are thrown
  if (done.outcome === 'failed') return done.id;
  return done.id;
}

export function failure(thrown: unknown): ErrorCode | null {
  if (!(thrown instanceof PresslinkError)) return null;
  same<typeof thrown.code, ErrorCode>(true);
  const asRecord: ErrorRecord = thrown.toJSON();
  const asReport: ErrorReport = asRecord;
  same<typeof asRecord.report, typeof thrown.report>(true);
  if (thrown.report !== null) {
    // A failed publish may have left a draft, or none.
    same<typeof thrown.report.id, PostId | null>(true);
    same<typeof thrown.report.outcome, 'failed' | 'uncertain'>(true);
    void thrown.report.error.message;
  }
  // @ts-expect-error what an error says does not change
  thrown.code = 'cancelled';
  return asReport.code;
}

/** The list of codes is closed: a new one has to be added here. */
export const waits: Record<ErrorCode, boolean> = {
  bad_input: false,
  out_of_scope: false,
  unreachable: true,
  tls_failed: false,
  timed_out: true,
  address_refused: false,
  insecure_site: false,
  moved: false,
  not_wordpress: false,
  rest_closed: false,
  passwords_unavailable: false,
  blocked: false,
  credentials_rejected: false,
  not_permitted: false,
  rejected: false,
  not_found: false,
  rate_limited: true,
  maintenance: true,
  site_failed: true,
  bad_answer: false,
  too_large: false,
  uncertain: true,
  cancelled: false,
  storage_failed: false,
};
