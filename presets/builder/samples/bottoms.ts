import type { FlatLay } from './flat-lay.ts';
import { both, seams, stitches } from './garment-parts.ts';
import { mirroredPath, path } from './outline.ts';

function button(x: number, y: number, r: number, fill: string): string {
  return (
    `<circle cx="${x + 1.5}" cy="${y + 2.5}" r="${r}" fill="#000" fill-opacity=".3"/>` +
    `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>` +
    `<circle cx="${x}" cy="${y}" r="${r * 0.66}" fill="none" stroke="#000" stroke-opacity=".25" stroke-width="1.5"/>`
  );
}

function chinos(): FlatLay {
  const body = mirroredPath(
    [450, 112],
    [
      [380, 112, 320, 106, 264, 94],
      [246, 160, 222, 240, 208, 320],
      [196, 560, 190, 840, 186, 1116],
      [254, 1128, 320, 1128, 384, 1120],
      [398, 880, 420, 620, 444, 404],
      [446, 400, 448, 398, 450, 398],
    ],
  );
  const inside = 'M264 94C330 82 570 82 636 94C580 110 520 130 450 130C380 130 320 110 264 94Z';
  const loop = (x: number, y: number, turn: number): string =>
    `<rect x="${x - 7}" y="${y}" width="14" height="56" rx="3" fill="#b39b76" stroke="#7d6a4c" stroke-opacity=".5" transform="rotate(${turn} ${x} ${y + 28})"/>`;
  return {
    id: 'trousers-chino',
    category: 'trousers',
    names: { en: 'Beige chinos', ko: '베이지 치노 팬츠' },
    shadow: [body, inside],
    inside: `<path d="${inside}" fill="#8d7959"/>`,
    cloth: `<path d="${body}" fill="#c8ae86"/>`,
    trims:
      seams(
        path([256, 142], [[320, 156, 380, 160, 450, 160]]),
        path([644, 142], [[580, 156, 520, 160, 450, 160]]),
        path([450, 112], [[450, 200, 450, 320, 450, 398]]),
        ...both([316, 156], [[290, 200, 252, 240, 224, 262]]),
      ) +
      stitches(
        path([484, 162], [[486, 220, 484, 280, 452, 326]]),
        ...both([324, 158], [[298, 206, 260, 248, 226, 272]]),
        ...both([188, 1090], [[254, 1102, 320, 1102, 386, 1094]]),
      ) +
      loop(338, 104, -3) +
      loop(562, 104, 3) +
      button(452, 136, 10, '#6f5a3c'),
    creases: [
      path([298, 360], [[292, 600, 288, 860, 286, 1100]]),
      path([602, 360], [[608, 600, 612, 860, 614, 1100]]),
      path([440, 410], [[400, 430, 360, 436, 320, 430]]),
      path([460, 410], [[500, 432, 540, 438, 580, 430]]),
      path([430, 440], [[400, 470, 370, 490, 340, 496]]),
      path([470, 440], [[500, 472, 530, 492, 560, 500]]),
      path([210, 690], [[250, 712, 300, 716, 340, 700]]),
      path([690, 700], [[650, 722, 600, 724, 560, 706]]),
    ],
    creaseColour: '#7a5520',
    seed: 47,
    wrinkles: [0.009, 0.003],
  };
}

const THREAD = '#d6a257';

function denimSkirt(): FlatLay {
  const body = mirroredPath(
    [450, 176],
    [
      [370, 176, 296, 168, 238, 154],
      [214, 250, 172, 420, 150, 560],
      [126, 700, 98, 860, 76, 1000],
      [200, 1040, 330, 1052, 450, 1052],
    ],
  );
  const inside =
    'M238 154C320 138 580 138 662 154C600 176 520 196 450 196C380 196 300 176 238 154Z';
  const topstitch = (...lines: readonly string[]): string =>
    lines
      .map(
        (d) =>
          `<path d="${d}" fill="none" stroke="${THREAD}" stroke-width="2.4" stroke-dasharray="7 3.4"/>`,
      )
      .join('');
  return {
    id: 'skirt-denim',
    category: 'skirt',
    names: { en: 'Buttoned denim skirt', ko: '버튼 데님 스커트' },
    shadow: [body, inside],
    defs: `<pattern id="twill" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(62)">
<rect width="6" height="6" fill="#4a6a94"/><rect width="6" height="2.4" fill="#5d7da6"/></pattern>
<linearGradient id="wash" x1="0" x2="1"><stop offset="0" stop-color="#1c2f4c" stop-opacity=".4"/>
<stop offset=".32" stop-color="#dfe9f5" stop-opacity=".2"/><stop offset=".5" stop-color="#1c2f4c" stop-opacity=".1"/>
<stop offset=".68" stop-color="#dfe9f5" stop-opacity=".2"/><stop offset="1" stop-color="#1c2f4c" stop-opacity=".4"/></linearGradient>`,
    inside: `<path d="${inside}" fill="#33496a"/><rect x="428" y="158" width="44" height="18" rx="2" fill="#e8dfcf"/>`,
    cloth: `<path d="${body}" fill="url(#twill)"/><path d="${body}" fill="url(#wash)"/>`,
    trims:
      seams(
        path([226, 214], [[300, 232, 376, 238, 450, 238]]),
        path([674, 214], [[600, 232, 524, 238, 450, 238]]),
        path([484, 177], [[486, 440, 486, 760, 486, 1050]]),
        ...both([348, 234], [[340, 300, 280, 340, 196, 340]]),
      ) +
      topstitch(
        path([474, 238], [[476, 460, 476, 760, 476, 1050]]),
        path([424, 238], [[424, 460, 424, 760, 424, 1050]]),
        path([229, 203], [[300, 221, 376, 227, 450, 227]]),
        path([671, 203], [[600, 221, 524, 227, 450, 227]]),
        path([80, 976], [[200, 1016, 330, 1028, 450, 1028]]),
        path([820, 976], [[700, 1016, 570, 1028, 450, 1028]]),
        ...both([337, 236], [[328, 292, 274, 328, 199, 329]]),
      ) +
      [206, 330, 450, 570, 690, 810].map((y) => button(450, y, 12, '#c3a468')).join(''),
    creases: [
      path([330, 300], [[300, 540, 250, 800, 226, 1010]]),
      path([570, 300], [[604, 540, 650, 800, 672, 1010]]),
      path([396, 420], [[386, 640, 366, 860, 356, 1030]]),
      path([520, 420], [[530, 640, 550, 860, 556, 1030]]),
    ],
    creaseColour: '#0c1a30',
    seed: 59,
    wrinkles: [0.006, 0.003],
  };
}

export const BOTTOMS: readonly FlatLay[] = [chinos(), denimSkirt()];
