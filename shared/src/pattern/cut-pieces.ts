import type { OpeningKind } from '../garment/vocabulary.ts';
import type { CrotchPieces } from './crotch-pieces.ts';
import {
  joinRuns,
  type PanelRun,
  type PanelRuns,
  type RunKind,
  SEAM_ARCS,
} from './panel-outlines.ts';
import type {
  Affine2,
  HiddenSide,
  HoodMap,
  OverBust,
  Panel,
  PanelEdge,
  Pattern,
  PhotoUnroll,
  Seam,
  SleeveLay,
  StraightLeg,
} from './pattern.ts';
import { type FrontEdges, splitFront } from './split-front.ts';

const OPENING_OF_RUN: Partial<Record<RunKind, OpeningKind>> = {
  neck: 'neck',
  top: 'top',
  cuff: 'cuff',
  armhole: 'armhole',
  hem: 'hem',
  waist: 'waist',
  leg: 'leg',
  front: 'front',
};

/** Where a panel's cloth is on the photo: see photo-map.ts. */
export interface PhotoPlace {
  readonly photoFromPattern: Affine2;
  readonly unroll: PhotoUnroll | null;
  /** Of fronts only. */
  readonly overBust: OverBust | null;
  readonly sleeves: readonly SleeveLay[];
  readonly hiddenSides: readonly HiddenSide[];
  readonly hood: HoodMap | null;
  readonly straightLegs: readonly StraightLeg[] | null;
}

/**
 * The panels of a garment and the seams between them: front and back, sewn where both have a run of
 * the same name; a front that opens in two halves, sewn as `closure` where it is worn closed.
 *
 * @param crotch Pieces let in between the legs.
 * @param edges Where the front opens; null: nowhere. A front that they do not cut in two stays whole.
 */
export function cutPieces(
  runs: PanelRuns,
  edges: FrontEdges | null,
  worn: 'open' | 'closed',
  place: PhotoPlace,
  crotch: CrotchPieces | null = null,
): Pick<Pattern, 'panels' | 'seams'> {
  const halves = edges && splitFront(runs.front, edges);
  const isSeam = (kind: RunKind) => SEAM_ARCS.has(kind) || (kind === 'front' && worn === 'closed');
  const piece = (name: string, facing: 'front' | 'back', cut: readonly PanelRun[]) =>
    buildPanel(name, facing, cut, isSeam, place);
  const fronts = halves
    ? [piece('front-right', 'front', halves.right), piece('front-left', 'front', halves.left)]
    : [piece('front', 'front', runs.front)];
  const back = piece('back', 'back', runs.back);
  const seams = fronts.flatMap((front) => sewnTo(front, back));
  const letIn = crotch ? crotchPanels(crotch, piece) : [];
  seams.push(...crotchSeams([...fronts, back], letIn));
  if (halves && worn === 'closed') {
    seams.push({
      name: 'closure',
      a: { panel: 'front-right', edge: 'front-right' },
      b: { panel: 'front-left', edge: 'front-left' },
      reversed: true,
    });
  }
  return { panels: [...fronts, back, ...letIn], seams };
}

/** `side-left`, `hem`; a second run of the same kind and side gets a number. */
function runNames(runs: readonly PanelRun[]): string[] {
  const used = new Map<string, number>();
  return runs.map((run) => {
    const name = run.side === 'centre' ? run.kind : `${run.kind}-${run.side}`;
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return count === 1 ? name : `${name}-${count}`;
  });
}

function buildPanel(
  name: string,
  facing: 'front' | 'back',
  runs: readonly PanelRun[],
  isSeam: (kind: RunKind) => boolean,
  { photoFromPattern, unroll, overBust, sleeves, hiddenSides, hood, straightLegs }: PhotoPlace,
): Panel {
  const names = runNames(runs);
  const outline = joinRuns(runs);
  const count = outline.length / 2;
  let from = 0;
  const edges = runs.map((run, i): PanelEdge => {
    const to = from + run.points.length / 2 - 1;
    const edge: PanelEdge = {
      name: names[i]!,
      kind: isSeam(run.kind) ? 'seam' : 'opening',
      opening: isSeam(run.kind) ? null : (OPENING_OF_RUN[run.kind] ?? null),
      side: run.side,
      from,
      to: to % count,
    };
    from = to;
    return edge;
  });
  return {
    name,
    facing,
    outline,
    edges,
    photoFromPattern,
    unroll,
    overBust: facing === 'front' ? overBust : null,
    ...(sleeves.length > 0 ? { sleeves } : {}),
    ...(hiddenSides.length > 0 ? { hiddenSides } : {}),
    hood,
    straightLegs,
  };
}

/** Seams along the edges that a front piece shares with the back. */
function sewnTo(front: Panel, back: Panel): Seam[] {
  return back.edges.flatMap(({ name, kind }) =>
    kind === 'seam' && !isCrotch(name) && front.edges.some((edge) => edge.name === name)
      ? [{ name, a: { panel: front.name, edge: name }, b: { panel: back.name, edge: name } }]
      : [],
  );
}

function isCrotch(edge: string): boolean {
  return edge.startsWith('crotch');
}

/** The pieces let in at the crotch, front and back. */
function crotchPanels(
  crotch: CrotchPieces,
  piece: (name: string, facing: 'front' | 'back', cut: readonly PanelRun[]) => Panel,
): Panel[] {
  return (['front', 'back'] as const).map((facing) => ({
    ...piece(`${facing}-crotch`, facing, crotch[facing].runs),
    overBust: null,
    crotch: crotch[facing].place,
  }));
}

/** Seams between the panels and the pieces let in at their crotch, and between the two pieces. */
function crotchSeams(panels: readonly Panel[], letIn: readonly Panel[]): Seam[] {
  const [front, back] = letIn;
  if (!front || !back) return [];
  const sewnOn = panels.flatMap((panel) =>
    panel.edges
      .filter(({ name }) => isCrotch(name))
      .map(({ name }) => ({
        name: `${panel.facing}-${name}`,
        a: { panel: panel.name, edge: name },
        b: { panel: `${panel.facing}-crotch`, edge: name },
        reversed: true,
      })),
  );
  const between = sewnTo(front, back).map((seam) => ({ ...seam, name: `${seam.name}-upper` }));
  return [...sewnOn, ...between];
}
