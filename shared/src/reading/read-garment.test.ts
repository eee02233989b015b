import { describe, expect, test, vi } from 'vitest';
import type { Category } from '../garment/vocabulary.ts';
import type { RgbaImage } from '../image/image.ts';
import type { JobContext } from '../job/context.ts';
import { InputError } from '../job/input-error.ts';
import { type MattePrior, U2NETP } from '../matte/matte-prior.ts';
import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import { findSelfCrossing } from '../outline/self-crossing.ts';
import { polygonArea } from '../outline/smooth-outline.ts';
import { type DrawnGarment, drawGarment } from './drawn-garments.ts';
import { readGarment } from './read-garment.ts';

// A reading is real work; a busy machine is no failure.
vi.setConfig({ testTimeout: 30_000 });

const context: JobContext = {
  signal: { aborted: false },
  progress: () => {},
  log: () => {},
  now: () => 0,
};
const noPrior: MattePrior = {
  network: U2NETP,
  run: () => Promise.reject(new Error('a cut-out photo needs no network')),
};
const read = (image: RgbaImage, category: Category | 'auto' = 'auto') =>
  readGarment(image, noPrior, { category }, context);

const SLEEVED =
  'neck shoulder-left cuff-left underarm-left side-left hem side-right underarm-right cuff-right shoulder-right';
const SLEEVELESS =
  'neck shoulder-left armhole-left side-left hem side-right armhole-right shoulder-right';
const BODYSUIT =
  'neck shoulder-left cuff-left underarm-left side-left leg-left inseam-left inseam-right leg-right side-right underarm-right cuff-right shoulder-right';
const LEGGED = 'waist outseam-left leg-left inseam-left inseam-right leg-right outseam-right';
const EXPECTED: Record<DrawnGarment, { category: Category; arcs: string; upper: string | null }> = {
  tee: { category: 'top', arcs: SLEEVED, upper: 'sleeves' },
  longSleeve: { category: 'top', arcs: SLEEVED, upper: 'sleeves' },
  tank: { category: 'top', arcs: SLEEVELESS, upper: 'straps' },
  narrowShoulders: { category: 'top', arcs: SLEEVELESS, upper: 'sleeveless' },
  dress: { category: 'dress', arcs: SLEEVED, upper: 'sleeves' },
  strapless: { category: 'dress', arcs: 'top side-left hem side-right', upper: 'strapless' },
  bodysuit: { category: 'bodysuit', arcs: BODYSUIT, upper: 'sleeves' },
  tied: { category: 'top', arcs: SLEEVED, upper: 'sleeves' },
  bentTrousers: { category: 'trousers', arcs: LEGGED, upper: null },
  skirt: { category: 'skirt', arcs: 'waist side-left hem side-right', upper: null },
  trousers: { category: 'trousers', arcs: LEGGED, upper: null },
  shorts: { category: 'shorts', arcs: LEGGED, upper: null },
};

describe.each(Object.keys(EXPECTED) as DrawnGarment[])('a drawn %s', (kind) => {
  test('is named, and its arcs cover a simple clockwise outline once', async () => {
    const reading = await read(drawGarment(kind), kind === 'strapless' ? 'dress' : 'auto');
    const want = EXPECTED[kind];
    expect(reading.category.value).toBe(want.category);
    expect(reading.upper).toBe(want.upper);
    const names = reading.arcs.map(({ kind, side }) =>
      side === 'centre' ? kind : `${kind}-${side}`,
    );
    expect(names.join(' ')).toBe(want.arcs);
    const count = reading.outline.length / 2;
    expect(reading.arcs[0]!.from).toBe(0);
    reading.arcs.forEach((arc, i) => {
      expect(arc.to).toBe(reading.arcs[(i + 1) % reading.arcs.length]!.from);
      expect((arc.to - arc.from + count) % count).toBeGreaterThan(0);
    });
    expect(findSelfCrossing(reading.outline)).toBeNull();
    expect(polygonArea(reading.outline)).toBeGreaterThan(0);
  });

  test('keeps its silhouette', async () => {
    const { outline, matte, width, height } = await read(drawGarment(kind));
    const mask = rasterizePolygon(outline, width, height);
    let both = 0;
    let either = 0;
    for (let i = 0; i < mask.length; i++) {
      const set = matte.data[i]! >= 128 ? 1 : 0;
      both += mask[i]! & set;
      either += mask[i]! | set;
    }
    expect(both / either).toBeGreaterThan(0.99);
  });
});

