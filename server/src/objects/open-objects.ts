import { join } from 'node:path';
import { SettingsError } from '../config/read-settings.ts';
import type { Settings } from '../config/settings.ts';
import { createFolderStore } from './folder-store.ts';
import { createLinkSigner, type LinkSigner } from './link-signer.ts';
import type { ObjectStore } from './object-store.ts';
import { createPresignedLinks } from './presigned-links.ts';
import { s3PlaceOf } from './s3-place.ts';
import { readSigningKey } from './signing-key.ts';

export interface Objects {
  readonly store: ObjectStore;
  readonly signer: LinkSigner;
  close(): void;
}

/**
 * The store of files that the settings name, and the signer of links to it: S3 where a bucket or an
 * endpoint is set, else a folder below the data folder.
 *
 * @throws {SettingsError | ProblemError} when the store cannot be used.
 */
export async function openObjects(
  settings: Settings,
  dataFolder: string,
  now: () => number,
): Promise<Objects> {
  const { linkWindowSeconds: windowSeconds, s3AccessKeyId, s3SecretAccessKey } = settings;
  const secret = settings.signingKey
    ? Buffer.from(settings.signingKey, 'hex')
    : readSigningKey(dataFolder);
  const own = createLinkSigner(secret, windowSeconds, now);
  const place = s3PlaceOf(settings);
  if (!place) {
    return { store: createFolderStore(join(dataFolder, 'objects')), signer: own, close() {} };
  }
  if ((s3AccessKeyId === '') !== (s3SecretAccessKey === '')) {
    throw new SettingsError(['S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: set both or neither']);
  }
  // The client is large; a server on a folder never loads it.
  const { createS3Store } = await import('./s3-store.ts');
  const store = createS3Store({
    place,
    keys: s3AccessKeyId
      ? { accessKeyId: s3AccessKeyId, secretAccessKey: s3SecretAccessKey }
      : undefined,
    // A link lives up to two windows, and what it leads to never changes.
    cacheControl: `private, max-age=${2 * windowSeconds}, immutable`,
  });
  await store.prepare();
  const signer =
    settings.s3Links === 'server'
      ? own
      : await createPresignedLinks(store.credentials, own, {
          publicAddress: place.publicAddress,
          region: place.region,
          windowSeconds,
          now,
        });
  return { store, signer, close: store.close };
}
