import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { UploadAnswerSchema } from '@fitroom/shared/schemas/cloth';
import { ProblemSchema } from '@fitroom/shared/schemas/problem';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  commonHarness,
  type Harness,
  handRunner,
  plainPhoto,
  startHarness,
} from './api-harness.ts';

const MEGABYTE = 1024 * 1024;

function form(file: Uint8Array | null, fields: Record<string, string> = { user_id: 'ann' }) {
  const body = new FormData();
  if (file) body.set('file', new Blob([new Uint8Array(file)], { type: 'image/jpeg' }), 'a.jpg');
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return body;
}

const post = ({ send }: Harness, body: FormData | string, headers: Record<string, string> = {}) =>
  send('/clothes/upload-image', { method: 'POST', body, headers });

/** The problem of an answer, after its form is checked. */
async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const problem = ProblemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.type).toBe(`urn:fitroom:problem:${problem.code}`);
  expect(problem.instance).toContain(response.headers.get('x-request-id'));
  return problem;
}

/** A PNG whose 12,000 x 12,000 pixels are all zero: 144 megapixels in some 140 KB. */
function pngBomb(): Uint8Array {
  const side = 12_000;
  const chunk = (type: string, body: Uint8Array) => {
    const bytes = Buffer.alloc(12 + body.length);
    bytes.writeUInt32BE(body.length, 0);
    bytes.write(type, 4, 'latin1');
    bytes.set(body, 8);
    return bytes;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(side * (side / 8 + 1)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Two frames, one above the other, as sharp takes them. */
async function movingWebp(): Promise<Uint8Array> {
  const side = 80;
  const frames = Buffer.concat([1, 2].map((shade) => Buffer.alloc(side * side * 3, 90 * shade)));
  const image = sharp(frames, {
    raw: { width: side, height: 2 * side, channels: 3, pageHeight: side },
  });
  return new Uint8Array(await image.webp({ delay: [100, 100], loop: 0 }).toBuffer());
}

const padded = (start: string, size: number) => {
  const bytes = Buffer.alloc(size, 0x20);
  bytes.write(start, 'latin1');
  return bytes;
};

describe('a photo', () => {
  test('is stored, can be fetched again, and belongs to its user', async () => {
    const harness = await startHarness({ createRunner: handRunner().createRunner });
    const photo = await plainPhoto();
    const response = await post(harness, form(photo));
    expect(response.status).toBe(201);
    const body: unknown = await response.json();
    expect(body).toEqual({
      cloth_id: expect.any(String),
      image_url: expect.stringMatching(/^http/),
      status: 'uploaded',
    });
    const answer = UploadAnswerSchema.parse(body);
    expect(await harness.client.fetchBytes(answer.image_url)).toEqual(photo);
    const cloth = await harness.client.getCloth(answer.cloth_id);
    expect(cloth).toMatchObject({
      user_id: 'ann',
      status: 'uploaded',
      width_px: 200,
      height_px: 300,
      back_image_url: null,
    });
  });

  test('may come with one of the back', async () => {
    const harness = await startHarness({ createRunner: handRunner().createRunner });
    const back = await plainPhoto(90, 100);
    const { cloth_id } = await harness.client.uploadImage({
      userId: 'ann',
      photo: await plainPhoto(),
      mimeType: 'image/jpeg',
      back,
    });
    const cloth = await harness.client.getCloth(cloth_id);
    expect(await harness.client.fetchBytes(cloth.back_image_url ?? '')).toEqual(back);
  });

  test('is kept and served without its place and its camera, and upright', async () => {
    const harness = await startHarness({ createRunner: handRunner().createRunner });
    const drawn = sharp({
      create: { width: 200, height: 100, channels: 3, background: '#3060a0' },
    });
    const photo = await drawn
      .jpeg()
      .withExif({
        IFD0: { Make: 'Secret Camera' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 33/1 58/1' },
      })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(photo).metadata()).exif?.length).toBeGreaterThan(100);
    const { cloth_id } = await harness.client.uploadImage({
      userId: 'ann',
      photo: new Uint8Array(photo),
      mimeType: 'image/jpeg',
      back: new Uint8Array(photo),
    });
    const { image_url, back_image_url } = await harness.client.getCloth(cloth_id);
    for (const url of [image_url ?? '', back_image_url ?? '']) {
      const served = await harness.client.fetchBytes(url);
      expect(Buffer.from(served).includes('Secret')).toBe(false);
      const { exif, orientation } = await sharp(served).metadata();
      expect(exif?.length).toBeLessThan(64);
      expect(orientation).toBe(6);
    }
  });

  test('cut short is accepted by its header, and then the cloth says why it failed', async () => {
    const harness = await startHarness();
    const noisy = await sharp({
      create: {
        width: 400,
        height: 400,
        channels: 3,
        background: 'white',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    })
      .jpeg()
      .toBuffer();
    const { cloth_id } = await harness.upload(new Uint8Array(noisy.subarray(0, noisy.length / 2)));
    await expect
      .poll(async () => (await harness.client.getCloth(cloth_id)).status, { timeout: 30_000 })
      .toBe('failed');
    expect((await harness.client.getCloth(cloth_id)).log).toContain('cut short');
    const refused = await harness.sendJson(`/clothes/${cloth_id}/generate-3d`, {
      model: 'panels',
      quality: 'low',
    });
    expect(refused.status).toBe(409);
    const problem = await problemOf(refused);
    expect(problem.code).toBe('cloth-failed');
    expect(problem.log).toContain('cut short');
  });
});

describe('a bad upload gets a clear error, and the next one works', () => {
  const common = commonHarness({ createRunner: handRunner().createRunner });
  const cases: [
    title: string,
    status: number,
    code: string,
    send: (h: Harness) => Promise<Response>,
  ][] = [
    ['text called .jpg', 415, 'photo-unsupported', (h) => post(h, form(padded('just text', 2000)))],
    ['a GIF', 415, 'photo-unsupported', (h) => post(h, form(padded('GIF89a', 2000)))],
    ['an SVG', 415, 'photo-unsupported', (h) => post(h, form(padded('<svg xmlns="', 2000)))],
    [
      'HEIC',
      415,
      'photo-unsupported',
      (h) => post(h, form(padded('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 2000))),
    ],
    ['a moving WebP', 415, 'photo-unsupported', async (h) => post(h, form(await movingWebp()))],
    [
      'a JPEG of three bytes',
      422,
      'photo-unreadable',
      (h) => post(h, form(Uint8Array.of(255, 216, 255))),
    ],
    ['one pixel', 422, 'photo-too-small', async (h) => post(h, form(await plainPhoto(1, 1)))],
    ['a PNG bomb', 413, 'photo-too-many-pixels', (h) => post(h, form(pngBomb()))],
    ['11 MB', 413, 'photo-too-large', (h) => post(h, form(padded('\xff\xd8\xff', 11 * MEGABYTE)))],
    ['no file', 422, 'schema-mismatch', (h) => post(h, form(null))],
    ['an empty file', 422, 'schema-mismatch', (h) => post(h, form(new Uint8Array()))],
    ['no user', 422, 'schema-mismatch', async (h) => post(h, form(await plainPhoto(), {}))],
    [
      'a user id of 10,000 letters',
      422,
      'schema-mismatch',
      async (h) => post(h, form(await plainPhoto(), { user_id: 'a'.repeat(10_000) })),
    ],
    [
      'a user id with a line break',
      422,
      'schema-mismatch',
      async (h) => post(h, form(await plainPhoto(), { user_id: 'a\nb' })),
    ],
    [
      'an unknown field',
      422,
      'schema-mismatch',
      async (h) => post(h, form(await plainPhoto(), { user_id: 'ann', role: 'admin' })),
    ],
    ['JSON', 415, 'unsupported-media-type', (h) => h.sendJson('/clothes/upload-image', {})],
    [
      'a body without its end',
      400,
      'malformed-upload',
      (h) =>
        post(h, '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf', {
          'Content-Type': 'multipart/form-data; boundary=x',
        }),
    ],
  ];

  test.each(cases)('%s: %i %s', async (_title, status, code, send) => {
    const harness = common();
    const problem = await problemOf(await send(harness));
    expect([problem.status, problem.code]).toEqual([status, code]);
    expect(problem.detail.length).toBeGreaterThan(10);
    expect(await harness.upload(await plainPhoto())).toMatchObject({ status: 'uploaded' });
  });

  test('the wrong field is named by a pointer', async () => {
    const problem = await problemOf(await post(common(), form(await plainPhoto(), {})));
    expect(problem.errors?.map((error) => error.pointer)).toEqual(['/user_id']);
  });
});

test('an upload without a length is stopped at the limit, not at its end', async () => {
  const harness = await startHarness({ createRunner: handRunner().createRunner });
  const head =
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n\xff\xd8\xff';
  const { status, sent } = await new Promise<{ status: number; sent: number }>(
    (resolve, reject) => {
      let total = 0;
      let isAnswered = false;
      const outgoing = request(`${harness.address}/clothes/upload-image`, {
        method: 'POST',
        headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
      });
      outgoing.on('response', (response) => {
        isAnswered = true;
        response.resume();
        resolve({ status: response.statusCode ?? 0, sent: total });
        outgoing.destroy();
      });
      outgoing.on('error', (error) => {
        if (!isAnswered) reject(error);
      });
      outgoing.write(Buffer.from(head, 'latin1'));
      const block = Buffer.alloc(256 * 1024);
      // Slow enough that an early answer can be seen before 40 MB are through.
      const timer = setInterval(() => {
        if (isAnswered || total > 40 * MEGABYTE) return clearInterval(timer);
        total += block.length;
        outgoing.write(block);
      }, 5);
    },
  );
  expect(status).toBe(413);
  expect(sent).toBeLessThan(20 * MEGABYTE);
  // Nothing of it was kept.
  expect(readdirSync(join(harness.dataFolder, 'objects'))).toEqual(['presets']);
});
