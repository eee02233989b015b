import type { WornReport } from '@fitroom/shared/report/report';
import { expect, test } from 'vitest';
import { easeLine } from './ease-line.ts';

const of = (fit: object) => easeLine({ fit: fit as WornReport['fit'] });
const CHEST = { chest: 9, waist: null, hip: null };

test('the ease of a worn garment is a line, with how far off it may be where that is known', () => {
  const band = { chest: 14.6, waist: null, hip: null };
  const cut = { ease_cut_cm: CHEST, ease_basis: 'cut', ease_error_cm: band };
  expect(of({ ease_cm: CHEST, ...cut })).toBe('ease: chest 9 cm ± 14.6 (as cut)');
  const worn = { ease_cut_cm: CHEST, ease_basis: 'worn' };
  expect(of({ ease_cm: CHEST, ...worn })).toBe('ease: chest 9 cm (as worn, fitted to the body)');
});

test('of a mesh nothing was fitted, and what covers no measure has no line', () => {
  const skirt = { chest: null, waist: 7, hip: 9.1, hem: 70 };
  expect(of({ ease_cm: skirt })).toBe('ease: waist 7 cm, hip 9.1 cm, hem 70 cm (as worn)');
  expect(of({ ease_cm: { chest: null, waist: null, hip: null } })).toBeNull();
});
