import type { FlatLay } from './flat-lay.ts';
import { both, insideBack, seams, stitches } from './garment-parts.ts';
import { mirroredPath, type Pixel, path, type Stroke } from './outline.ts';

function printedTee(): FlatLay {
  const neck: Pixel = [358, 222];
  const frontNeck: Stroke = [408, 322, 376, 290, ...neck];
  const body = mirroredPath(
    [450, 322],
    [
      frontNeck,
      [318, 236, 270, 250, 232, 268],
      [186, 300, 122, 366, 74, 428],
      [104, 478, 140, 516, 184, 540],
      [192, 506, 200, 480, 208, 462],
      [214, 620, 210, 820, 202, 996],
      [290, 1008, 380, 1010, 450, 1010],
    ],
  );
  const inside = insideBack(neck, 34, 385);
  const collar = path(
    [542, 222],
    [
      [524, 290, 492, 322, 450, 322],
      [408, 322, 376, 290, ...neck],
    ],
  );
  return {
    id: 'tee-sunrise',
    category: 'top',
    names: { en: 'T-shirt with a sunrise print', ko: '해돋이 프린트 티셔츠' },
    shadow: [body, inside],
    inside:
      `<path d="${inside}" fill="#1f5054"/>` +
      `<path d="${path(neck, [
        [398, 256, 502, 256, 542, 222],
      ])}" fill="none" stroke="#28636a" stroke-width="20"/>` +
      `<rect x="432" y="266" width="36" height="20" rx="2" fill="#e9e2d4"/>`,
    cloth: `<path d="${body}" fill="#35818a"/>${sunrise()}`,
    trims:
      `<path d="${collar}" fill="none" stroke="#2c6f78" stroke-width="19"/>` +
      seams(
        path(
          [552, 226],
          [
            [533, 300, 496, 333, 450, 333],
            [404, 333, 367, 300, 348, 226],
          ],
        ),
        ...both([232, 268], [[224, 330, 212, 400, 208, 462]]),
      ) +
      stitches(
        path([204, 978], [[370, 992, 530, 992, 696, 978]]),
        ...both([86, 414], [[114, 462, 150, 498, 190, 520]]),
      ),
    creases: [
      path([222, 470], [[262, 500, 290, 540, 300, 590]]),
      path([678, 470], [[640, 505, 620, 560, 612, 610]]),
      path([240, 940], [[300, 900, 330, 840, 338, 790]]),
      path([640, 930], [[600, 880, 590, 830, 592, 780]]),
    ],
    creaseColour: '#06282c',
    seed: 11,
    wrinkles: [0.006, 0.0042],
  };
}

function sunrise(): string {
  const waves = [0, 1, 2]
    .map((i) => {
      const y = 690 + i * 26;
      return `<path d="M336 ${y}q19 -17 38 0t38 0t38 0t38 0t38 0t38 0" fill="none" stroke="${['#f3ead7', '#f0b98d', '#f3ead7'][i]}" stroke-width="9" stroke-linecap="round"/>`;
    })
    .join('');
  const rays = Array.from({ length: 9 }, (_, i) => {
    const angle = Math.PI + (Math.PI * (i + 0.5)) / 9;
    const at = (r: number): string =>
      `${(450 + r * Math.cos(angle)).toFixed(1)} ${(650 + r * Math.sin(angle)).toFixed(1)}`;
    return `<path d="M${at(96)}L${at(122)}" stroke="#f3ead7" stroke-width="8" stroke-linecap="round"/>`;
  }).join('');
  return `<g transform="translate(0 -105)"><path d="M370 650a80 80 0 0 1 160 0z" fill="#ee8f5f"/>
<path d="M398 650a52 52 0 0 1 104 0z" fill="#f6bd78"/>${rays}
<path d="M330 652h240" stroke="#f3ead7" stroke-width="8" stroke-linecap="round"/>${waves}</g>`;
}

function stripedTop(): FlatLay {
  const neck: Pixel = [356, 208];
  const body = mirroredPath(
    [450, 268],
    [
      [408, 268, 376, 250, ...neck],
      [326, 218, 284, 236, 248, 256],
      [198, 306, 154, 430, 116, 540],
      [84, 640, 56, 740, 34, 820],
      [54, 838, 82, 848, 108, 850],
      [144, 740, 188, 610, 226, 494],
      [238, 650, 236, 810, 228, 938],
      [300, 950, 380, 953, 450, 953],
    ],
  );
  const inside = insideBack(neck, 26, 312);
  const stripes = Array.from(
    { length: 17 },
    (_, i) => `<rect x="0" y="${330 + i * 38}" width="900" height="15" fill="#26395c"/>`,
  ).join('');
  return {
    id: 'longsleeve-stripes',
    category: 'top',
    names: { en: 'Striped long-sleeve top', ko: '스트라이프 긴팔 티셔츠' },
    shadow: [body, inside],
    defs: `<clipPath id="top"><path d="${body}"/></clipPath>`,
    inside:
      `<path d="${inside}" fill="#b9b1a1"/>` +
      `<path d="${path(neck, [
        [390, 236, 510, 236, 544, 208],
      ])}" fill="none" stroke="#cdc5b5" stroke-width="16"/>` +
      `<rect x="434" y="244" width="32" height="14" rx="2" fill="#26395c"/>`,
    cloth: `<path d="${body}" fill="#e3dac7"/><g clip-path="url(#top)">${stripes}</g>`,
    trims:
      `<path d="${path(
        [544, 208],
        [
          [524, 250, 492, 268, 450, 268],
          [408, 268, 376, 250, ...neck],
        ],
      )}" fill="none" stroke="#d8ceb9" stroke-width="15"/>` +
      seams(
        path(
          [551, 214],
          [
            [528, 259, 496, 277, 450, 277],
            [404, 277, 372, 259, 349, 214],
          ],
        ),
        ...both([248, 256], [[242, 326, 232, 412, 226, 494]]),
      ) +
      stitches(
        path([230, 922], [[370, 937, 530, 937, 670, 922]]),
        ...both([40, 800], [[60, 818, 88, 828, 114, 830]]),
      ),
    creases: [
      path([236, 510], [[276, 540, 296, 590, 302, 640]]),
      path([664, 510], [[626, 548, 608, 600, 604, 650]]),
      path([150, 560], [[132, 590, 122, 610, 118, 640]]),
      path([752, 570], [[768, 600, 778, 624, 784, 650]]),
    ],
    creaseColour: '#3a3020',
    seed: 23,
    wrinkles: [0.007, 0.004],
  };
}

export const TOPS: readonly FlatLay[] = [printedTee(), stripedTop()];
