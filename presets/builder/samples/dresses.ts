import type { FlatLay } from './flat-lay.ts';
import { both, insideBack, seams, stitches } from './garment-parts.ts';
import { mirroredPath, type Pixel, path } from './outline.ts';

const GREEN = '#31604e';

/** A tile of small flowers and leaves; positions are staggered so that no rows show. */
function flowers(): string {
  const flower = (x: number, y: number, size: number, petal: string): string =>
    [0, 1, 2, 3, 4]
      .map((i) => {
        const angle = (i * 2 * Math.PI) / 5 + x;
        return disc(x + size * Math.cos(angle), y + size * Math.sin(angle), size * 0.72, petal);
      })
      .concat(disc(x, y, size * 0.55, '#e9b44c'))
      .join('');
  const leaf = (x: number, y: number, turn: number): string =>
    `<ellipse cx="${x}" cy="${y}" rx="7" ry="2.8" fill="#7fa58c" transform="rotate(${turn} ${x} ${y})"/>`;
  return `<pattern id="flowers" width="92" height="92" patternUnits="userSpaceOnUse" patternTransform="rotate(12)">
<rect width="92" height="92" fill="${GREEN}"/>
${leaf(34, 30, 40)}${leaf(12, 10, -30)}${leaf(80, 58, 70)}${leaf(52, 82, 10)}
${flower(22, 20, 6, '#f2e3d5')}${flower(68, 66, 6.5, '#e9a79b')}${flower(70, 18, 4, '#e9a79b')}${flower(20, 68, 4.5, '#f2e3d5')}
<circle cx="46" cy="46" r="2.4" fill="#f2e3d5"/><circle cx="88" cy="40" r="2" fill="#e9b44c"/>
</pattern>`;
}

function disc(x: number, y: number, r: number, fill: string): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r}" fill="${fill}"/>`;
}

function wrapDress(): FlatLay {
  const neck: Pixel = [370, 116];
  const body = mirroredPath(
    [450, 286],
    [
      [424, 236, 388, 170, ...neck],
      [334, 126, 298, 136, 264, 152],
      [226, 184, 186, 236, 158, 292],
      [184, 322, 214, 340, 246, 350],
      [250, 330, 253, 316, 256, 304],
      [266, 360, 280, 420, 288, 470],
      [262, 590, 170, 880, 128, 1062],
      [230, 1092, 350, 1100, 450, 1100],
    ],
  );
  const inside = insideBack(neck, 24, 400);
  const inset = `M370 116C398 138 502 138 530 116L450 300Z`;
  const gathers = Array.from({ length: 15 }, (_, i) => {
    const x = 300 + i * 21.5;
    const lean = (x - 450) * 0.16;
    const long = 46 + ((i * 37) % 60);
    return `M${x} 478q${lean * 0.2} ${long / 2} ${lean * (long / 90)} ${long}`;
  }).join('');
  return {
    id: 'dress-floral',
    category: 'dress',
    names: { en: 'Floral midi dress', ko: '플로럴 미디 원피스' },
    shadow: [body, inset],
    defs: flowers(),
    inside:
      `<path d="${inside}" fill="#24493b"/>` +
      `<path d="${path(neck, [
        [398, 140, 502, 140, 530, 116],
      ])}" fill="none" stroke="#1d3c30" stroke-width="9"/>` +
      `<rect x="434" y="140" width="32" height="18" rx="2" fill="#efe6d8"/>`,
    cloth: `<path d="${body}" fill="url(#flowers)"/>`,
    trims:
      seams(
        path([533, 122], [[514, 176, 478, 244, 450, 298]]),
        path([367, 122], [[386, 176, 422, 244, 450, 298]]),
        path([450, 298], [[449, 360, 448, 420, 448, 468]]),
        path([287, 468], [[340, 478, 560, 478, 613, 468]]),
        path([286, 478], [[340, 488, 560, 488, 614, 478]]),
        ...both([264, 152], [[252, 200, 250, 258, 256, 304]]),
      ) +
      `<path d="${gathers}" fill="none" stroke="#000" stroke-opacity=".22" stroke-width="3" stroke-linecap="round"/>` +
      stitches(
        path([133, 1042], [[240, 1074, 660, 1074, 767, 1042]]),
        ...both([166, 282], [[192, 310, 220, 326, 249, 334]]),
      ),
    creases: [
      path([350, 500], [[330, 660, 290, 860, 262, 1040]]),
      path([420, 500], [[414, 680, 396, 880, 392, 1060]]),
      path([500, 500], [[512, 680, 530, 860, 540, 1050]]),
      path([572, 500], [[600, 660, 650, 860, 676, 1020]]),
      path([262, 320], [[300, 340, 330, 370, 346, 410]]),
      path([638, 320], [[600, 345, 572, 380, 560, 420]]),
    ],
    creaseColour: '#0a2018',
    seed: 31,
    wrinkles: [0.008, 0.0032],
  };
}

export const DRESSES: readonly FlatLay[] = [wrapDress()];
