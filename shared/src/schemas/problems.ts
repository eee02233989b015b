/** What every way in (server, command line, workers, app) knows about a failure by its code. */
export interface ProblemKind {
  /** HTTP status that the server answers with. */
  readonly status: number;
  /** One short sentence for people; the same for every occurrence. */
  readonly title: string;
  /** Whether the same request may succeed later without a change by the user. */
  readonly retry: boolean;
}

const kind = (status: number, title: string, retry = false): ProblemKind => ({
  status,
  title,
  retry,
});

/**
 * Every failure has one entry. A code is a contract: programs switch on it, so it is never renamed.
 * Codes of `InputError` come from the pipeline; the others from the server itself.
 */
export const PROBLEMS = {
  // The request.
  'malformed-json': kind(400, 'The body is not JSON.'),
  'malformed-upload': kind(400, 'The upload is not multipart/form-data as a browser sends it.'),
  'bad-request': kind(400, 'The request could not be understood.'),
  'idempotency-key-invalid': kind(400, 'The Idempotency-Key cannot be used.'),
  'idempotency-key-reused': kind(422, 'The Idempotency-Key belongs to another request.'),
  'request-in-progress': kind(409, 'The same request is still being answered.', true),
  unauthorized: kind(401, 'This API needs a key that is good.'),
  'scope-missing': kind(403, 'The key may not do this.'),
  'link-invalid': kind(403, 'The link is not one that this server signed.'),
  'link-expired': kind(403, 'The link has expired.'),
  'foreign-user': kind(403, 'The key speaks for another user.'),
  'not-found': kind(404, 'There is nothing here.'),
  'range-not-satisfiable': kind(416, 'The file has no bytes in that range.'),
  'body-too-large': kind(413, 'The body is larger than this address takes.'),
  'unsupported-media-type': kind(415, 'This address does not take that content type.'),
  'schema-mismatch': kind(422, 'The request does not match the schema.'),
  'request-timeout': kind(408, 'The request did not arrive in time.', true),
  'headers-too-large': kind(431, 'The headers or the address are too long.'),
  // Photos.
  'photo-too-large': kind(413, 'The photo is larger than 10 MB.'),
  'photo-too-many-pixels': kind(413, 'The photo has more than 50 megapixels.'),
  'photo-unsupported': kind(415, 'The file is not a JPEG, PNG or WebP photo.'),
  'photo-unreadable': kind(422, 'The photo could not be decoded.'),
  'photo-too-small': kind(422, 'The photo is too small.'),
  'no-garment': kind(422, 'No garment was found on the photo.'),
  'outline-crosses-itself': kind(422, 'The outline of the garment crosses itself.'),
  'outline-incomplete': kind(422, 'The outline of the garment lacks a part.'),
  'pattern-not-sewable': kind(422, 'The pattern of the garment cannot be sewn.'),
  'avatar-incomplete': kind(422, 'The body lacks a measure that the pattern needs.'),
  'size-unknown': kind(422, 'The size label is not known.'),
  'unusable-photo': kind(422, 'No garment could be made of this photo.'),
  'landmarks-unreadable': kind(422, 'The landmarks cannot be read.'),
  'outline-unreadable': kind(422, 'No outline of a garment could be read on the photo.'),
  'mesh-not-fittable': kind(422, 'This mesh cannot be put on a body.'),
  'mesh-not-readable': kind(422, 'This file holds no mesh that can be read.'),
  'mesh-too-large': kind(413, 'The mesh has more bytes or triangles than are taken.'),
  'shape-empty': kind(422, 'The generator found no shape on this photo.'),
  'mesh-category-unknown': kind(422, 'What garment this mesh is has to be said.'),
  // Files.
  'not-a-glb': kind(422, 'The file is not a GLB.'),
  'not-a-garment-glb': kind(422, 'The file is not a GLB of a garment.'),
  'not-a-fitted-glb': kind(422, 'The file is not a GLB of a dressed avatar.'),
  'avatar-invalid': kind(422, 'The body file cannot be used.'),
  'garment-file-invalid': kind(422, 'The stored garment cannot be used.'),
  // Jobs.
  'model-unavailable': kind(422, 'This generator cannot run on this server.'),
  'model-damaged': kind(500, 'The weights of this generator are damaged.'),
  'out-of-memory': kind(503, 'The generator needs more memory than there is.', true),
  'sidecar-failed': kind(502, 'The host that runs this generator gave no garment.', true),
  'cloth-failed': kind(409, 'The photo of this cloth could not be used.'),
  'cloth3d-failed': kind(409, 'This 3D garment could not be made.'),
  'original-expired': kind(410, 'The photo of this cloth is no longer kept.'),
  'result-expired': kind(410, 'The files of this result are no longer kept.'),
  'webhooks-need-key': kind(403, 'Webhooks need an API key on this server.'),
  'webhook-url-refused': kind(422, 'No messages are sent to this address.'),
  'too-many-webhooks': kind(409, 'There are as many webhooks as one access may have.'),
  'already-finished': kind(409, 'The job has already finished.'),
  cancelled: kind(409, 'The job was cancelled.'),
  'time-limit': kind(504, 'The job took longer than its time limit.', true),
  'job-crashed': kind(500, 'The job stopped unexpectedly.', true),
  // The server.
  internal: kind(500, 'Something went wrong on the server.', true),
  'rate-limited': kind(429, 'More requests came from this address than are taken.', true),
  'quota-exceeded': kind(429, 'What this key is allowed is used up for now.', true),
  'upload-busy': kind(503, 'The server takes in as many photos as it can hold.', true),
  'queue-full': kind(429, 'The server has as many jobs waiting as it takes.', true),
  'database-unreachable': kind(503, 'The database does not answer.', true),
  'storage-denied': kind(500, 'The server may not use its store of files.'),
  'storage-unreachable': kind(503, 'The store of files does not answer.', true),
  'storage-full': kind(507, 'The server has no room left to store files.', true),
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

/** Whether a code is one of the registry; an `InputError` may carry a finer one of its own. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/** The stable `type` of RFC 9457: a name, not an address, so that it is the same on every host. */
export function problemType(code: string): string {
  return `urn:fitroom:problem:${code}`;
}
