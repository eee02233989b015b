import { GIRTH_OVER_SKIN } from './ease-tight-levels.ts';

/** Garments stretch, or were graded, by no more than this where the body is wider than they are. */
const MOST_REACH = 1.3;
/** A waist's elastic stretches by more. */
const MOST_AT_WAIST = 1.4;
/** Room beyond touching: cloth that must stretch over the hip climbs to the waist instead, metres. */
const ROOM = 0.015;
/**
 * Metres over which a level's widening spreads up and down, whole and fading. Levels lie a centimetre
 * apart: were this a whole number of them, a distance's last bit, which engines round apart, would
 * decide whether the last one counts.
 */
const SPREAD = 0.042;
const FADE = 0.12;

/** A level of a torso that goes round the body. */
export interface TorsoLevel {
  /** Metres, pattern frame, downwards from one level to the next. */
  readonly y: number;
  /** Flat, front or back, metres. */
  readonly width: number;
  /** Of the body there, metres; 0 where nothing has to be gone round. */
  readonly girth: number;
  /** 1 at a waist's opening, which keeps its own width and is only let out to the body's; 0 elsewhere. */
  readonly waist: number;
}

/**
 * Factor by which each level must be wider to go round the body: 1 where it is wide enough. Knits and
 * slim cuts stretch over hips, children's clothes are too narrow for grown-ups; widening the levels that
 * need it keeps the rest, and the length, as the photo shows them.
 *
 * @param most Factor that none exceeds.
 */
export function reachRound(levels: readonly TorsoLevel[], most = MOST_REACH): number[] {
  const needed = levels.map(({ width, girth }) =>
    girth > 0 && width > 0
      ? Math.min(most, Math.max(1, (girth + GIRTH_OVER_SKIN + ROOM) / 2 / width))
      : 1,
  );
  const widest = levels.map(({ y }) => {
    let most = 1;
    levels.forEach((other, j) => {
      if (Math.abs(other.y - y) <= SPREAD) most = Math.max(most, needed[j]!);
    });
    return most;
  });
  return levels.map(({ y, width, girth, waist }) => {
    let sum = 0;
    let weights = 0;
    levels.forEach((other, j) => {
      const weight = FADE - Math.abs(other.y - y);
      if (weight <= 0) return;
      sum += weight * widest[j]!;
      weights += weight;
    });
    const own = girth > 0 && width > 0 ? Math.max(1, girth / 2 / width) : 1;
    return waist * Math.min(MOST_AT_WAIST, own) + ((1 - waist) * sum) / weights;
  });
}
