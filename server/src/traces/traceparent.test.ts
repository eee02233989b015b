import { expect, test } from 'vitest';
import { readTraceparent, writeTraceparent } from './traceparent.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

test('a parent is read and written', () => {
  const header = `00-${TRACE}-${SPAN}-01`;
  const parent = readTraceparent(header);
  expect(parent).toEqual({ traceId: TRACE, spanId: SPAN, traceFlags: 1 });
  expect(parent && writeTraceparent(parent)).toBe(header);
  expect(readTraceparent(`cc-${TRACE}-${SPAN}-00-more`)?.traceFlags).toBe(0);
});

test.each([
  undefined,
  '',
  'nonsense',
  `00-${TRACE}-${SPAN}`,
  `00-${TRACE}-${SPAN}-01-more`,
  `ff-${TRACE}-${SPAN}-01`,
  `00-${'0'.repeat(32)}-${SPAN}-01`,
  `00-${TRACE}-${'0'.repeat(16)}-01`,
  `00-${TRACE.toUpperCase()}-${SPAN}-01`,
  `00-${TRACE}-${SPAN}-01\n`,
])('%j is none', (header) => {
  expect(readTraceparent(header)).toBeNull();
});
