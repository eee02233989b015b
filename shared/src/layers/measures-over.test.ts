import { expect, it } from 'vitest';
import type { AvatarRecord } from '../body/avatar.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { measuresOver } from './measures-over.ts';

const RECORD: AvatarRecord = {
  schema: 1,
  id: 'test',
  name: 'test',
  height_cm: 170,
  notes: '',
  hip_origin: [0, 0, 0],
  landmarks: {},
  measures: { bust_girth_cm: 90, waist_girth_cm: 70, wrist_girth_cm: 16, thigh_girth_cm: 55 },
  joints: [],
  licence: '',
  source: '',
};

const pattern = (part: Pick<Pattern, 'category' | 'upper' | 'legAngles'>): Pattern => ({
  schema: 1,
  hooded: false,
  ease: 'regular',
  panels: [],
  seams: [],
  landmarks: {},
  sleeveAngles: null,
  scale: { metresPerPixelX: 0.001, metresPerPixelY: 0.001, error: 0.05, source: 'body' },
  authoredEase: [],
  ...part,
});

const VEST = pattern({ category: 'top', upper: 'straps', legAngles: null });
const TROUSERS = pattern({ category: 'trousers', upper: null, legAngles: { left: 1, right: 1 } });

it('a body grows where it is covered, by the way round what lies there', () => {
  const { measures } = measuresOver(RECORD, [VEST, TROUSERS], 0.004);
  const layer = 0.4 * 2 * Math.PI;
  expect(measures.bust_girth_cm).toBeCloseTo(90 + layer, 6);
  expect(measures.waist_girth_cm).toBeCloseTo(70 + 2 * layer, 6);
  expect(measures.thigh_girth_cm).toBeCloseTo(55 + layer, 6);
  expect(measures.wrist_girth_cm).toBe(16);
});
