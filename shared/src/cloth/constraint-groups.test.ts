import { describe, expect, it } from 'vitest';
import { gridGarment } from '../../test/shapes/grid-garment.ts';
import { buildCloth } from './cloth.ts';
import { type ConstraintGroups, colouredGroups, orderedGroups } from './constraint-groups.ts';
import { DEFAULT_FABRIC } from './fabric.ts';

const cloth = buildCloth(
  gridGarment({ columns: 12, rows: 9, spacing: 0.02, tube: true }),
  DEFAULT_FABRIC,
);
const LISTS = [
  { what: 'edges', vertices: cloth.edges, arity: 2 },
  { what: 'triangles', vertices: cloth.indices, arity: 3 },
  { what: 'hinges', vertices: cloth.hinges, arity: 4 },
];
const KINDS = [
  { how: 'ordered', groupsOf: orderedGroups },
  { how: 'coloured', groupsOf: colouredGroups },
];

function groupOf({ order, starts }: ConstraintGroups): Uint32Array {
  const groups = new Uint32Array(order.length);
  for (let group = 0; group + 1 < starts.length; group++) {
    for (let n = starts[group]!; n < starts[group + 1]!; n++) groups[order[n]!] = group;
  }
  return groups;
}

describe.for(KINDS)('$how groups', ({ groupsOf }) => {
  it.for(LISTS)('of $what hold each once, and no vertex twice in one', ({ vertices, arity }) => {
    const { order, starts } = groupsOf(vertices, arity, cloth.vertexCount);
    expect([...order].sort((a, b) => a - b)).toEqual(
      Array.from({ length: vertices.length / arity }, (_, c) => c),
    );
    expect(starts.at(-1)).toBe(order.length);
    for (let group = 0; group + 1 < starts.length; group++) {
      expect(starts[group + 1]).toBeGreaterThan(starts[group]!);
      const seen = new Set<number>();
      for (let n = starts[group]!; n < starts[group + 1]!; n++) {
        for (let k = 0; k < arity; k++) seen.add(vertices[arity * order[n]! + k]!);
      }
      expect(seen.size).toBe(arity * (starts[group + 1]! - starts[group]!));
    }
  });

  it('are none for no constraints', () => {
    expect(groupsOf(new Uint32Array(), 2, 5)).toEqual({
      order: new Uint32Array(),
      starts: Uint32Array.of(0),
    });
  });
});

it('ordered groups keep neighbours in their order', () => {
  const groups = groupOf(orderedGroups(cloth.edges, 2, cloth.vertexCount));
  const last = new Map<number, number>();
  groups.forEach((group, e) => {
    for (const v of [cloth.edges[2 * e]!, cloth.edges[2 * e + 1]!]) {
      expect(group).toBeGreaterThan(last.get(v) ?? -1);
      last.set(v, group);
    }
  });
});

describe('coloured groups', () => {
  it('are few', () => {
    const count = ({ starts }: ConstraintGroups) => starts.length - 1;
    expect(count(colouredGroups(cloth.hinges, 4, cloth.vertexCount))).toBeLessThan(32);
    expect(count(colouredGroups(cloth.edges, 2, cloth.vertexCount))).toBeLessThan(16);
  });

  it('go on beyond 32 at a crowded vertex, and end at 64', () => {
    const star = (rays: number) =>
      Uint32Array.from({ length: 2 * rays }, (_, i) => (i % 2 === 0 ? 0 : 1 + (i >> 1)));
    expect(colouredGroups(star(40), 2, 41).starts.length).toBe(41);
    expect(() => colouredGroups(star(65), 2, 66)).toThrow('too many');
  });
});
