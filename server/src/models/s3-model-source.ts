import { GetObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Settings } from '../config/settings.ts';
import { s3PlaceOf } from '../objects/s3-place.ts';
import { accessDenied, type ModelSource, missingAtSource } from './model-source.ts';

/** One try; going on after a cut is the download's affair. */
const ATTEMPTS = 1;
const CONNECT_MS = 5000;
/** Without a byte coming. */
const SILENCE_MS = 60_000;

/**
 * Files of a model in a bucket of the store that the S3_ settings name, with its keys, or in one of Amazon's.
 *
 * @param prefix Folder in the bucket, with a slash at its end.
 */
export function s3ModelSource(bucket: string, prefix: string, settings: Settings): ModelSource {
  const place = s3PlaceOf({ ...settings, s3Bucket: bucket });
  const { s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = settings;
  const client = new S3Client({
    region: settings.s3Region,
    forcePathStyle: place?.isPathStyle ?? false,
    ...(place?.endpoint ? { endpoint: place.endpoint } : {}),
    ...(accessKeyId ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    maxAttempts: ATTEMPTS,
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
  });
  const address = `s3://${bucket}/${prefix}`;
  return {
    address,
    async open(path, from) {
      const range = from > 0 ? { Range: `bytes=${from}-` } : {};
      try {
        const { Body, ContentRange } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: `${prefix}${path}`, ...range }),
        );
        if (!Body) throw new Error(`${address} sent ${path} without a body`);
        const body = Body.transformToWebStream();
        return { is: 'open', from: ContentRange === undefined ? 0 : from, body };
      } catch (error) {
        if (!(error instanceof S3ServiceException)) throw error;
        const status = error.$metadata.httpStatusCode;
        if (status === 416) return { is: 'shorter' };
        if (status === 401 || status === 403) throw accessDenied(path, address);
        if (status === 404) throw missingAtSource(path, address, error.name);
        throw error;
      }
    },
  };
}
