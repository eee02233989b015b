import { describe, expect, it } from 'vitest';
import type { RgbaImage } from '../image/image.ts';
import { CELL_HEIGHT, CELL_WIDTH, drawTile, lettersPerLine } from './contact-sheet.ts';
import { drawText, GLYPH_STEP } from './draw-text.ts';

function paper(width: number, height: number): RgbaImage {
  return { width, height, data: new Uint8ClampedArray(4 * width * height).fill(255) };
}

function inkOf({ width, height, data }: RgbaImage): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => (data[4 * (y * width + x)]! < 128 ? '#' : '.')).join(
      '',
    ),
  );
}

describe('drawText', () => {
  it('draws letters that can be read', () => {
    const image = paper(2 * GLYPH_STEP, 7);
    drawText(image, 'F7', 0, 0, 1, [0, 0, 0]);
    expect(inkOf(image)).toEqual([
      '#####.#####.',
      '#.........#.',
      '#........#..',
      '####....#...',
      '#......#....',
      '#......#....',
      '#......#....',
    ]);
  });

  it('draws ? for letters it lacks and cuts off at the border', () => {
    const [known, unknown] = [paper(5, 7), paper(5, 7)];
    drawText(known, '?', 0, 0, 1, [0, 0, 0]);
    drawText(unknown, '옷 too long', 0, 0, 1, [0, 0, 0]);
    expect(inkOf(unknown)).toEqual(inkOf(known));
  });
});

describe('drawTile', () => {
  const blue = {
    ...paper(30, 40),
    data: new Uint8ClampedArray(4800).map((_, i) => [0, 0, 255, 255][i % 4]!),
  };

  it('fits pictures into their cells and leaves absent ones blank', () => {
    const tile = drawTile({ pictures: [blue, null], lines: ['one', 'two'], verdict: 'valid' });
    const at = (x: number, y: number) => [
      ...tile.data.subarray(4 * (y * tile.width + x), 4 * (y * tile.width + x) + 3),
    ];
    expect(tile.width).toBeGreaterThan(2 * CELL_WIDTH);
    expect(tile.height).toBeGreaterThan(CELL_HEIGHT);
    expect(at(Math.round(CELL_WIDTH / 2), CELL_HEIGHT / 2)).toEqual([0, 0, 255]);
    expect(at(Math.round(1.5 * CELL_WIDTH), CELL_HEIGHT / 2)).toEqual([255, 255, 255]);
  });

  it('colours its bar by the verdict', () => {
    const bar = (verdict: 'valid' | 'refused') => [
      ...drawTile({ pictures: [null], lines: [], verdict }).data.subarray(0, 3),
    ];
    expect(bar('valid')).not.toEqual(bar('refused'));
  });

  it('cuts long lines', () => {
    const line = 'x'.repeat(10 * lettersPerLine(1));
    expect(() => drawTile({ pictures: [null], lines: [line], verdict: 'invalid' })).not.toThrow();
  });
});
