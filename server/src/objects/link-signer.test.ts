import { expect, test } from 'vitest';
import { createLinkSigner } from './link-signer.ts';

const SECRET = new Uint8Array(32).fill(7);
const WINDOW_S = 600;

function parts(link: string) {
  const url = new URL(link, 'http://server');
  return {
    key: url.pathname.slice('/files/'.length),
    expires: url.searchParams.get('expires') ?? '',
    signature: url.searchParams.get('signature') ?? '',
  };
}

test('a link opens its object, and no other', () => {
  const signer = createLinkSigner(SECRET, WINDOW_S, () => 1_000_000);
  const { key, expires, signature } = parts(signer.sign('clothes/a/original.jpg'));
  expect(signer.verify(key, expires, signature)).toBe('good');
  expect(signer.verify('clothes/b/original.jpg', expires, signature)).toBe('invalid');
  expect(signer.verify(key, String(Number(expires) + 1), signature)).toBe('invalid');
  expect(signer.verify(key, `0${expires}`, signature)).toBe('invalid');
  expect(signer.verify(key, expires, `A${signature.slice(1)}`)).toBe('invalid');
  expect(signer.verify(key, expires, '')).toBe('invalid');
});

test('a link is the same within a window and lasts one to two of them', () => {
  let now = 0;
  const signer = createLinkSigner(SECRET, WINDOW_S, () => now);
  const first = signer.sign('a.glb');
  now = (WINDOW_S - 1) * 1000;
  expect(signer.sign('a.glb')).toBe(first);
  now = WINDOW_S * 1000;
  expect(signer.sign('a.glb')).not.toBe(first);
  const { key, expires, signature } = parts(first);
  now = (2 * WINDOW_S - 1) * 1000;
  expect(signer.verify(key, expires, signature)).toBe('good');
  now = 2 * WINDOW_S * 1000;
  expect(signer.verify(key, expires, signature)).toBe('expired');
});

test('a link of another secret is invalid', () => {
  const now = () => 0;
  const { key, expires, signature } = parts(createLinkSigner(SECRET, WINDOW_S, now).sign('a.glb'));
  const other = createLinkSigner(new Uint8Array(32).fill(8), WINDOW_S, now);
  expect(other.verify(key, expires, signature)).toBe('invalid');
});
