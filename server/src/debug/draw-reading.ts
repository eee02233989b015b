import type {
  FrontOpening,
  GarmentReading,
  OutlineArc,
} from '@fitroom/shared/reading/garment-reading';
import sharp from 'sharp';

type Kind = OutlineArc['kind'];

/** One colour a kind of arc; the same in every drawing. */
export const ARC_COLOURS: Readonly<Record<Kind, string>> = {
  neck: '#f0f',
  top: '#f0f',
  waist: '#f0f',
  shoulder: '#0cf',
  cuff: '#ff0',
  leg: '#ff0',
  armhole: '#fa0',
  underarm: '#0f0',
  inseam: '#0f0',
  side: '#f22',
  outseam: '#f22',
  hem: '#26f',
};
const FRONT_EDGE_COLOUR = '#f9f';
/** Landmarks that the reader is surer of than this are drawn full, others hollow. */
const SURE = 0.5;

export interface OverlayOptions {
  /** Drawn pixels to one of the working image. */
  readonly scale: number;
  /** Whether landmarks bear their names and confidences. */
  readonly names: boolean;
}

/** SVG elements of what was read, in drawn pixels: arcs, the front's own edges, landmarks. */
export function readingShapes(reading: GarmentReading, { scale, names }: OverlayOptions): string {
  const line = (points: string, colour: string, dash = '') =>
    `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2" ${dash}/>`;
  const whole = (points: Float64Array) => runPoints(points, 0, points.length / 2 - 1, scale);
  const shapes = reading.arcs.map(({ kind, from, to }) =>
    line(runPoints(reading.outline, from, to, scale), ARC_COLOURS[kind]),
  );
  for (const edge of [reading.frontNeckline, reading.frontWaist, reading.frontHem]) {
    if (edge) shapes.push(line(whole(edge), FRONT_EDGE_COLOUR));
  }
  for (const edge of openingEdges(reading.frontOpening)) {
    shapes.push(line(whole(edge), FRONT_EDGE_COLOUR, 'stroke-dasharray="6 4"'));
  }
  for (const { name, x, y, confidence } of reading.landmarks) {
    const fill = confidence >= SURE ? '#fff' : 'none';
    const [cx, cy] = [(x * scale).toFixed(1), (y * scale).toFixed(1)];
    shapes.push(
      `<circle cx="${cx}" cy="${cy}" r="4" fill="${fill}" stroke="#000" stroke-width="1.5"/>`,
    );
    if (names)
      shapes.push(outlinedText(x * scale + 6, y * scale - 4, `${name} ${confidence.toFixed(2)}`));
  }
  return shapes.join('');
}

function openingEdges(opening: FrontOpening | null): readonly Float64Array[] {
  if (!opening) return [];
  return opening.shown === 'closed' ? [opening.left] : [opening.left, opening.right];
}

/** White text with a dark rim, readable on any photo. */
export function outlinedText(x: number, y: number, words: string, size = 12): string {
  return (
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-family="sans-serif" font-size="${size}" ` +
    `fill="#fff" stroke="#000" stroke-width="2.5" paint-order="stroke">${escaped(words)}</text>`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function runPoints(points: ArrayLike<number>, from: number, to: number, scale: number): string {
  const count = points.length / 2;
  const steps = ((to - from + count) % count || count) + 1;
  return Array.from({ length: steps }, (_, k) => {
    const i = (from + k) % count;
    return `${(points[i * 2]! * scale).toFixed(1)},${(points[i * 2 + 1]! * scale).toFixed(1)}`;
  }).join(' ');
}

/** What a drawing is made on. */
export type PhotoUnder = Pick<GarmentReading, 'width' | 'height' | 'matte'> & {
  readonly workingImage: { readonly data: ArrayLike<number> };
};

/** The working image with everything outside the matte dimmed to dark green, as raw RGB. */
export function dimmedPhoto({ width, height, matte, workingImage }: PhotoUnder): Buffer {
  const dimmed = Buffer.alloc(width * height * 3);
  for (let p = 0; p < width * height; p += 1) {
    const share = 0.45 + (0.55 * matte.data[p]!) / 255;
    for (let c = 0; c < 3; c += 1) {
      const ground = c === 1 ? 90 : 20;
      dimmed[p * 3 + c] = workingImage.data[p * 4 + c]! * share + ground * (1 - share);
    }
  }
  return dimmed;
}

/** Draws SVG elements (drawn pixels) over the dimmed photo, as PNG. */
export async function drawOverPhoto(
  under: PhotoUnder,
  scale: number,
  shapes: string,
): Promise<Buffer> {
  const width = Math.round(under.width * scale);
  const height = Math.round(under.height * scale);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes}</svg>`;
  return sharp(dimmedPhoto(under), {
    raw: { width: under.width, height: under.height, channels: 3 },
  })
    .resize(width, height)
    .composite([{ input: Buffer.from(svg), left: 0, top: 0 }])
    .png()
    .toBuffer();
}
