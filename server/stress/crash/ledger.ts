/** A photo that the server said it has. */
export interface AcceptedUpload {
  readonly id: string;
  readonly photo: Buffer;
  /** `deleting`: the request was sent and no answer came; either end is right. */
  state: 'kept' | 'deleting' | 'deleted';
  /** Its log when the look at it was given up, as one is that was killed again and again. */
  failure?: string;
}

/** A job that the server said it does. */
export interface AcceptedJob {
  readonly id: string;
  readonly kind: 'clothes3d' | 'session';
  readonly upload: AcceptedUpload;
  /** How it ended: `done`, or the code of its error; null while it is not known to have ended. */
  outcome: string | null;
}

/** What the server promised by its answers. Requests that were cut off are in neither list. */
export interface Ledger {
  readonly uploads: AcceptedUpload[];
  readonly jobs: AcceptedJob[];
  /** Requests whose connection ended without an answer. */
  unanswered: number;
  /** Promises that were broken, in words. */
  readonly broken: Set<string>;
}

export const emptyLedger = (): Ledger => ({
  uploads: [],
  jobs: [],
  unanswered: 0,
  broken: new Set(),
});

export const openJobs = (ledger: Ledger): AcceptedJob[] =>
  ledger.jobs.filter(({ outcome, upload }) => outcome === null && upload.state === 'kept');
