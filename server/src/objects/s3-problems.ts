import { ProblemError, STORAGE_RETRY_S } from '../problems/problem-error.ts';
import { SERVICE_DETAILS } from '../problems/service-details.ts';

/** Of MinIO, Swift and Ceph; Amazon's store is never full. */
const FULL = new Set([
  'XMinioStorageFull',
  'XMinioAdminBucketQuotaExceeded',
  'QuotaExceeded',
  'InsufficientStorage',
]);
const DENIED = new Set([
  'AccessDenied',
  'CredentialsProviderError',
  'ExpiredToken',
  'InvalidAccessKeyId',
  'InvalidToken',
  'NoSuchBucket',
  'PermanentRedirect',
  'SignatureDoesNotMatch',
]);
const RETRY_AFTER_S = 10;

interface S3Failure {
  readonly name: string;
  /** 0 when no answer came. */
  readonly status: number;
}

/** The store's word for what went wrong; null for what is no failure of a request to it. */
export function readS3Failure(error: unknown): S3Failure | null {
  if (!(error instanceof Error)) return null;
  const name = 'Code' in error && typeof error.Code === 'string' ? error.Code : error.name;
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? Number(metadata.httpStatusCode ?? 0)
      : 0;
  const isNetwork = 'code' in error || name === 'TimeoutError' || name === 'AbortError';
  return metadata || isNetwork || name === 'CredentialsProviderError' ? { name, status } : null;
}

/** Whether the answer was that there is no such object. */
export function isMissing(error: unknown): boolean {
  const failure = readS3Failure(error);
  return failure?.name === 'NoSuchKey' || (failure?.name === 'NotFound' && failure.status === 404);
}

/**
 * What a failed request to the store means to who asked: full, denied or unreachable. The client has
 * retried by then what can succeed. Anything else stays as it is.
 */
export function toStorageProblem(error: unknown): unknown {
  const failure = readS3Failure(error);
  if (!failure) return error;
  const { name, status } = failure;
  if (status === 507 || FULL.has(name)) {
    return new ProblemError('storage-full', SERVICE_DETAILS.storeFull(), {
      cause: error,
      retryAfterSeconds: STORAGE_RETRY_S,
    });
  }
  if (status === 401 || status === 403 || DENIED.has(name)) {
    return new ProblemError('storage-denied', SERVICE_DETAILS.storeDenied(), { cause: error });
  }
  if (status === 0 || status === 429 || status >= 500) {
    return new ProblemError('storage-unreachable', SERVICE_DETAILS.storeUnreachable(), {
      cause: error,
      retryAfterSeconds: RETRY_AFTER_S,
    });
  }
  return error;
}
