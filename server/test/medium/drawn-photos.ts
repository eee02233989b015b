import sharp from 'sharp';

/** Garments drawn as a photographer would lay them: cloth with folds on a plain ground. */
const SHAPES = {
  tee: 'M 240 130 Q 300 175 360 130 L 450 165 L 545 300 L 470 350 L 425 285 L 432 590 L 168 590 L 175 285 L 130 350 L 55 300 L 150 165 Z',
  waisted:
    'M 240 130 Q 300 175 360 130 L 450 165 L 500 260 L 450 290 L 425 265 L 348 400 L 420 640 L 180 640 L 252 400 L 175 265 L 150 290 L 100 260 L 150 165 Z',
  trousers:
    'M 190 90 L 410 90 L 440 420 L 430 740 L 330 740 L 305 330 L 295 330 L 270 740 L 170 740 L 160 420 Z',
} as const;

/** @returns PNG bytes, 600 x 800. */
export async function drawnPhoto(
  shape: keyof typeof SHAPES,
  { transparent = false } = {},
): Promise<Buffer> {
  const ground = transparent ? '' : '<rect width="600" height="800" fill="#f1efec"/>';
  const print = shape === 'tee' ? '<circle cx="300" cy="380" r="60" fill="#e8c33a"/>' : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800">
    <defs><linearGradient id="cloth" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="#2f6f8f"/><stop offset="0.5" stop-color="#37799a"/>
      <stop offset="1" stop-color="#2a6482"/></linearGradient></defs>
    ${ground}<path d="${SHAPES[shape]}" fill="url(#cloth)"/>${print}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
