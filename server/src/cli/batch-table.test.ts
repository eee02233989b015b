import { refusedReport } from '@fitroom/shared/report/build-report';
import { expect, it } from 'vitest';
import { batchTable, failedGates } from './batch-table.ts';

const refused = refusedReport(
  {
    photo: { file: 'b.jpg', width_px: 10, height_px: 20 },
    generator: 'panels',
    category: { value: null, source: 'detected', confidence: null },
    avatar: 'regular',
    reason: 'No "garment", sorry.',
  },
  { total: 12 },
);

it('quotes what a spreadsheet would split and says each reason once', () => {
  const rows = batchTable([
    { name: 'a,1', status: 'fault', report: null, reason: 'broke\nhere' },
    { name: 'b', status: 'refused', report: refused, reason: 'No "garment", sorry.' },
  ]).split('\r\n');
  expect(rows[1]).toMatch(/^"a,1",fault,,/);
  expect(rows[1]).toMatch(/,"broke\nhere"$/);
  expect(rows[2]).toMatch(/^b,refused,/);
  expect(rows[2]).toMatch(/,12,"No ""garment"", sorry\."$/);
  expect(rows[1]!.match(/,/g)!.length - 1).toBe(rows[0]!.match(/,/g)!.length);
});

it('names failed gates only where there is a garment', () => {
  expect(failedGates({ name: 'b', status: 'refused', report: refused, reason: '' })).toEqual([]);
  const report = { ...refused, gates: { ...refused.gates, openings: true, strain: true } };
  expect(failedGates({ name: 'c', status: 'invalid', report, reason: '' })).toEqual([
    'manifold',
    'simple_outline',
    'coverage',
    'drop',
    'penetration',
  ]);
});
