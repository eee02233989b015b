import type { Category, Upper } from '../../src/garment/vocabulary.ts';
import type {
  ArcKind,
  GarmentReading,
  OutlineArc,
  Side,
} from '../../src/reading/garment-reading.ts';

export const EXAMPLE_GARMENTS = [
  'tee',
  'long-sleeve',
  'tank',
  'camisole',
  'one-shoulder',
  'strapless-dress',
  'dress',
  'trousers',
  'shorts',
  'skirt',
  'bodysuit',
  'jumpsuit',
] as const;
export type ExampleGarment = (typeof EXAMPLE_GARMENTS)[number];

/** A run of the wearer's left half, walked down from the top: xy pairs in centimetres, y up. */
interface HalfRun {
  readonly kind: ArcKind;
  readonly points: readonly (readonly [number, number])[];
}

interface Drawing {
  readonly category: Category;
  readonly upper: Upper | null;
  /** From the middle of the top edge to the middle of the bottom, or to the crotch. */
  readonly half: readonly HalfRun[];
  /** Left half of the front neckline, neck point first, middle last. */
  readonly neckline?: readonly (readonly [number, number])[];
}

const TEE_TOP: readonly HalfRun[] = [
  {
    kind: 'neck',
    points: [
      [0, -2],
      [5, -1.6],
      [9, 0],
    ],
  },
];
const CREW: readonly (readonly [number, number])[] = [
  [9, 0],
  [8, -4],
  [5, -8],
  [0, -9.5],
];
const TANK_TOP: readonly HalfRun[] = [
  {
    kind: 'neck',
    points: [
      [0, -4],
      [5, -3],
      [8, 0],
    ],
  },
  {
    kind: 'shoulder',
    points: [
      [8, 0],
      [12, -1.5],
    ],
  },
  {
    kind: 'armhole',
    points: [
      [12, -1.5],
      [13, -9],
      [16, -17],
      [23, -22],
    ],
  },
];

