import { expect, test } from 'vitest';
import { readAddressRanges } from './address-range.ts';

test('addresses, blocks and words are read', () => {
  expect(readAddressRanges('10.0.0.0/8')).toEqual([
    { address: '10.0.0.0', prefix: 8, family: 'ipv4' },
  ]);
  expect(readAddressRanges('fd00::1')).toEqual([
    { address: 'fd00::1', prefix: 128, family: 'ipv6' },
  ]);
  expect(readAddressRanges('private')?.length).toBeGreaterThan(3);
});

test.each(['', '10.0.0.0/33', 'fd00::/129', '10.0.0', 'proxy.example', '10.0.0.0/', 'everyone'])(
  '%j is none',
  (word) => {
    expect(readAddressRanges(word)).toBeNull();
  },
);
