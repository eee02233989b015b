import { expect, test } from 'vitest';
import { readSettings } from '../config/read-settings.ts';
import { filesOrigin, s3PlaceOf } from './s3-place.ts';

test('without a bucket and an endpoint there is no S3', () => {
  const settings = readSettings({ S3_PUBLIC_ENDPOINT: 'https://files.example' });
  expect([s3PlaceOf(settings), filesOrigin(settings)]).toEqual([null, null]);
});

test.each([
  [
    'MinIO behind a proxy',
    { S3_ENDPOINT: 'http://minio:9000', S3_PUBLIC_ENDPOINT: 'https://files.example/' },
    { endpoint: 'http://minio:9000', isPathStyle: true },
    'https://files.example/fitroom',
  ],
  [
    'Amazon',
    { S3_BUCKET: 'shop-files', S3_REGION: 'ap-northeast-2' },
    { endpoint: undefined, isPathStyle: false },
    'https://shop-files.s3.ap-northeast-2.amazonaws.com',
  ],
  [
    'a server with buckets in the name',
    { S3_ENDPOINT: 'http://s3.example:81', S3_BUCKET: 'b12', S3_FORCE_PATH_STYLE: 'false' },
    { endpoint: 'http://s3.example:81', isPathStyle: false },
    'http://b12.s3.example:81',
  ],
])('%s', (_, environment, place, publicAddress) => {
  const settings = readSettings(environment);
  expect(s3PlaceOf(settings)).toMatchObject({ ...place, publicAddress });
  expect(filesOrigin(settings)).toBe(new URL(publicAddress).origin);
  expect(filesOrigin(readSettings({ ...environment, S3_LINKS: 'server' }))).toBeNull();
});

test.each([
  ['S3_ENDPOINT', 'minio:9000'],
  ['S3_BUCKET', 'Not A Bucket'],
  ['S3_FORCE_PATH_STYLE', 'yes'],
  ['FITROOM_SIGNING_KEY', 'short'],
])('%s=%s cannot be used', (variable, value) => {
  expect(() => readSettings({ [variable]: value })).toThrow(variable);
});