const DRAWINGS: Record<ExampleGarment, Drawing> = {
  tee: {
    category: 'top',
    upper: 'sleeves',
    half: [
      ...TEE_TOP,
      {
        kind: 'shoulder',
        points: [
          [9, 0],
          [22, -5],
          [38, -19],
        ],
      },
      {
        kind: 'cuff',
        points: [
          [38, -19],
          [29, -28],
        ],
      },
      {
        kind: 'underarm',
        points: [
          [29, -28],
          [24, -22],
        ],
      },
      {
        kind: 'side',
        points: [
          [24, -22],
          [23.5, -40],
          [24.5, -62],
        ],
      },
      {
        kind: 'hem',
        points: [
          [24.5, -62],
          [0, -63],
        ],
      },
    ],
    neckline: CREW,
  },
  'long-sleeve': {
    category: 'top',
    upper: 'sleeves',
    half: [
      ...TEE_TOP,
      {
        kind: 'shoulder',
        points: [
          [9, 0],
          [21, -5],
          [54, -50],
        ],
      },
      {
        kind: 'cuff',
        points: [
          [54, -50],
          [46, -55],
        ],
      },
      {
        kind: 'underarm',
        points: [
          [46, -55],
          [24, -23],
        ],
      },
      {
        kind: 'side',
        points: [
          [24, -23],
          [23, -40],
          [24, -62],
        ],
      },
      {
        kind: 'hem',
        points: [
          [24, -62],
          [0, -63],
        ],
      },
    ],
    neckline: CREW,
  },
  tank: {
    category: 'top',
    upper: 'sleeveless',
    half: [
      ...TANK_TOP,
      {
        kind: 'side',
        points: [
          [23, -22],
          [22, -40],
          [24, -60],
        ],
      },
      {
        kind: 'hem',
        points: [
          [24, -60],
          [0, -60],
        ],
      },
    ],
    neckline: [
      [8, 0],
      [7.5, -8],
      [4, -13],
      [0, -14],
    ],
  },
  camisole: {
    category: 'top',
    upper: 'straps',
    half: [
      {
        kind: 'neck',
        points: [
          [0, -17],
          [6, -16.5],
          [9.5, -14],
          [10.2, 0],
        ],
      },
      {
        kind: 'shoulder',
        points: [
          [10.2, 0],
          [11.4, -0.1],
        ],
      },
      {
        kind: 'armhole',
        points: [
          [11.4, -0.1],
          [12, -13],
          [15, -18],
          [22, -22],
        ],
      },
      {
        kind: 'side',
        points: [
          [22, -22],
          [21, -38],
          [24, -58],
        ],
      },
      {
        kind: 'hem',
        points: [
          [24, -58],
          [0, -58],
        ],
      },
    ],
    neckline: [
      [10.2, 0],
      [9.5, -14],
      [6, -18],
      [0, -20],
    ],
  },
  // Mirrored like the rest; its right shoulder is taken off when it is drawn.
  'one-shoulder': {
    category: 'top',
    upper: 'one-shoulder',
    half: [
      ...TANK_TOP,
      {
        kind: 'side',
        points: [
          [23, -22],
          [22, -40],
          [24, -60],
        ],
      },
      {
        kind: 'hem',
        points: [
          [24, -60],
          [0, -60],
        ],
      },
    ],
  },
  'strapless-dress': {
    category: 'dress',
    upper: 'strapless',
    half: [
      {
        kind: 'top',
        points: [
          [0, -2],
          [10, 0],
          [23, -1.5],
        ],
      },
      {
        kind: 'side',
        points: [
          [23, -1.5],
          [18.5, -20],
          [27, -45],
          [32, -80],
        ],
      },
      {
        kind: 'hem',
        points: [
          [32, -80],
          [0, -81],
        ],
      },
    ],
  },
  dress: {
    category: 'dress',
    upper: 'sleeves',
    half: [
      ...TEE_TOP,
      {
        kind: 'shoulder',
        points: [
          [9, 0],
          [19, -4],
          [32, -20],
        ],
      },
      {
        kind: 'cuff',
        points: [
          [32, -20],
          [24, -27],
        ],
      },
      {
        kind: 'underarm',
        points: [
          [24, -27],
          [23, -22],
        ],
      },
      {
        kind: 'side',
        points: [
          [23, -22],
          [19, -40],
          [28, -62],
          [36, -100],
        ],
      },
      {
        kind: 'hem',
        points: [
          [36, -100],
          [0, -102],
        ],
      },
    ],
    neckline: CREW,
  },
  trousers: {
    category: 'trousers',
    upper: null,
    half: [
      {
        kind: 'waist',
        points: [
          [0, 0],
          [18.5, 0.5],
        ],
      },
      {
        kind: 'outseam',
        points: [
          [18.5, 0.5],
          [24.5, -18],
          [26, -30],
          [24, -101],
        ],
      },
      {
        kind: 'leg',
        points: [
          [24, -101],
          [7, -101],
        ],
      },
      {
        kind: 'inseam',
        points: [
          [7, -101],
          [0, -28],
        ],
      },
    ],
  },
  shorts: {
    category: 'shorts',
    upper: null,
    half: [
      {
        kind: 'waist',
        points: [
          [0, 0],
          [19, 0.5],
        ],
      },
      {
        kind: 'outseam',
        points: [
          [19, 0.5],
          [25, -18],
          [30, -48],
        ],
      },
      {
        kind: 'leg',
        points: [
          [30, -48],
          [3, -50],
        ],
      },
      {
        kind: 'inseam',
        points: [
          [3, -50],
          [0, -29],
        ],
      },
    ],
  },
  skirt: {
    category: 'skirt',
    upper: null,
    half: [
      {
        kind: 'waist',
        points: [
          [0, -0.5],
          [18.5, 0],
        ],
      },
      {
        kind: 'side',
        points: [
          [18.5, 0],
          [25, -20],
          [34, -60],
        ],
      },
      {
        kind: 'hem',
        points: [
          [34, -60],
          [0, -63],
        ],
      },
    ],
  },
  bodysuit: {
    category: 'bodysuit',
    upper: 'sleeveless',
    half: [
      ...TANK_TOP,
      {
        kind: 'side',
        points: [
          [23, -22],
          [19, -40],
          [24, -58],
        ],
      },
      {
        kind: 'leg',
        points: [
          [24, -58],
          [12, -64],
          [5, -71],
        ],
      },
      {
        kind: 'inseam',
        points: [
          [5, -71],
          [0, -72],
        ],
      },
    ],
    neckline: [
      [8, 0],
      [7.5, -8],
      [4, -13],
      [0, -14],
    ],
  },
  jumpsuit: {
    category: 'jumpsuit',
    upper: 'sleeveless',
    half: [
      ...TANK_TOP,
      {
        kind: 'side',
        points: [
          [23, -22],
          [19, -42],
          [25, -60],
          [26, -72],
          [23, -140],
        ],
      },
      {
        kind: 'leg',
        points: [
          [23, -140],
          [7, -140],
        ],
      },
      {
        kind: 'inseam',
        points: [
          [7, -140],
          [0, -71],
        ],
      },
    ],
    neckline: [
      [8, 0],
      [7.5, -8],
      [4, -13],
      [0, -14],
    ],
  },
};

const PIXELS_PER_CM = 6.5;
const WIDTH = 768;
const HEIGHT = 1024;
const POINT_SPACING = 3;

interface DrawnRun {
  readonly kind: ArcKind;
  readonly side: Side;
  readonly points: (readonly [number, number])[];
}

