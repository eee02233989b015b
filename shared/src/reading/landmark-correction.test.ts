import { describe, expect, test, vi } from 'vitest';
import { findSelfCrossing } from '../outline/self-crossing.ts';
import { type DrawnGarment, drawGarment } from './drawn-garments.ts';
import type { GarmentReading } from './garment-reading.ts';
import type { LandmarkCorrection } from './landmark-correction.ts';
import { readFromMatte } from './read-from-matte.ts';
import { workingImageOf } from './working-image.ts';

// A reading is real work; a busy machine is no failure.
vi.setConfig({ testTimeout: 30_000 });

/** Reads a drawn garment by its own transparency. */
function reader(kind: DrawnGarment) {
  const image = workingImageOf(drawGarment(kind));
  const alpha = Uint8Array.from(
    { length: image.width * image.height },
    (_, i) => image.data[i * 4 + 3]!,
  );
  const matte = { width: image.width, height: image.height, data: alpha };
  return (corrections: readonly LandmarkCorrection[]): GarmentReading =>
    readFromMatte(image, matte, { category: 'auto', corrections });
}

const at = (reading: GarmentReading, name: string) =>
  reading.landmarks.find((mark) => mark.name === name)!;

/** Moves by pixels of the working image. */
const MOVES: readonly (readonly [string, DrawnGarment, string, number, number])[] = [
  ['an armpit, up under the sleeve', 'longSleeve', 'armpit-left', 0, -60],
  ['an armpit, into the torso', 'tee', 'armpit-right', 40, 10],
  ['a neck point, along the shoulder', 'tee', 'neck-left', 30, 14],
  ['a neck point, below a collar', 'tee', 'neck-right', 10, 40],
  ['a cuff, off the garment', 'tee', 'cuff-outer-left', 24, -6],
  ['a hem corner, down and out', 'dress', 'hem-right', -20, 25],
  ['a crotch, down between the legs', 'trousers', 'crotch', 0, 60],
  ['a crotch, up into the seat', 'trousers', 'crotch', 4, -50],
  ['a waist corner, down the side', 'skirt', 'waist-left', 6, 40],
];

describe('a landmark moved by hand', () => {
  test.each(MOVES)('%s (%s) is taken as it stands', (_, kind, name, dx, dy) => {
    const read = reader(kind);
    const before = read([]);
    const mark = at(before, name);
    const after = read([
      { name, x: (mark.x + dx) / before.width, y: (mark.y + dy) / before.height },
    ]);
    const moved = at(after, name);
    expect(Math.hypot(moved.x - mark.x - dx, moved.y - mark.y - dy)).toBeLessThan(0.01);
    expect(moved.confidence).toBe(1);
    expect(after.category.value).toBe(before.category.value);
    expect(after.arcs.map(({ kind, side }) => `${kind} ${side}`)).toEqual(
      before.arcs.map(({ kind, side }) => `${kind} ${side}`),
    );
    expect(findSelfCrossing(after.outline)).toBeNull();
    const corners = after.arcs.map(({ from }) =>
      Math.hypot(after.outline[from * 2]! - moved.x, after.outline[from * 2 + 1]! - moved.y),
    );
    expect(Math.min(...corners), 'an arc begins there').toBeLessThan(0.01);
  });

  test('leaves the other corners where they were', () => {
    const read = reader('tee');
    const before = read([]);
    const mark = at(before, 'neck-left');
    const after = read([
      { name: 'neck-left', x: (mark.x + 20) / before.width, y: (mark.y + 10) / before.height },
    ]);
    for (const other of before.landmarks) {
      // The front's neckline is read anew between the neck points.
      if (other.name === 'neck-left' || other.name === 'front-neck') continue;
      const same = at(after, other.name);
      expect(Math.hypot(same.x - other.x, same.y - other.y), other.name).toBeLessThan(0.01);
    }
  });

  test('a name that this garment has not is passed over', () => {
    const read = reader('skirt');
    expect(read([{ name: 'armpit-left', x: 0.5, y: 0.5 }]).outline).toEqual(read([]).outline);
  });
});
