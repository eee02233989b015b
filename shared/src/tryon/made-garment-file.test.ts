import { expect, test } from 'vitest';
import type { MadeGarment } from './made-garment.ts';
import { packMadeGarment, unpackMadeGarment } from './made-garment-file.ts';

const GARMENT: MadeGarment = {
  schema: 1,
  generator: 'panels',
  quality: 'med',
  photo: { widthPx: 30, heightPx: 40 },
  reading: {
    width: 30,
    height: 40,
    outline: Float64Array.of(0.5, 1 / 3, -1e-9, 7),
    arcs: [{ kind: 'neck', side: 'centre', from: 0, to: 1 }],
    frontNeckline: null,
    axis: { x: 15, y: 20, tilt: 0.01, score: 0.98 },
    landmarks: [{ name: 'neck-left', x: 1, y: 2, confidence: 0.5 }],
    category: { value: 'top', source: 'detected', confidence: 0.9 },
    upper: 'sleeves',
    hooded: false,
    frontWaist: null,
    frontHem: null,
    frontOpening: null,
    presentation: { value: 'flat', confidence: 1 },
    notices: [{ code: 'unsure-landmarks', message: '소매가 접혀 있습니다. 👕', values: [] }],
  },
  pattern: {
    schema: 1,
    category: 'top',
    upper: 'sleeves',
    hooded: false,
    ease: 'regular',
    panels: [],
    seams: [],
    landmarks: { neck: [0, 0.1] },
    sleeveAngles: null,
    legAngles: null,
    scale: { metresPerPixelX: 0.001, metresPerPixelY: 0.001, error: 0.05, source: 'body' },
    authoredEase: [],
  },
  ease: 'regular',
  knownWidthCm: null,
  texture: {
    mimeType: 'image/jpeg',
    bytes: Uint8Array.of(255, 216, 0, 1, 2),
    width: 4,
    height: 4,
    uvFromPhoto: { front: [1, 0, 0, 0, 1, 0], back: [1, 0, 0.5, 0, 1, 0] },
  },
  front: 'auto',
  outlineIou: 0.99,
};

test('a garment comes back as it was, arrays and far letters included', () => {
  expect(unpackMadeGarment(packMadeGarment(GARMENT))).toEqual(GARMENT);
});

test('it comes back from the middle of a larger buffer', () => {
  const file = packMadeGarment(GARMENT);
  const larger = new Uint8Array(file.length + 3);
  larger.set(file, 3);
  expect(unpackMadeGarment(larger.subarray(3))).toEqual(GARMENT);
});

test.each([
  ['nothing', new Uint8Array()],
  ['another file', new Uint8Array(100).fill(65)],
  ['a file cut in its description', packMadeGarment(GARMENT).subarray(0, 200)],
  ['a file cut in its arrays', packMadeGarment(GARMENT).subarray(0, -4)],
])('%s is refused', (_title, bytes) => {
  expect(() => unpackMadeGarment(bytes)).toThrow(
    expect.objectContaining({ code: 'garment-file-invalid' }),
  );
});
