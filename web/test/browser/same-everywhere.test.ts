import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { distancesMm, maskIou } from './support/compare-shapes.ts';
import { appAsLeft, choosePhoto, resultAfter } from './support/fitting-room.ts';
import { fittingRoomTest } from './support/fitting-room-test.ts';
import { newestStored } from './support/stored-result.ts';
import { realPhoto, tryOnInNode } from './support/try-on-in-node.ts';

/** Mattes of browser and server may differ by less than the contract's 0.995: decoders do. */
const LEAST_MASK_IOU = 0.999;
const MOST_DISTANCE_MM = 2;

const SAMPLE = join(import.meta.dirname, '..', '..', '..', 'presets', 'samples', 'tee-sunrise.jpg');

const room = fittingRoomTest({ hasWebGl: false, serviceWorkers: 'block' });

/** As a phone writes it: pixels lying on their side, upright by Exif, in a wider colour space. */
const asPhonesWrite = (photo: Buffer) =>
  sharp(photo)
    .rotate(-90)
    .withMetadata({ orientation: 6, icc: 'p3' })
    .jpeg({ quality: 95 })
    .toBuffer();

/**
 * `share` of the vertices is within the distance. The same pixels give the same bits; between colour
 * spaces browser and sharp round apart by a step or two, the outline moves by hundredths of a pixel,
 * and where cloth may fold either way a part of it takes the other way.
 */
const PHOTOS = [
  { what: 'a drawn sample', share: 1, open: () => readFile(SAMPLE) },
  {
    what: 'a photo that Exif turns, in Display P3',
    share: 0.5,
    open: async () => asPhonesWrite(await readFile(SAMPLE)),
  },
  { what: 'a real photo', share: 1, open: () => realPhoto('user/tshirt/e7090cf1.jpg') },
];

/** The distance that `share` of the sorted distances do not exceed. */
const quantile = (sorted: Float64Array, share: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;

test.for(PHOTOS)(
  'browser and Node make the same garment: $what',
  async ({ open, share }, { skip }) => {
    const { page } = room.browser;
    const photo = await open();
    if (!photo) return skip('FITROOM_PHOTOS is not set.');
    const before = await appAsLeft(page, room.server.url);
    await choosePhoto(page, { name: 'sample.jpg', mimeType: 'image/jpeg', buffer: photo });
    await resultAfter(page, before);
    const inBrowser = await newestStored(page);
    const inNode = await tryOnInNode(photo);

    const iou = maskIou(inBrowser, inNode.made.reading);
    const decoded = await inNode.decode(inBrowser.fittedGlb);
    const there = distancesMm(decoded.garment, inNode.fitted.garment);
    const back = distancesMm(inNode.fitted.garment, decoded.garment);
    const worst = Math.max(there.at(-1)!, back.at(-1)!);
    const judged = Math.max(quantile(there, share), quantile(back, share));
    console.log(
      `mask IoU ${iou.toFixed(5)}; vertices ${there.length} and ${back.length}; ` +
        `median ${quantile(there, 0.5).toFixed(3)}, p90 ${quantile(there, 0.9).toFixed(3)}, ` +
        `p99 ${quantile(there, 0.99).toFixed(3)}, worst ${worst.toFixed(3)} mm`,
    );
    expect(iou).toBeGreaterThanOrEqual(LEAST_MASK_IOU);
    expect(judged).toBeLessThanOrEqual(MOST_DISTANCE_MM);
  },
);