/** A hand-drawn garment as the photo's reading would give it, symmetric, upright, with its matte. */
export function exampleReading(garment: ExampleGarment): GarmentReading {
  const drawing = DRAWINGS[garment];
  let runs = mirrorRuns(drawing.half);
  if (garment === 'one-shoulder') runs = bareRightShoulder(runs);
  const toPixels = ([x, y]: readonly [number, number]): readonly [number, number] => [
    WIDTH / 2 + x * PIXELS_PER_CM,
    60 - y * PIXELS_PER_CM,
  ];
  const outline: number[] = [];
  const arcs: OutlineArc[] = [];
  for (const run of runs) {
    const from = outline.length / 2;
    const dense = densify(run.points.map(toPixels));
    for (const [x, y] of dense.slice(0, -1)) outline.push(x, y);
    arcs.push({ kind: run.kind, side: run.side, from, to: outline.length / 2 });
  }
  const count = outline.length / 2;
  const closed = arcs.map((arc) => ({ ...arc, to: arc.to % count }));
  const points = Float64Array.from(outline);
  const neckline = drawing.neckline;
  return {
    width: WIDTH,
    height: HEIGHT,
    matte: { width: WIDTH, height: HEIGHT, data: fillPolygon(points) },
    outline: points,
    arcs: closed,
    frontNeckline: neckline
      ? Float64Array.from(
          densify(
            [...neckline.map(([x, y]) => [-x, y] as const), ...neckline.slice(0, -1).reverse()].map(
              toPixels,
            ),
          ).flat(),
        )
      : null,
    axis: { x: WIDTH / 2, y: HEIGHT / 2, tilt: 0, score: 1 },
    landmarks: [],
    category: { value: drawing.category, source: 'given', confidence: 1 },
    upper: drawing.upper,
    hooded: false,
    frontWaist: null,
    frontHem: null,
    frontOpening: null,
    presentation: { value: 'flat', confidence: 1 },
    notices: [],
  };
}

/** Completes the left half by its mirror image, starting with the right half of the top edge. */
function mirrorRuns(half: readonly HalfRun[]): DrawnRun[] {
  const flip = (points: readonly (readonly [number, number])[]) =>
    points.map(([x, y]) => [-x, y] as const).reverse();
  const first = half[0]!;
  const last = half.at(-1)!;
  const middle = half.slice(1, -1);
  const legged = last.kind === 'inseam';
  const runs: DrawnRun[] = [
    {
      kind: first.kind,
      side: 'centre',
      points: [...flip(first.points), ...first.points.slice(1)],
    },
    ...middle.map((run) => ({ kind: run.kind, side: 'left' as Side, points: [...run.points] })),
  ];
  if (legged) {
    runs.push({ kind: last.kind, side: 'left', points: [...last.points] });
    runs.push({ kind: last.kind, side: 'right', points: flip(last.points) });
  } else {
    runs.push({
      kind: last.kind,
      side: 'centre',
      points: [...last.points, ...flip(last.points).slice(1)],
    });
  }
  for (const run of [...middle].reverse()) {
    runs.push({ kind: run.kind, side: 'right', points: flip(run.points) });
  }
  return runs;
}

/** Cuts from the left neck point down to the right armpit: neck and right armhole become one edge. */
function bareRightShoulder(runs: readonly DrawnRun[]): DrawnRun[] {
  const armhole = runs.find((run) => run.kind === 'armhole' && run.side === 'right')!;
  const neck = runs.find((run) => run.kind === 'neck')!;
  const slanted: DrawnRun = {
    kind: 'neck',
    side: 'centre',
    points: [armhole.points[0]!, [-8, -18], [0, -12], neck.points.at(-1)!],
  };
  return [
    slanted,
    ...runs.filter(
      (run) =>
        run.kind !== 'neck' &&
        !(run.side === 'right' && (run.kind === 'armhole' || run.kind === 'shoulder')),
    ),
  ];
}

function densify(points: readonly (readonly [number, number])[]): [number, number][] {
  const dense: [number, number][] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [ax, ay] = points[i]!;
    const [bx, by] = points[i + 1]!;
    const steps = Math.max(1, Math.round(Math.hypot(bx - ax, by - ay) / POINT_SPACING));
    for (let s = 0; s < steps; s++) {
      dense.push([ax + ((bx - ax) * s) / steps, ay + ((by - ay) * s) / steps]);
    }
  }
  const [x, y] = points.at(-1)!;
  dense.push([x, y]);
  return dense;
}

function fillPolygon(points: Float64Array): Uint8Array {
  const data = new Uint8Array(WIDTH * HEIGHT);
  const count = points.length / 2;
  for (let row = 0; row < HEIGHT; row++) {
    const y = row + 0.5;
    const crossings: number[] = [];
    for (let i = 0, j = count - 1; i < count; j = i++) {
      const yi = points[2 * i + 1]!;
      const yj = points[2 * j + 1]!;
      if (yi > y === yj > y) continue;
      const xi = points[2 * i]!;
      crossings.push(((points[2 * j]! - xi) * (y - yi)) / (yj - yi) + xi);
    }
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil(crossings[k]! - 0.5));
      const to = Math.min(WIDTH - 1, Math.floor(crossings[k + 1]! - 0.5));
      if (to >= from) data.fill(255, row * WIDTH + from, row * WIDTH + to + 1);
    }
  }
  return data;
}
