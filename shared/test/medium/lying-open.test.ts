import { beforeAll, expect, it } from 'vitest';
import type { Avatar } from '../../src/body/avatar.ts';
import { drapeGarment } from '../../src/drape/drape-garment.ts';
import { draftPattern } from '../../src/pattern/draft-pattern.ts';
import type { Panel, Pattern } from '../../src/pattern/pattern.ts';
import { lyingOpen } from '../../src/report/lying-open.ts';
import { meanOf, measureOpenings } from '../../src/report/measure-openings.ts';
import { type ExampleGarment, exampleReading } from '../shapes/example-reading.ts';
import { presetAvatar } from '../shapes/preset-avatar.ts';

let avatar: Avatar;
beforeAll(async () => {
  avatar = await presetAvatar('regular');
});

/** The pattern with a seam left out over a share of its length, from the opening that it ends at: as if the edge turned up there. */
function withoutSeam(pattern: Pattern, seam: string, opening: string, share: number): Pattern {
  const open = (panel: Panel): Panel => {
    const count = panel.outline.length / 2;
    const { from, to } = panel.edges.find(({ name }) => name === seam)!;
    const rip = Math.round(share * ((to - from + count) % count));
    const isSeamFirst = panel.edges.find(({ name }) => name === opening)!.from === to;
    const end = isSeamFirst ? (to - rip + count) % count : (from + rip) % count;
    return {
      ...panel,
      edges: panel.edges.map((edge) => {
        if (edge.name === seam) return { ...edge, [isSeamFirst ? 'to' : 'from']: end };
        if (edge.name === opening) return { ...edge, [isSeamFirst ? 'from' : 'to']: end };
        return edge;
      }),
    };
  };
  const has = ({ edges }: Panel) => edges.some(({ name }) => name === seam);
  return { ...pattern, panels: pattern.panels.map((panel) => (has(panel) ? open(panel) : panel)) };
}

async function findings(pattern: Pattern) {
  const { positions, sewn, body } = await drapeGarment(
    pattern,
    avatar,
    { quality: 'low', offsetMm: 4, seed: 1 },
    null,
    { signal: { aborted: false }, progress() {}, log() {}, now: () => 0 },
  );
  const worn = { positions: Float32Array.from(positions), indices: sewn.indices };
  const claims = sewn.openings.map(({ kind, side, vertices }) => ({
    kind,
    side,
    centre: meanOf(worn.positions, vertices),
  }));
  const openings = measureOpenings(worn.positions, worn.indices, claims);
  const { landmarks } = body;
  return lyingOpen(worn, openings, { landmarks, measures: {} }).map(
    ({ kind, side }) => `${kind} ${side}`,
  );
}

it.each([
  ['trousers', 'outseam-left', 'leg-left', 0.5, 'leg left'],
  ['long-sleeve', 'underarm-left', 'cuff-left', 0.6, 'cuff left'],
  ['tee', 'side-left', 'hem', 0.7, 'hem centre'],
] as const)(
  'sees %s of which %s was left out from %s on',
  async (garment: ExampleGarment, seam, opening, share, found) => {
    const whole = draftPattern(exampleReading(garment), avatar.record, {
      ease: 'regular',
      knownWidthCm: null,
    });
    expect(await findings(whole)).toEqual([]);
    expect(await findings(withoutSeam(whole, seam, opening, share))).toEqual([found]);
  },
);
