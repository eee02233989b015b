import { expect, test } from 'vitest';
import { encodeMultipart } from './multipart.ts';
import { encodeUtf8 } from './utf8.ts';

test('a form is read by the platform as it was meant, whatever its bytes are', async () => {
  const photo = encodeUtf8('\r\n--fitroom-form-0\r\n--fitroom-form-1--\r\n');
  const { body, contentType } = encodeMultipart([
    { name: 'user_id', value: 'ann' },
    { name: 'file', value: { bytes: photo, mimeType: 'image/png' } },
  ]);
  expect(contentType).toContain('fitroom-form-2');
  const form = await new Response(body, { headers: { 'Content-Type': contentType } }).formData();
  expect(form.get('user_id')).toBe('ann');
  const file = form.get('file');
  if (!(file instanceof File)) throw new Error('The file came as a text.');
  expect(file.type).toBe('image/png');
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(photo);
});
