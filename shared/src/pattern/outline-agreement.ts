import type { GrayImage } from '../image/image.ts';
import { crossingsAtRows } from '../mesh/polygon.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import type { Panel, Pattern } from './pattern.ts';
import { photoFromFlat } from './photo-map.ts';

/** Alpha from which a matte pixel counts as garment. */
const SOLID = 128;

/**
 * How well the panels keep the garment's silhouette: intersection over union of all panels, drawn at
 * the working image's size, with the matte as it was before any smoothing. A pixel belongs to a
 * panel when its centre does. Cloth let in where the photo shows none has no part in it.
 */
export function outlineIou(reading: GarmentReading, pattern: Pattern): number {
  const { width, height, matte } = reading;
  const covered = new Uint8Array(width * height);
  for (const panel of pattern.panels) {
    if (!panel.crotch) fillPanel(panel, covered, width, height);
  }
  return overlap(matte.data, covered);
}

function overlap(matte: GrayImage['data'], covered: Uint8Array): number {
  const count = covered.length;
  let both = 0;
  let either = 0;
  for (let i = 0; i < count; i++) {
    const solid = matte[i]! >= SOLID;
    if (solid && covered[i]) both++;
    if (solid || covered[i]) either++;
  }
  return either > 0 ? both / either : 0;
}

function fillPanel(panel: Panel, covered: Uint8Array, width: number, height: number): void {
  const count = panel.outline.length / 2;
  const pixels = new Float64Array(panel.outline.length);
  for (let i = 0; i < count; i++) {
    photoFromFlat(panel, panel.outline[2 * i]!, panel.outline[2 * i + 1]!, pixels, 2 * i, 'edge');
  }
  for (const [row, crossings] of crossingsAtRows(pixels, height).entries()) {
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil(crossings[k]! - 0.5));
      const to = Math.min(width - 1, Math.floor(crossings[k + 1]! - 0.5));
      if (to >= from) covered.fill(1, row * width + from, row * width + to + 1);
    }
  }
}
