import { drawTile } from '@fitroom/shared/render/contact-sheet';
import sharp from 'sharp';
import { encodeImage } from '../platform/node-images.ts';
import { verdictOf } from './batch-table.ts';
import type { SheetPart } from './dress-for-sheet.ts';

/** Tiles beside each other; each holds four pictures. */
const COLUMNS = 2;
const GAP = 6;
/** What image viewers open without trouble. */
const MOST_PIXELS = 120_000_000;

/**
 * Lays tiles out in rows and encodes the sheet; tiles are shrunk when there are very many.
 *
 * @param parts in the order in which they are read.
 */
export async function composeSheet(parts: readonly SheetPart[]): Promise<Uint8Array> {
  const tiles = await Promise.all(parts.map(async (part) => part.tile ?? (await wordsOnly(part))));
  const first = await sharp(tiles[0]!).metadata();
  const rows = Math.ceil(tiles.length / COLUMNS);
  const pixels = COLUMNS * (first.width + GAP) * rows * (first.height + GAP);
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / pixels));
  const width = Math.floor(first.width * scale);
  const height = Math.floor(first.height * scale);
  const placed = await Promise.all(
    tiles.map(async (png, i) => ({
      input: scale < 1 ? await sharp(png).resize(width, height).toBuffer() : Buffer.from(png),
      left: (i % COLUMNS) * (width + GAP),
      top: Math.floor(i / COLUMNS) * (height + GAP),
    })),
  );
  return new Uint8Array(
    await sharp({
      create: {
        width: COLUMNS * (width + GAP),
        height: rows * (height + GAP),
        channels: 3,
        background: { r: 255, g: 255, b: 255 },
      },
    })
      .composite(placed)
      .png()
      .toBuffer(),
  );
}

/** The tile of a photo whose thread died before it could draw one. */
function wordsOnly({ row }: SheetPart): Promise<Uint8Array> {
  const tile = drawTile({
    pictures: [null, null, null, null],
    lines: [row.name, verdictOf(row)],
    verdict: 'refused',
  });
  return encodeImage(tile, 'image/png');
}
