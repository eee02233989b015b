import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { EXAMPLE_GARMENTS, exampleReading } from '../../test/shapes/example-reading.ts';
import { findSelfCrossing, signedPolygonArea } from '../mesh/polygon.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import { authoredEaseAt } from './authored-ease.ts';
import { draftPattern } from './draft-pattern.ts';
import { outlineIou } from './outline-agreement.ts';
import { type Panel, type Pattern, wholePanel } from './pattern.ts';
import { photoFromFlat } from './photo-map.ts';
import { runsAcross } from './run-points.ts';

const REGULAR = { ease: 'regular', knownWidthCm: null } as const;

function edgePoints(panel: Panel, name: string): number[] {
  const edge = panel.edges.find((candidate) => candidate.name === name)!;
  const count = panel.outline.length / 2;
  const points: number[] = [];
  for (let i = edge.from; ; i = (i + 1) % count) {
    points.push(panel.outline[2 * i]!, panel.outline[2 * i + 1]!);
    if (i === edge.to) return points;
  }
}

function lowest(pattern: Pattern): number {
  return Math.min(...pattern.panels[1]!.outline.filter((_, i) => i % 2 === 1));
}

function distance(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** The same photo with the garment turned on the table. */
function tilted(reading: GarmentReading, angle: number): GarmentReading {
  const turn = (points: Float64Array) => {
    const turned = new Float64Array(points.length);
    for (let i = 0; i < points.length; i += 2) {
      const dx = points[i]! - reading.axis.x;
      const dy = points[i + 1]! - reading.axis.y;
      turned[i] = reading.axis.x + dx * Math.cos(angle) - dy * Math.sin(angle);
      turned[i + 1] = reading.axis.y + dx * Math.sin(angle) + dy * Math.cos(angle);
    }
    return turned;
  };
  return {
    ...reading,
    outline: turn(reading.outline),
    frontNeckline: reading.frontNeckline && turn(reading.frontNeckline),
    axis: { ...reading.axis, tilt: angle },
  };
}

describe('draftPattern', () => {
  it.each(EXAMPLE_GARMENTS)('cuts simple panels that keep the silhouette: %s', (garment) => {
    const reading = exampleReading(garment);
    const pattern = draftPattern(reading, exampleBody(), REGULAR);
    for (const panel of pattern.panels) {
      expect(findSelfCrossing(panel.outline)).toBeNull();
      expect(signedPolygonArea(panel.outline)).toBeLessThan(0);
    }
    expect(outlineIou(reading, pattern)).toBeGreaterThan(0.995);
  });

  it.each(EXAMPLE_GARMENTS)('gives both sides of every seam the same points: %s', (garment) => {
    const pattern = draftPattern(exampleReading(garment), exampleBody(), REGULAR);
    const [front, back] = pattern.panels as [Panel, Panel];
    expect(pattern.seams.length).toBeGreaterThan(0);
    for (const seam of pattern.seams) {
      if (seam.a.panel !== front.name || seam.b.panel !== back.name) continue;
      expect(edgePoints(front, seam.a.edge)).toEqual(edgePoints(back, seam.b.edge));
    }
  });

  it('cuts the front neckline lower than the back', () => {
    const pattern = draftPattern(exampleReading('tee'), exampleBody(), REGULAR);
    const middle = pattern.landmarks.neck!;
    const front = pattern.landmarks['front-neck']!;
    expect(front[1]).toBeLessThan(middle[1] - 0.05);
  });

  it('puts the origin between the neck points and left to +x', () => {
    const { landmarks } = draftPattern(exampleReading('tee'), exampleBody(), REGULAR);
    expect(landmarks['neck-left']![0]).toBeGreaterThan(0);
    expect(landmarks['neck-left']![0]).toBeCloseTo(-landmarks['neck-right']![0], 6);
    expect(landmarks['neck-left']![1]).toBeCloseTo(0, 6);
    expect(landmarks['cuff-left']![0]).toBeGreaterThan(landmarks['armpit-left']![0]);
  });

  it('fits the bust with the ease that was chosen', () => {
    const girth = (ease: 'slim' | 'regular' | 'oversize') => {
      const { landmarks } = draftPattern(exampleReading('tee'), exampleBody(), {
        ease,
        knownWidthCm: null,
      });
      return 2 * (landmarks['armpit-left']![0] - landmarks['armpit-right']![0]);
    };
    expect(girth('regular')).toBeGreaterThan(0.93);
    expect(girth('regular')).toBeLessThan(1.06);
    expect(girth('slim')).toBeLessThan(girth('regular'));
    expect(girth('oversize')).toBeGreaterThan(girth('regular') + 0.08);
  });

  it('lets a T-shirt end round the hip', () => {
    const body = exampleBody();
    const hem =
      body.landmarks.neck_side_left![1] +
      lowest(draftPattern(exampleReading('tee'), body, REGULAR));
    expect(hem).toBeGreaterThan(0.78);
    expect(hem).toBeLessThan(0.95);
  });

  it('gives the front its own hem where the inside of the back shows below it', () => {
    const reading = exampleReading('tee');
    const hem = reading.arcs.find(({ kind }) => kind === 'hem')!;
    const at = (i: number) => [reading.outline[2 * i]!, reading.outline[2 * i + 1]!] as const;
    const [left, right] = [at(hem.from), at(hem.to)];
    const [x, y] = at(Math.round((hem.from + hem.to) / 2));
    const middle = [x, y - 20] as const;
    const frontHem = Float64Array.from([...right, ...middle, ...left]);
    const whole = draftPattern(reading, exampleBody(), REGULAR);
    const pattern = draftPattern({ ...reading, frontHem }, exampleBody(), REGULAR);
    const hemOf = ({ panels }: Pattern, name: string) =>
      edgePoints(panels.find((panel) => panel.name === name)!, 'hem');
    const own = hemOf(pattern, 'front');
    const plain = hemOf(whole, 'front');
    const levelAtMiddle = (points: readonly number[]) => {
      let nearest = 0;
      for (let i = 2; i < points.length; i += 2) {
        if (Math.abs(points[i]!) < Math.abs(points[nearest]!)) nearest = i;
      }
      return points[nearest + 1]!;
    };
    const raised = (levelAtMiddle(own) - levelAtMiddle(plain)) / pattern.scale.metresPerPixelY;
    expect(raised).toBeGreaterThan(14);
    expect(raised).toBeLessThan(21);
    // Its corners stay, so that the side seams stay equal; the back keeps the silhouette.
    for (const i of [0, 1, own.length - 2, own.length - 1]) {
      expect(own[i]).toBeCloseTo(plain[i < 2 ? i : i - own.length + plain.length]!, 6);
    }
    expect(hemOf(pattern, 'back')).toEqual(hemOf(whole, 'back'));
    expect(outlineIou(reading, pattern)).toBeCloseTo(outlineIou(reading, whole), 3);
    expect(findSelfCrossing(pattern.panels[0]!.outline)).toBeNull();
  });

  it('shortens a projected garment rather than hang a T-shirt to the thigh', () => {
    // As a mannequin shows it: the flat width seen as a half turn, 2 / pi of it.
    const flat = exampleReading('tee');
    const squeeze = (points: Float64Array) =>
      points.map((value, i) => (i % 2 === 0 ? 384 + (value - 384) * 0.66 : value));
    const reading: GarmentReading = {
      ...flat,
      presentation: { value: 'worn', confidence: 1 },
      outline: squeeze(flat.outline),
      frontNeckline: squeeze(flat.frontNeckline!),
    };
    const pattern = draftPattern(reading, exampleBody(), REGULAR);
    expect(pattern.scale.metresPerPixelY / pattern.scale.metresPerPixelX).toBeLessThan(0.8);
    expect(lowest(pattern)).toBeGreaterThan(-0.72);
    // The print's middle keeps its shape: the neck is not stretched as the whole width is.
    const neck = distance(pattern.landmarks['neck-left']!, pattern.landmarks['neck-right']!);
    const chest = distance(pattern.landmarks['armpit-left']!, pattern.landmarks['armpit-right']!);
    expect(neck / chest).toBeLessThan(0.9 * (18 / 48));
  });

  it('keeps the proportions of a garment that lay flat, however wide it is cut', () => {
    const flat = exampleReading('tee');
    const wide = (points: Float64Array) =>
      points.map((value, i) => (i % 2 === 0 ? 384 + (value - 384) * 1.25 : value));
    const reading = {
      ...flat,
      outline: wide(flat.outline),
      frontNeckline: wide(flat.frontNeckline!),
    };
    const { scale, landmarks } = draftPattern(reading, exampleBody(), REGULAR);
    expect(scale.metresPerPixelY / scale.metresPerPixelX).toBeGreaterThan(0.95);
    const chest = distance(landmarks['armpit-left']!, landmarks['armpit-right']!);
    expect(chest).toBeGreaterThan(0.52);
  });

  it('lets a long sleeve reach the wrist', () => {
    const { landmarks } = draftPattern(exampleReading('long-sleeve'), exampleBody(), REGULAR);
    const reach = distance(landmarks['neck-left']!, landmarks['cuff-left']!);
    expect(reach).toBeGreaterThan(0.58);
    expect(reach).toBeLessThan(0.72);
  });

  it('keeps a known width exactly, the same along both axes', () => {
    const { landmarks, scale } = draftPattern(exampleReading('trousers'), exampleBody(), {
      ease: 'regular',
      knownWidthCm: 40,
    });
    expect(distance(landmarks['waist-left']!, landmarks['waist-right']!)).toBeCloseTo(0.4, 3);
    expect(scale.metresPerPixelX).toBe(scale.metresPerPixelY);
    expect(scale.source).toBe('known-width');
  });

  it('keeps a size that is too small for the body as it is, and says what draws it out', () => {
    const drafted = (name: 'tee' | 'trousers', knownWidthCm: number, bust: number) =>
      draftPattern(exampleReading(name), exampleBody({ bust, waist: bust - 19, hip: bust + 8 }), {
        ease: 'regular',
        knownWidthCm,
      });
    const outlineOf = ({ panels }: Pattern) => panels.map(({ outline }) => outline);
    const onSlim = drafted('tee', 34, 82);
    const onCurvy = drafted('tee', 34, 104);
    expect(outlineOf(onCurvy)).toEqual(outlineOf(onSlim));
    // Just under the armpits it is as wide as the tape said.
    const [, armpit] = onCurvy.landmarks['armpit-left']!;
    const back = wholePanel(onCurvy).outline;
    const [left, right] = runsAcross(back, armpit - 0.02).find(([from, to]) => from < 0 && to > 0)!;
    expect(Math.abs(right - left - 0.34)).toBeLessThan(0.01);
    // 68 cm of cloth round 104 of body, and some for its thickness.
    const at = (spots: typeof onCurvy.authoredEase) =>
      authoredEaseAt(spots, 0, armpit - 0.06, 'front').across;
    expect(at(onCurvy.authoredEase)).toBeGreaterThan(0.5);
    expect(at(onCurvy.authoredEase.filter(({ closing }) => !closing))).toBe(0);
    // A waist's elastic gives, its hip does not; a waist that is wide enough is gathered as ever.
    const waistOf = (pattern: Pattern, isCut: boolean) =>
      authoredEaseAt(
        pattern.authoredEase.filter(({ closing }) => !(isCut && closing)),
        0,
        -0.01,
        'back',
      ).across;
    const tight = drafted('trousers', 28, 90);
    expect(waistOf(tight, true)).toBeGreaterThan(0.2);
    expect(tight.authoredEase.some(({ closing, y }) => closing && y < -0.1)).toBe(true);
    expect(waistOf(drafted('trousers', 50, 90), true)).toBeLessThan(-0.1);
  });

  it('keeps the size that a label says, on whatever body and in whatever fit', () => {
    const labelled = (sizeLabel: string, bust: number, ease: 'slim' | 'oversize') =>
      draftPattern(exampleReading('tee'), exampleBody({ bust }), {
        ease,
        knownWidthCm: null,
        sizeLabel,
      }).scale;
    const medium = labelled('M', 90, 'slim');
    expect(medium.source).toBe('size-label');
    expect(labelled('M', 104, 'oversize').metresPerPixelY).toBe(medium.metresPerPixelY);
    expect(labelled('XL', 90, 'slim').metresPerPixelX).toBeGreaterThan(medium.metresPerPixelX);
  });

  it('is surer of a measured width than of the body, and of cues that agree than of some that do not', () => {
    const scaleOf = (reading: GarmentReading, knownWidthCm: number | null) =>
      draftPattern(reading, exampleBody(), { ease: 'regular', knownWidthCm }).scale;
    const tee = exampleReading('tee');
    expect(scaleOf(tee, 50).widthError).toBeLessThan(scaleOf(tee, null).widthError!);
    const tall = { ...tee, outline: tee.outline.map((v, i) => (i % 2 === 0 ? v : 1.6 * v)) };
    expect(scaleOf(tall, null).error).toBeGreaterThan(scaleOf(tee, null).error);
  });

  it('knows a measured width to the tape, and the length only as far as the photo tells it', () => {
    const scaleOf = (reading: GarmentReading) =>
      draftPattern(reading, exampleBody(), { ease: 'regular', knownWidthCm: 50 }).scale;
    const flat = scaleOf(exampleReading('tee'));
    const worn = scaleOf({
      ...exampleReading('tee'),
      presentation: { value: 'worn', confidence: 1 },
    });
    expect([flat.widthError, worn.widthError]).toEqual([0.02, 0.02]);
    expect(flat.error).toBeGreaterThan(0.03);
    // Seen round a mannequin, its proportions are less sure.
    expect(worn.error).toBeGreaterThan(flat.error + 0.01);
  });

  it('grades by drafting for another body', () => {
    const size = (bust: number) =>
      draftPattern(exampleReading('tee'), exampleBody({ bust, waist: bust - 19, hip: bust + 8 }), {
        ...REGULAR,
      });
    const small = size(82);
    const large = size(104);
    const ratio = large.scale.metresPerPixelX / small.scale.metresPerPixelX;
    expect(ratio).toBeGreaterThan(1.15);
    // Length grows less than girth.
    expect(lowest(large) / lowest(small)).toBeLessThan(1.12);
  });

  it('does not mind how the garment lay on the table', () => {
    const straight = draftPattern(exampleReading('tee'), exampleBody(), REGULAR);
    const turned = draftPattern(tilted(exampleReading('tee'), 0.2), exampleBody(), REGULAR);
    for (const name of ['armpit-left', 'cuff-right', 'neck-left']) {
      expect(distance(turned.landmarks[name]!, straight.landmarks[name]!)).toBeLessThan(0.002);
    }
  });

  it('leads back from the pattern to the photo', () => {
    const reading = tilted(exampleReading('skirt'), -0.15);
    const pattern = draftPattern(reading, exampleBody(), REGULAR);
    const waist = reading.arcs.find((arc) => arc.kind === 'waist')!;
    const [x, y] = pattern.landmarks['waist-left']!;
    const pixel = [0, 0];
    photoFromFlat(pattern.panels[0]!, x, y, pixel);
    expect(pixel[0]).toBeCloseTo(reading.outline[2 * waist.to]!, 6);
    expect(pixel[1]).toBeCloseTo(reading.outline[2 * waist.to + 1]!, 6);
  });

  it('follows sleeves and legs by their angles', () => {
    const tee = draftPattern(exampleReading('tee'), exampleBody(), REGULAR);
    expect(tee.legAngles).toBeNull();
    expect(tee.sleeveAngles!.left).toBeCloseTo(tee.sleeveAngles!.right, 2);
    expect(tee.sleeveAngles!.left).toBeGreaterThan(0.5);
    expect(tee.sleeveAngles!.left).toBeLessThan(1.1);
    const trousers = draftPattern(exampleReading('trousers'), exampleBody(), REGULAR);
    expect(trousers.sleeveAngles).toBeNull();
    expect(Math.abs(trousers.legAngles!.left)).toBeLessThan(0.15);
  });

  it('eases levels that are tighter than the body', () => {
    const size = (hip: number) =>
      draftPattern(exampleReading('dress'), exampleBody({ hip }), {
        ease: 'regular',
        knownWidthCm: 40,
      }).authoredEase.filter((spot) => spot.amount > 0.05 && Math.abs(spot.x) < 0.1);
    expect(size(150).length).toBeGreaterThan(size(70).length);
  });

  it('gathers a wide waist', () => {
    const pattern = draftPattern(exampleReading('trousers'), exampleBody({ waist: 50 }), REGULAR);
    const amounts = pattern.authoredEase.map((spot) => spot.amount);
    expect(Math.min(...amounts)).toBeLessThan(0);
    expect(pattern.waistSeat).toBeGreaterThan(0.95);
  });

  it('cuts touching legs apart up to the crotch', () => {
    const reading = exampleReading('trousers');
    const inseam = reading.arcs.find((arc) => arc.kind === 'inseam' && arc.side === 'left')!;
    // The gap between the legs ends at half the length: below, the outline stays.
    const outline = reading.outline.slice();
    for (let i = 1; i < outline.length; i += 2) {
      const x = outline[i - 1]!;
      if (Math.abs(x - 384) < 30 && outline[i]! < 450 && outline[i]! > 100) outline[i] = 450;
    }
    const crotchAt = outline[2 * inseam.to + 1]!;
    expect(crotchAt).toBe(450);
    const pattern = draftPattern({ ...reading, outline }, exampleBody(), REGULAR);
    expect(-pattern.landmarks.crotch![1]).toBeLessThan(0.37);
  });

  it('refuses an outline that crosses itself', () => {
    const reading = exampleReading('skirt');
    const hem = reading.arcs.find((arc) => arc.kind === 'hem')!;
    const outline = reading.outline.slice();
    // The hem's middle is drawn up through the waist.
    for (let i = hem.from + 20; i < hem.to - 20; i++) outline[2 * i + 1] = 10;
    expect(() => draftPattern({ ...reading, outline }, exampleBody(), REGULAR)).toThrow(
      expect.objectContaining({ code: 'outline-crosses-itself' }),
    );
  });

  it('refuses arcs that do not go once round the outline', () => {
    const reading = exampleReading('skirt');
    const arcs = reading.arcs.map((arc) => (arc.kind === 'hem' ? { ...arc, to: Number.NaN } : arc));
    for (const broken of [arcs, reading.arcs.slice(1)]) {
      expect(() => draftPattern({ ...reading, arcs: broken }, exampleBody(), REGULAR)).toThrow(
        expect.objectContaining({ code: 'outline-incomplete' }),
      );
    }
  });

  it('says what an avatar lacks', () => {
    const body = exampleBody();
    const { bust_girth_cm: _, ...measures } = body.measures;
    expect(() => draftPattern(exampleReading('tee'), { ...body, measures }, REGULAR)).toThrow(
      expect.objectContaining({ code: 'avatar-incomplete' }),
    );
  });

  it('keeps a neckline inside that would cut a strap off', () => {
    const reading = exampleReading('camisole');
    const wide = reading.frontNeckline!.map((value, i) =>
      i % 2 === 0 ? 384 + (value - 384) * 1.35 : value,
    );
    const pattern = draftPattern({ ...reading, frontNeckline: wide }, exampleBody(), REGULAR);
    expect(findSelfCrossing(pattern.panels[0]!.outline)).toBeNull();
  });
});
