import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { contentTypeOf } from './content-type.ts';
import { type ListedObject, type ObjectStore, requirePlainKey } from './object-store.ts';
import type { SigningCredentials } from './presigned-links.ts';
import type { S3Place } from './s3-place.ts';
import { isMissing, readS3Failure, toStorageProblem } from './s3-problems.ts';

/** Larger objects go up in parts: one that is lost on the way is sent again alone. */
const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 3;
const REMOVED_AT_ONCE = 8;
/** The most that a server gives. */
const PAGE_OBJECTS = 1000;
/** The first try and three more, with growing pauses: a store that restarts is not noticed. */
const MOST_ATTEMPTS = 4;
const CONNECT_MS = 3000;
/** Without a byte going either way. */
const SILENCE_MS = 20_000;

export interface S3StoreOptions {
  readonly place: S3Place;
  /** Left out: the AWS chain (environment, shared files, the host's role). */
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** Stored with each object; what clients and proxies may keep. */
  readonly cacheControl: string;
  /** Objects asked for at once when listing. */
  readonly pageObjects?: number;
}

export interface S3Store extends ObjectStore {
  /**
   * Finds the bucket, or makes it where it is missing and the keys allow it.
   *
   * @throws {ProblemError} when the store cannot be used.
   */
  prepare(): Promise<void>;
  /** The keys in force, for signing links. */
  credentials(): Promise<SigningCredentials>;
  close(): void;
}

/** Objects in one bucket of Amazon S3 or a server that speaks its protocol. Nothing in it is public. */
export function createS3Store({
  place,
  keys,
  cacheControl,
  pageObjects = PAGE_OBJECTS,
}: S3StoreOptions): S3Store {
  const { bucket: Bucket } = place;
  const client = new S3Client({
    region: place.region,
    forcePathStyle: place.isPathStyle,
    ...(place.endpoint ? { endpoint: place.endpoint } : {}),
    ...(keys ? { credentials: keys } : {}),
    maxAttempts: MOST_ATTEMPTS,
    // Other servers know MD5 but not every checksum that the client would add by itself.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
  });
  const at = (key: string) => ({ Bucket, Key: requirePlainKey(key) });

  async function putInParts(key: string, bytes: Uint8Array): Promise<void> {
    const properties = { ContentType: contentTypeOf(key), CacheControl: cacheControl };
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ ...at(key), ...properties }),
    );
    const upload = { ...at(key), UploadId };
    const count = Math.ceil(bytes.length / PART_BYTES);
    try {
      const Parts = await mapAtOnce(count, PARTS_AT_ONCE, async (index) => {
        const Body = bytes.subarray(index * PART_BYTES, (index + 1) * PART_BYTES);
        const PartNumber = index + 1;
        const part = { ...upload, PartNumber, Body, ContentMD5: md5(Body) };
        const { ETag } = await client.send(new UploadPartCommand(part));
        return { PartNumber, ETag };
      });
      await client.send(
        new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }),
      );
    } catch (error) {
      // What is left when this fails too, the bucket's lifecycle rule clears away.
      await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
      throw error;
    }
  }

  async function* list(Prefix: string): AsyncGenerator<ListedObject> {
    let ContinuationToken: string | undefined;
    do {
      const page = await client
        .send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken, MaxKeys: pageObjects }))
        .catch(fail);
      for (const { Key, Size, LastModified } of page.Contents ?? []) {
        if (Key && LastModified) yield { key: Key, size: Size ?? 0, modifiedAt: LastModified };
      }
      ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (ContinuationToken);
  }

  async function sizeOf(key: string): Promise<number | null> {
    const head = await orNull(client.send(new HeadObjectCommand(at(key))));
    return head && (head.ContentLength ?? 0);
  }

  return {
    async put(key, bytes) {
      const place = at(key);
      if (bytes.length > PART_BYTES) return putInParts(key, bytes).catch(fail);
      const command = new PutObjectCommand({
        ...place,
        Body: bytes,
        ContentLength: bytes.length,
        ContentMD5: md5(bytes),
        ContentType: contentTypeOf(key),
        CacheControl: cacheControl,
      });
      await client.send(command).catch(fail);
    },
    async get(key) {
      const size = await sizeOf(key);
      if (size === null) return null;
      return {
        size,
        async open(range) {
          const part = range ? { Range: `bytes=${range.first}-${range.last}` } : {};
          const object = await orNull(client.send(new GetObjectCommand({ ...at(key), ...part })));
          return object?.Body ? object.Body.transformToWebStream() : null;
        },
      };
    },
    async read(key) {
      const object = await orNull(client.send(new GetObjectCommand(at(key))));
      return object?.Body ? await object.Body.transformToByteArray().catch(fail) : null;
    },
    async has(key) {
      return (await sizeOf(key)) !== null;
    },
    async remove(keyOrFolder) {
      const remove = (key: string) =>
        orNull(client.send(new DeleteObjectCommand({ Bucket, Key: key })));
      if (!keyOrFolder.endsWith('/')) {
        await remove(requirePlainKey(keyOrFolder));
        return;
      }
      requirePlainKey(keyOrFolder.slice(0, -1));
      let some: string[] = [];
      const removeSome = async () => {
        const keysNow = some;
        some = [];
        await Promise.all(keysNow.map(remove));
      };
      // One request each: not every server takes the form in which the client deletes many at once.
      for await (const { key } of list(keyOrFolder)) {
        if (some.push(key) === REMOVED_AT_ONCE) await removeSome();
      }
      await removeSome();
    },
    list(folder) {
      if (folder !== '') requirePlainKey(folder.replace(/\/$/, ''));
      return list(folder);
    },
    async prepare() {
      const found = await client.send(new HeadBucketCommand({ Bucket })).catch((error: unknown) => {
        if (readS3Failure(error)?.status === 404) return null;
        return fail(error);
      });
      if (found) return;
      // Amazon wants no name for its oldest region.
      const isOldest = place.region === 'us-east-1' || place.endpoint !== undefined;
      const constraint = isOldest
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: place.region as never } };
      await client
        .send(new CreateBucketCommand({ Bucket, ...constraint }))
        .catch((error: unknown) => {
          // Another host that starts now has made it.
          if (/^BucketAlready/.test(readS3Failure(error)?.name ?? '')) return;
          fail(error);
        });
    },
    credentials: async () => client.config.credentials(),
    close: () => client.destroy(),
  };
}

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('base64');

function fail(error: unknown): never {
  throw toStorageProblem(error);
}

const orNull = <Value>(promise: Promise<Value>): Promise<Value | null> =>
  promise.catch((error: unknown) => (isMissing(error) ? null : fail(error)));

/** Results in the order of their index, with only so many in progress. */
async function mapAtOnce<Value>(
  count: number,
  limit: number,
  work: (index: number) => Promise<Value>,
): Promise<Value[]> {
  const results = new Array<Value>(count);
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      results[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
  return results;
}
