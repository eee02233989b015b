import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import { pointAtDistance, sleeveLine } from './sleeve-line.ts';

const pattern = draftPattern(exampleReading('long-sleeve'), exampleBody(), {
  ease: 'regular',
  knownWidthCm: null,
});

describe('sleeveLine', () => {
  it('runs from the armpit outwards to the middle of the cuff', () => {
    const line = sleeveLine(pattern, 'left');
    const cuff = pattern.landmarks['cuff-left']!;
    const [endX, endY] = line.at(-1)!;
    expect(Math.hypot(endX - cuff[0], endY - cuff[1])).toBeLessThan(0.01);
    expect(line[0]![0]).toBeLessThan(endX);
    expect(line[0]![1]).toBeGreaterThan(endY);
  });

  it('is the mirror image on the other side of a symmetric garment', () => {
    const left = sleeveLine(pattern, 'left');
    const right = sleeveLine(pattern, 'right');
    expect(right.at(-1)![0]).toBeCloseTo(-left.at(-1)![0], 2);
    expect(right.at(-1)![1]).toBeCloseTo(left.at(-1)![1], 2);
  });

  it('is empty without sleeves', () => {
    const tank = draftPattern(exampleReading('tank'), exampleBody(), {
      ease: 'regular',
      knownWidthCm: null,
    });
    expect(sleeveLine(tank, 'left')).toEqual([]);
  });
});

describe('pointAtDistance', () => {
  const line = [
    [0, 0],
    [1, 0],
    [2, 0],
  ] as const;

  it('lies between the points of the line', () => {
    expect(pointAtDistance(line, [0, 0], 1.25)).toEqual([1.25, 0]);
  });

  it('is the end of a line that is too short', () => {
    expect(pointAtDistance(line, [0, 0], 5)).toEqual([2, 0]);
  });
});