test('a tee is measured where it was drawn, on both sides', async () => {
  const { landmarks, width } = await read(drawGarment('tee'));
  const scale = 1024 / 640;
  const at = (name: string) => landmarks.find((mark) => mark.name === name)!;
  const near = (name: string, x: number, y: number): void => {
    const mark = at(name);
    // Corners are found to a few outline points of 2.5 pixels.
    expect(Math.hypot(mark.x - (width / 2 + x * scale), mark.y - y * scale), name).toBeLessThan(14);
  };
  near('armpit-left', 122, 200);
  near('armpit-right', -122, 200);
  near('cuff-outer-left', 210, 190);
  near('cuff-inner-right', -165, 235);
  near('hem-left', 118, 520);
});

test('a tilted tee has a tilted axis', async () => {
  const { axis } = await read(drawGarment('tee', 0.12));
  expect(axis.tilt).toBeCloseTo(0.12, 1);
  expect(axis.score).toBeGreaterThan(0.95);
});

const TURNS = [
  ['upside down', Math.PI],
  ['on its side', Math.PI / 2],
  ['on its other side', -Math.PI / 2],
  ['askew', 0.3],
] as const;
test.each(TURNS)('a tee that lies %s is read as the upright one', async (_, tilt) => {
  const upright = await read(drawGarment('tee'));
  const turned = await read(drawGarment('tee', tilt));
  expect(turned.category.value).toBe('top');
  const scale = upright.width / 512;
  for (const { name, x, y } of upright.landmarks) {
    if (name === 'front-neck') continue;
    const mark = turned.landmarks.find((landmark) => landmark.name === name)!;
    const dx = x - 256 * scale;
    const dy = y - 320 * scale;
    const wantX = 256 * scale + dx * Math.cos(tilt) - dy * Math.sin(tilt);
    const wantY = 320 * scale + dx * Math.sin(tilt) + dy * Math.cos(tilt);
    expect(Math.hypot(mark.x - wantX, mark.y - wantY), name).toBeLessThan(20);
  }
});

const DRAWN_CORNERS = [
  ['bodysuit', 'leg-outer-left', 100, 380],
  ['tied', 'hem-left', 118, 425],
  ['bentTrousers', 'leg-outer-left', 120, 520],
  ['bentTrousers', 'leg-inner-right', -50, 460],
] as const;
test.each(DRAWN_CORNERS)('%s: %s lies where it was drawn', async (kind, name, x, y) => {
  const { landmarks, width } = await read(drawGarment(kind));
  const scale = 1024 / 640;
  const mark = landmarks.find((landmark) => landmark.name === name)!;
  expect(Math.hypot(mark.x - width / 2 - x * scale, mark.y - y * scale)).toBeLessThan(20);
});

test('landmarks of an even garment are sure', async () => {
  const { landmarks, notices } = await read(drawGarment('tee'));
  const corners = landmarks.filter(({ name }) => name !== 'front-neck');
  for (const { name, confidence } of corners) expect(confidence, name).toBeGreaterThan(0.6);
  expect(notices.map(({ code }) => code)).not.toContain('unsure-landmarks');
});

test('a given category is taken as it is', async () => {
  const { category } = await read(drawGarment('tee'), 'dress');
  expect(category).toEqual({ value: 'dress', source: 'given', confidence: 1 });
});

test('a photo of nothing is refused with what to do', async () => {
  const empty = { width: 100, height: 120, data: new Uint8Array(100 * 120 * 4) };
  await expect(read(empty)).rejects.toThrow(InputError);
  await expect(read(empty)).rejects.toMatchObject({ code: 'no-garment' });
});

test('the same pixels give the same reading', async () => {
  const [a, b] = [await read(drawGarment('dress')), await read(drawGarment('dress'))];
  expect(a.outline).toEqual(b.outline);
  expect(a.arcs).toEqual(b.arcs);
});
