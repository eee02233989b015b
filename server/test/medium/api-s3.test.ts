import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createS3Store } from '../../src/objects/s3-store.ts';
import { isInstalled } from '../services/programs.ts';
import { sharedService } from '../services/shared-service.ts';
import { samplePhoto, startHarness } from './api-harness.ts';

/** Two whole jobs on a busy machine of two cores. */
const SLOW = 240_000;

async function bucketEnvironment() {
  const { endpoint, accessKeyId, secretAccessKey } = await sharedService('s3');
  return {
    S3_ENDPOINT: endpoint,
    // Another name of the same address, as a proxy in front of the store has one.
    S3_PUBLIC_ENDPOINT: endpoint.replace('127.0.0.1', 'localhost'),
    S3_BUCKET: `api-${randomUUID()}`,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

type Environment = Awaited<ReturnType<typeof bucketEnvironment>>;

/** Keys of all objects in the bucket, by a client of the test's own. */
async function storedKeys(environment: Environment): Promise<string[]> {
  const store = createS3Store({
    place: {
      endpoint: environment.S3_ENDPOINT,
      region: 'us-east-1',
      bucket: environment.S3_BUCKET,
      isPathStyle: true,
      publicAddress: '',
    },
    keys: {
      accessKeyId: environment.S3_ACCESS_KEY_ID,
      secretAccessKey: environment.S3_SECRET_ACCESS_KEY,
    },
    cacheControl: 'private',
  });
  onTestFinished(() => store.close());
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}

describe.skipIf(!isInstalled('s3'))('the server with its files in S3', () => {
  test('makes, wears and gives out a garment, and deletes all of it', {
    timeout: SLOW,
  }, async () => {
    const environment = await bucketEnvironment();
    const { client, upload, send } = await startHarness({ environment });
    const photo = await samplePhoto('tee-sunrise');
    const { cloth_id, image_url } = await upload(photo);
    expect(image_url).toMatch(new RegExp(`^${environment.S3_PUBLIC_ENDPOINT}/.*X-Amz-Signature=`));
    expect(await client.fetchBytes(image_url)).toEqual(photo);
    expect((await fetch(image_url.split('?')[0] ?? '')).status).not.toBe(200);

    const request = { model: 'panels', quality: 'low' } as const;
    const { cloth3d_id } = await client.generate3d(cloth_id, request);
    const { fitting_session_id } = await client.fit({ cloth3d_id, avatar_preset_id: 'slim' });
    const garment = await client.watchCloth3d(cloth3d_id, () => {});
    expect(garment).toMatchObject({ status: 'done', error: null });
    const session = await client.watchSession(fitting_session_id, () => {});
    expect(session).toMatchObject({ status: 'done', error: null });
    const fitted = await fetch(session.fitted_gltf_url ?? '');
    expect(fitted.headers.get('content-type')).toBe('model/gltf-binary');
    expect(fitted.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/);
    const glb = new Uint8Array(await fitted.arrayBuffer());
    expect(String.fromCharCode(...glb.subarray(0, 4))).toBe('glTF');
    expect(await (await send('/readyz')).json()).toMatchObject({ ready: true });

    const stored = await storedKeys(environment);
    expect(stored.filter((key) => key.startsWith(`sessions/${fitting_session_id}/`))).toHaveLength(
      2,
    );
    expect((await send(`/clothes/${cloth_id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await fetch(session.fitted_gltf_url ?? '')).status).toBe(404);
    const left = await storedKeys(environment);
    expect(left.filter((key) => !key.startsWith('presets/'))).toEqual([]);
    expect(left.length).toBe(9);
  });

  test('lets its pages load files from there, and from nowhere else', async () => {
    const environment = await bucketEnvironment();
    const page = async (more: Record<string, string>) => {
      const { send } = await startHarness({ environment: { ...environment, ...more } });
      return (await send('/', { headers: { Accept: 'text/html' } })).headers.get(
        'content-security-policy',
      );
    };
    expect(await page({})).toContain(
      `connect-src 'self' blob: data: ${environment.S3_PUBLIC_ENDPOINT} `,
    );
    expect(await page({ S3_LINKS: 'server' })).not.toContain('localhost');
  });
});
