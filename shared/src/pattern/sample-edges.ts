import type { FineSpot } from '../mesh/triangulate-interior-points.ts';
import { outlineEdgeLengths } from './edge-sizing.ts';
import type { Panel, PanelEdge, Pattern } from './pattern.ts';

/** An opening needs points of its own on each panel, or sewing would close it. */
const MIN_OPENING_SEGMENTS = 3;

/** A panel's outline resampled at mesh resolution. */
export interface SampledPanel {
  /** xy pairs in outline order, metres. */
  readonly boundary: Float64Array;
  /** Sample numbers of each edge, ends included, in the order of `Panel.edges`. */
  readonly edgeSamples: readonly (readonly number[])[];
  /** 1 for samples on a seam, its ends included. */
  readonly onSeam: Uint8Array;
  readonly fineSpots: readonly FineSpot[];
}

/** A run of outline points with the edge lengths wanted along it. */
interface Run {
  readonly points: number[];
  readonly lengths: number[];
  /** Distance from the start at each point. */
  readonly along: number[];
}

/**
 * Resamples every panel's outline near `edgeLength`. The two edges of a seam get the same number of
 * points at the same shares of their lengths.
 */
export function samplePanels(pattern: Pattern, edgeLength: number): SampledPanel[] {
  const lengths = pattern.panels.map((panel) => outlineEdgeLengths(panel.outline, edgeLength));
  const runs = pattern.panels.map((panel, p) =>
    panel.edges.map((edge) => edgeRun(panel, edge, lengths[p]!)),
  );
  const shares: (readonly number[] | undefined)[][] = pattern.panels.map((panel) =>
    panel.edges.map(() => undefined),
  );
  for (const seam of pattern.seams) {
    const a = findEdge(pattern, seam.a.panel, seam.a.edge);
    const b = findEdge(pattern, seam.b.panel, seam.b.edge);
    const fromA = shareOut(runs[a.panel]![a.edge]!, 1);
    const outB = shareOut(runs[b.panel]![b.edge]!, 1);
    const fromB = seam.reversed ? mirrored(outB) : outB;
    const shared = fromA.length >= fromB.length ? fromA : fromB;
    shares[a.panel]![a.edge] = shared;
    shares[b.panel]![b.edge] = seam.reversed ? mirrored(shared) : shared;
  }
  return pattern.panels.map((panel, p) =>
    samplePanel(panel, runs[p]!, shares[p]!, lengths[p]!, edgeLength),
  );
}

/** The same shares counted from the other end. */
function mirrored(shares: readonly number[]): number[] {
  return shares.map((share) => 1 - share).reverse();
}

/** Number of a named panel and edge. */
export function findEdge(
  pattern: Pattern,
  panelName: string,
  edgeName: string,
): { readonly panel: number; readonly edge: number } {
  const panel = pattern.panels.findIndex((candidate) => candidate.name === panelName);
  const edge = pattern.panels[panel]?.edges.findIndex((candidate) => candidate.name === edgeName);
  if (edge === undefined || edge < 0) {
    throw new Error(`The pattern's seams name an edge it lacks: ${panelName}/${edgeName}.`);
  }
  return { panel, edge };
}

function samplePanel(
  panel: Panel,
  runs: readonly Run[],
  shares: readonly (readonly number[] | undefined)[],
  lengths: Float64Array,
  edgeLength: number,
): SampledPanel {
  const boundary: number[] = [];
  const edgeSamples: number[][] = [];
  panel.edges.forEach((_, e) => {
    const run = runs[e]!;
    const at = shares[e] ?? shareOut(run, MIN_OPENING_SEGMENTS);
    const samples: number[] = [];
    for (let k = 0; k < at.length; k++) {
      samples.push(boundary.length / 2);
      if (k + 1 < at.length) boundary.push(...pointAt(run, at[k]!));
    }
    edgeSamples.push(samples);
  });
  const count = boundary.length / 2;
  for (const samples of edgeSamples) {
    const last = samples.length - 1;
    samples[last] = samples[last]! % count;
  }
  const onSeam = new Uint8Array(count);
  panel.edges.forEach((edge, e) => {
    if (edge.kind === 'seam') for (const sample of edgeSamples[e]!) onSeam[sample] = 1;
  });
  const fineSpots: FineSpot[] = [];
  for (let i = 0; i < lengths.length; i += 2) {
    if (lengths[i]! >= edgeLength * 0.9) continue;
    fineSpots.push({
      x: panel.outline[2 * i]!,
      y: panel.outline[2 * i + 1]!,
      edgeLength: lengths[i]!,
    });
  }
  return { boundary: Float64Array.from(boundary), edgeSamples, onSeam, fineSpots };
}

function edgeRun(panel: Panel, edge: PanelEdge, lengths: Float64Array): Run {
  const count = panel.outline.length / 2;
  const run: Run = { points: [], lengths: [], along: [] };
  const steps = (edge.to - edge.from + count) % count;
  let along = 0;
  for (let k = 0; k <= steps; k++) {
    const i = (edge.from + k) % count;
    const x = panel.outline[2 * i]!;
    const y = panel.outline[2 * i + 1]!;
    if (k > 0) along += Math.hypot(x - run.points.at(-2)!, y - run.points.at(-1)!);
    run.points.push(x, y);
    run.lengths.push(lengths[i]!);
    run.along.push(along);
  }
  return run;
}

/** Shares of the run's length, 0 to 1, so that each step is about as long as wanted there. */
function shareOut(run: Run, minSegments: number): number[] {
  const total = run.along.at(-1)!;
  const steps = [0];
  for (let k = 1; k < run.along.length; k++) {
    const wanted = (run.lengths[k]! + run.lengths[k - 1]!) / 2;
    steps.push(steps[k - 1]! + (run.along[k]! - run.along[k - 1]!) / wanted);
  }
  const segments = Math.max(minSegments, Math.round(steps.at(-1)!));
  const shares = [0];
  let k = 1;
  for (let s = 1; s < segments; s++) {
    const goal = (steps.at(-1)! * s) / segments;
    while (steps[k]! < goal) k++;
    const within = (goal - steps[k - 1]!) / (steps[k]! - steps[k - 1]!);
    shares.push((run.along[k - 1]! + within * (run.along[k]! - run.along[k - 1]!)) / total);
  }
  shares.push(1);
  return shares;
}

function pointAt(run: Run, share: number): [number, number] {
  const goal = share * run.along.at(-1)!;
  let k = 1;
  while (k + 1 < run.along.length && run.along[k]! < goal) k++;
  const step = run.along[k]! - run.along[k - 1]!;
  const t = step > 0 ? Math.min(1, Math.max(0, (goal - run.along[k - 1]!) / step)) : 0;
  return [
    run.points[2 * k - 2]! + t * (run.points[2 * k]! - run.points[2 * k - 2]!),
    run.points[2 * k - 1]! + t * (run.points[2 * k + 1]! - run.points[2 * k - 1]!),
  ];
}
