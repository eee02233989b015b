import { expect, it } from 'vitest';
import type { ByPlace } from './measure-ease.ts';
import { sizeNotices } from './size-notices.ts';

const none: ByPlace = { chest: null, waist: null, hip: null, hem: null };
const told = (body: Partial<ByPlace>, cut: Partial<ByPlace>, sleevesBeyond: number | null = null) =>
  sizeNotices(
    { ...none, girths: none, bodyGirths: { ...none, ...body }, cutGirths: { ...none, ...cut } },
    sleevesBeyond,
  );

it('says nothing of a garment as wide as the body, or wider', () => {
  expect(told({ chest: 0.9, hip: 0.97 }, { chest: 0.9, hip: 1.1 })).toEqual([]);
  // A hem may end above or below what it could not go round.
  expect(told({ hem: 1 }, { hem: 0.6 })).toEqual([]);
});

it('calls tight what cloth gives, and too small what it does not', () => {
  const [small, tight] = told(
    { chest: 0.9, waist: 0.71, hip: 0.97 },
    { chest: 0.68, waist: 0.68, hip: 0.99 },
  );
  expect(small!.code).toBe('too-small-on-body');
  expect(small!.values).toEqual(['chest 22']);
  expect(small!.message).toContain('22 cm at the chest');
  expect(tight!.code).toBe('tight-on-body');
  expect(tight!.values).toEqual(['waist 3']);
  // What elastic gives.
  const waists = [0.6, 0.5].map((cut) => told({ waist: 0.71 }, { waist: cut })[0]!.code);
  expect(waists).toEqual(['tight-on-body', 'too-small-on-body']);
});

it('calls sleeves long that cover the hands', () => {
  const wide = [{ chest: 0.9 }, { chest: 1.1 }] as const;
  expect(told(...wide, 0.03)).toEqual([]);
  expect(told(...wide, -0.2)).toEqual([]);
  const [long] = told(...wide, 0.137);
  expect(long).toMatchObject({ code: 'long-sleeves-on-body', values: ['14'] });
  expect(long!.message).toContain('14 cm beyond the wrists');
});

it('says nothing of what has no pattern', () => {
  expect(
    sizeNotices({ ...none, girths: none, bodyGirths: { ...none, hip: 1 }, cutGirths: null }, null),
  ).toEqual([]);
});
