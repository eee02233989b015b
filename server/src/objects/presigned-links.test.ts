import { S3Client } from '@aws-sdk/client-s3';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLinkSigner } from './link-signer.ts';
import { createPresignedLinks, presignGet } from './presigned-links.ts';

const WINDOW_S = 600;
const START_MS = 1_800_000_000_000;
const own = createLinkSigner(new Uint8Array(32).fill(7), WINDOW_S, () => START_MS);
const options = {
  publicAddress: 'https://files.example:9000/fitroom',
  region: 'eu-central-1',
  windowSeconds: WINDOW_S,
  now: () => START_MS + 90_000,
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const parametersOf = (link: string) => Object.fromEntries(new URL(link).searchParams);

test.each([
  ['fixed keys', { accessKeyId: 'test:tester', secretAccessKey: "se/cr+et'" }],
  [
    'a role',
    { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'to/ken+of=a(role)*' },
  ],
])('the link is what the AWS client makes with %s', async (_, credentials) => {
  vi.useRealTimers();
  const client = new S3Client({ region: options.region, credentials });
  const presigner = new S3RequestPresigner({ ...client.config });
  const request = await presigner.presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname: 'files.example',
      port: 9000,
      path: '/fitroom/clothes/a/original.jpg',
      headers: { host: 'files.example:9000' },
      query: {},
    },
    { expiresIn: 2 * WINDOW_S, signingDate: new Date(START_MS) },
  );
  const link = presignGet('clothes/a/original.jpg', credentials, options);
  expect(link).toMatch(/^https:\/\/files\.example:9000\/fitroom\/clothes\/a\/original\.jpg\?/);
  expect(parametersOf(link)).toEqual(request.query);
});

test('a link is the same within a window, dated to its start, and lives at most seven days', () => {
  const keys = { accessKeyId: 'a', secretAccessKey: 'b' };
  const at = (seconds: number, windowSeconds = WINDOW_S) =>
    presignGet('a.glb', keys, { ...options, windowSeconds, now: () => START_MS + seconds * 1000 });
  expect(at(WINDOW_S - 1)).toBe(at(0));
  expect(at(WINDOW_S)).not.toBe(at(0));
  expect(parametersOf(at(WINDOW_S - 1))).toMatchObject({
    'X-Amz-Date': '20270115T080000Z',
    'X-Amz-Expires': '1200',
  });
  expect(parametersOf(at(0, 604_800))['X-Amz-Expires']).toBe('604800');
});

test('keys that end are asked for again in time, and a failure is tried again', async () => {
  let now = START_MS;
  let asked = 0;
  const answers = [
    () => ({
      accessKeyId: 'one',
      secretAccessKey: 's',
      expiration: new Date(START_MS + 3_600_000),
    }),
    () => {
      throw new Error('The role cannot be asked.');
    },
    () => ({ accessKeyId: 'two', secretAccessKey: 's', expiration: new Date(START_MS + 9e6) }),
  ];
  const links = await createPresignedLinks(async () => answers[asked++]!(), own, {
    ...options,
    now: () => now,
  });
  const keyNow = () => parametersOf(links.sign('a.glb'))['X-Amz-Credential']?.split('/')[0];
  const pass = async (ms: number) => {
    now += ms;
    await vi.advanceTimersByTimeAsync(ms);
  };
  await pass(2_900_000);
  expect([asked, keyNow()]).toEqual([1, 'one']);
  await pass(100_000);
  expect([asked, keyNow()]).toEqual([2, 'one']);
  await pass(30_000);
  expect([asked, keyNow()]).toEqual([3, 'two']);
});

test('links to this server that were given out before still open', async () => {
  const links = await createPresignedLinks(
    async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
    own,
    options,
  );
  const earlier = new URL(own.sign('a.glb'), 'http://server');
  expect(
    links.verify(
      'a.glb',
      earlier.searchParams.get('expires') ?? '',
      earlier.searchParams.get('signature') ?? '',
    ),
  ).toBe('good');
});
