import type { OpeningKind } from '../garment/vocabulary.ts';
import { boundaryLoops } from '../mesh/boundary-loops.ts';
import { edgeKey } from '../mesh/edge-key.ts';
import type { Side } from '../reading/garment-reading.ts';
import { type Pattern, wholePanel } from './pattern.ts';
import type { SampledPanel } from './sample-edges.ts';
import type { OpeningLoop } from './sewn-garment.ts';

/**
 * Finds a sewn garment's openings and names each by the pattern edges that most of it comes from;
 * in the order of the back panel's edges.
 *
 * @param vertexOf Vertex number of each panel's points.
 */
export function labelOpenings(
  pattern: Pattern,
  panels: readonly SampledPanel[],
  vertexOf: readonly Uint32Array[],
  indices: Uint32Array,
  vertexCount: number,
): OpeningLoop[] {
  const labelOf = new Map<number, { kind: OpeningKind; side: Side }>();
  const keyOf = (a: number, b: number) => edgeKey(a, b, vertexCount);
  pattern.panels.forEach((panel, p) => {
    panel.edges.forEach((edge, e) => {
      if (edge.opening === null) return;
      const samples = panels[p]!.edgeSamples[e]!;
      for (let k = 0; k + 1 < samples.length; k++) {
        labelOf.set(keyOf(vertexOf[p]![samples[k]!]!, vertexOf[p]![samples[k + 1]!]!), {
          kind: edge.opening,
          side: edge.side,
        });
      }
    });
  });
  const loops = boundaryLoops(indices, vertexCount).map((vertices): OpeningLoop => {
    const votes = new Map<string, { kind: OpeningKind; side: Side; count: number }>();
    for (let i = 0; i < vertices.length; i++) {
      const label = labelOf.get(keyOf(vertices[i]!, vertices[(i + 1) % vertices.length]!));
      if (!label) continue;
      const key = `${label.kind} ${label.side}`;
      const vote = votes.get(key);
      if (vote) vote.count++;
      else votes.set(key, { ...label, count: 1 });
    }
    const ranked = [...votes.values()].sort((a, b) => b.count - a.count);
    // An open front's loop takes neck and hem in, however long they are.
    if (ranked.some(({ kind }) => kind === 'front'))
      return { kind: 'front', side: 'centre', vertices };
    const winner = ranked[0];
    if (!winner) throw new Error('An opening has no edge of the pattern on it.');
    return { kind: winner.kind, side: winner.side, vertices };
  });
  const place = (loop: OpeningLoop) =>
    wholePanel(pattern).edges.findIndex(
      (edge) => edge.opening === loop.kind && edge.side === loop.side,
    );
  return loops.sort((a, b) => place(a) - place(b));
}
