import { describe, expect, it } from 'vitest';
import type { Category } from '../garment/vocabulary.ts';
import { flatLevels } from './flat-levels.ts';
import type { FlatArc, FlatShape } from './flat-shape.ts';
import { undoSlant, type WidthFactor } from './slanted-camera.ts';

type Point = readonly [number, number];

/** Side of a garment from the armpit to the hem's corner, and the hem's middle; pixels, y up, x from the axis. */
interface Cut {
  readonly side: readonly Point[];
  readonly hemMiddle: Point;
}

const STRAIGHT: Cut = {
  side: [
    [150, -130],
    [150, -400],
  ],
  hemMiddle: [0, -400],
};
/** 20 % wider below, the hem square to the sides. */
const A_LINE: Cut = {
  side: [
    [150, -130],
    [180, -398],
  ],
  hemMiddle: [0, -409],
};
const WAISTED: Cut = {
  side: [
    [150, -130],
    [140, -240],
    [180, -400],
  ],
  hemMiddle: [0, -400],
};

/** A short-sleeved garment, photographed by a camera that sees its foot `slant` times as near as its neck. */
function photographed({ side, hemMiddle }: Cut, slant = 1): FlatShape {
  const seen = ([x, y]: Point): Point => {
    const nearer = 1 / (1 + (1 / slant - 1) * (y / -400));
    return [x * nearer, y * nearer];
  };
  const points = (corners: readonly Point[]): Float64Array => {
    const run: number[] = [];
    for (let c = 0; c + 1 < corners.length; c++) {
      const [[ax, ay], [bx, by]] = [corners[c]!, corners[c + 1]!];
      const steps = Math.ceil(Math.hypot(bx - ax, by - ay) / 3);
      for (let s = 0; s < steps; s++)
        run.push(...seen([ax + ((bx - ax) * s) / steps, ay + ((by - ay) * s) / steps]));
    }
    run.push(...seen(corners.at(-1)!));
    return Float64Array.from(run);
  };
  const [armpit, corner] = [side[0]!, side.at(-1)!];
  const mirrored = (corners: readonly Point[]): Point[] =>
    corners.map(([x, y]): Point => [-x, y]).reverse();
  const left: readonly (readonly [FlatArc['kind'], readonly Point[]])[] = [
    [
      'shoulder',
      [
        [60, 0],
        [150, -15],
        [260, -100],
      ],
    ],
    [
      'cuff',
      [
        [260, -100],
        [215, -165],
      ],
    ],
    ['underarm', [[215, -165], armpit]],
    ['side', side],
  ];
  const arcs: FlatArc[] = [
    {
      kind: 'neck',
      side: 'centre',
      points: points([
        [-60, 0],
        [0, -15],
        [60, 0],
      ]),
    },
    ...left.map(([kind, run]): FlatArc => ({ kind, side: 'left', points: points(run) })),
    {
      kind: 'hem',
      side: 'centre',
      points: points([corner, hemMiddle, [-corner[0], corner[1]]]),
    },
    ...left
      .toReversed()
      .map(([kind, run]): FlatArc => ({ kind, side: 'right', points: points(mirrored(run)) })),
  ];
  const outline = Float64Array.from(arcs.flatMap((arc) => [...arc.points.subarray(0, -2)]));
  return {
    outline,
    arcs,
    frontNeckline: null,
    frontWaist: null,
    frontHem: null,
    frontOpening: null,
    landmarks: {},
  };
}

function factorOf(
  shape: FlatShape,
  value: Category = 'top',
  presentation: 'flat' | 'worn' = 'flat',
): WidthFactor | null {
  return undoSlant(shape, flatLevels(shape, value), {
    category: { value, source: 'detected', confidence: 1 },
    upper: 'sleeves',
    presentation: { value: presentation, confidence: 1 },
  });
}

/** Half the width of the left side at its ends, as it is taken. */
function takenEnds(shape: FlatShape, factor: WidthFactor): readonly [number, number] {
  const { points } = shape.arcs.find(({ kind, side }) => kind === 'side' && side === 'left')!;
  const at = (i: number) => points[i]! * factor(points[i + 1]!);
  return [at(0), at(points.length - 2)];
}

describe('undoSlant', () => {
  it.each([1.2, 1.3, 1.4])(
    'takes a straight T-shirt as straight whose foot is %f times as near',
    (slant) => {
      const shape = photographed(STRAIGHT, slant);
      const factor = factorOf(shape);
      expect(factor).not.toBeNull();
      const [chest, hem] = takenEnds(shape, factor!);
      expect(hem / chest).toBeGreaterThan(1);
      expect(hem / chest).toBeLessThan(1.06);
      expect(factor!(0)).toBe(1);
    },
  );

  it('leaves a straight T-shirt as it is', () => {
    expect(factorOf(photographed(STRAIGHT))).toBeNull();
  });

  it('leaves what is cut wider below: its hem is square to its sides, or it has a waist', () => {
    expect(factorOf(photographed(A_LINE))).toBeNull();
    expect(factorOf(photographed(WAISTED))).toBeNull();
  });

  it('leaves dresses, and what was photographed on a body, as they are', () => {
    const shape = photographed(STRAIGHT, 1.3);
    expect(factorOf(shape, 'dress')).toBeNull();
    expect(factorOf(shape, 'top', 'worn')).toBeNull();
  });
});
