import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { FileToGive } from './fitting-room.ts';

export type Rgb = readonly [number, number, number];

/** A short-sleeved top drawn flat on a plain ground, as a phone's JPEG. */
export async function drawnTop(colour: Rgb, name = 'top.jpg'): Promise<FileToGive> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1000">
    <rect width="900" height="1000" fill="#eceae6"/>
    <path fill="rgb(${colour.join(',')})" d="M350 140 Q450 205 550 140 L640 175 L800 360 L700 440 L630 375
      L635 860 Q450 880 265 860 L270 375 L200 440 L100 360 L260 175 Z"/>
  </svg>`;
  const buffer = await sharp(Buffer.from(svg)).jpeg({ quality: 92 }).toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGB triples. */
  readonly data: Buffer;
}

/** What the viewer shows, without the buttons that lie over its lower edge. */
export async function viewerPicture(page: Page): Promise<Picture> {
  const box = await page.locator('#viewer').boundingBox();
  if (!box) throw new Error('The viewer is not on the page.');
  const png = await page.screenshot({ clip: { ...box, height: box.height * 0.86 } });
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Light changes a surface's brightness much and its colour little: angle between two colours. */
function colourAngle(a: Rgb, b: Rgb): number {
  const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  return Math.acos(Math.min(1, dot / (Math.hypot(...a) * Math.hypot(...b) || 1)));
}

/** Share of the picture whose colour is `colour` under any light, 0..1. */
export function shareOfColour(picture: Picture, colour: Rgb, within = 0.16): number {
  const { data } = picture;
  let count = 0;
  for (let i = 0; i < data.length; i += 3) {
    const pixel: Rgb = [data[i]!, data[i + 1]!, data[i + 2]!];
    // Near black every colour looks alike.
    if (Math.max(...pixel) > 24 && colourAngle(pixel, colour) < within) count += 1;
  }
  return count / (data.length / 3);
}

/** Mean colour of a patch; shares of the picture's width and height. */
export function patchColour(picture: Picture, x: number, y: number, radius = 4): Rgb {
  const sum = [0, 0, 0];
  let count = 0;
  const [cx, cy] = [Math.round(x * picture.width), Math.round(y * picture.height)];
  for (let row = cy - radius; row <= cy + radius; row++) {
    for (let column = cx - radius; column <= cx + radius; column++) {
      const at = (row * picture.width + column) * 3;
      for (let k = 0; k < 3; k++) sum[k]! += picture.data[at + k]!;
      count += 1;
    }
  }
  return [sum[0]! / count, sum[1]! / count, sum[2]! / count];
}
