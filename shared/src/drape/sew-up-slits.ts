import type { Panel, PanelEdge, Pattern, Seam } from '../pattern/pattern.ts';
import type { DrapeScene } from './drape-scene.ts';
import { type LimbSide, wayPastLimbs } from './limb-seams.ts';

/** An armpit that misses the under side of its arm by so much, metres, cannot be drawn there: the cloth beside it stays where it is. */
const TOO_FAR = 0.08;
/** Metres that it may be drawn. */
const DRAWN = 0.05;
/** Edges of a slit that are farther apart, metres, leave no room between sleeve and trunk to be sewn up flat. */
const WIDEST = 0.03;
/** Less than this, metres, is no slit for the coarsest mesh. */
const SHORTEST = 0.04;
/** Share of an under-arm seam that stays one, so that a sleeve is left. */
const LEFT = 0.3;

type ArmSide = 'left' | 'right';
/** By how much a place of the pattern (metres) misses the under side of an arm, metres; 0 for none. */
type MissedBy = (side: ArmSide, x: number, y: number) => number;

/** How far the places of a pattern, put on a body, are from where its under-arm seams belong. */
export function missingArms({ lift, body, field, turnSleeves }: DrapeScene): MissedBy {
  const wayPast = wayPastLimbs(body, field);
  const at = new Float64Array(2);
  const way = new Float64Array(2);
  return (side, x, y) => {
    const under: LimbSide = { limb: 'arm', chain: `arm-${side}`, towards: -1 };
    at[0] = x;
    at[1] = y;
    turnSleeves(at);
    return wayPast(under, at[0]!, at[1]! + lift, way) ? Math.hypot(way[0]!, way[1]!) : 0;
  };
}

/**
 * Sews up, from the armpit down, the slit between a sleeve that hangs straight down and the trunk where the
 * armpit comes to lie far above the arm: on a body whose armpits are farther in than the garment's, the arm
 * would have to pass through the slit. Front with front and back with back, edge to edge: outlines and
 * photo stay what they are, and the sleeve begins lower, as a batwing's does.
 *
 * @returns The same pattern where every armpit can be drawn under its arm.
 */
export function sewUpSlits(pattern: Pattern, missedBy: MissedBy): Pattern {
  if (pattern.sleeveAngles === null) return pattern;
  return sewUpSlit(sewUpSlit(pattern, 'left', missedBy), 'right', missedBy);
}

function sewUpSlit(pattern: Pattern, side: ArmSide, missedBy: MissedBy): Pattern {
  const bordersOf = pattern.panels.map((panel) => slitOf(panel, side));
  const missed = ({ x, y }: Place) => missedBy(side, x, y);
  let length = 0;
  for (const slit of bordersOf) if (slit) length = Math.max(length, lengthToSew(slit, missed));
  if (length === 0) return pattern;
  const seams: Seam[] = [];
  const panels = pattern.panels.map((panel, p): Panel => {
    const borders = bordersOf[p];
    const cut = borders ? cutOf(borders, length) : null;
    if (!borders || !cut) return panel;
    seams.push({
      name: `slit-${side}-${panel.name}`,
      a: { panel: panel.name, edge: `slit-sleeve-${side}` },
      b: { panel: panel.name, edge: `slit-trunk-${side}` },
      reversed: true,
    });
    const edges = panel.edges.flatMap((edge) => {
      if (edge.name === borders.sleeve.edge.name) return sleevePart(edge, side, cut);
      if (edge.name === borders.trunk.edge.name) return trunkPart(edge, side, cut);
      return [edge];
    });
    return { ...panel, edges };
  });
  return { ...pattern, panels, seams: [...pattern.seams, ...seams] };
}

/** A point of an outline: its number and where it is, metres, pattern frame. */
interface Place {
  readonly point: number;
  readonly x: number;
  readonly y: number;
}

/** One side of a slit: an edge of the outline, its points from the armpit on. */
interface Border {
  readonly edge: PanelEdge;
  readonly places: readonly Place[];
}

interface Borders {
  readonly sleeve: Border;
  readonly trunk: Border;
}

function slitOf(panel: Panel, side: ArmSide): Borders | null {
  const named = (name: string) => panel.edges.find((edge) => edge.name === `${name}-${side}`);
  const sleeve = named('underarm');
  const trunk = named('side');
  if (sleeve === undefined || trunk === undefined) return null;
  const [first, second] = side === 'left' ? [sleeve, trunk] : [trunk, sleeve];
  if (first.to !== second.from) return null;
  const ofSleeve = placesOf(panel, sleeve);
  const ofTrunk = placesOf(panel, trunk);
  (side === 'left' ? ofSleeve : ofTrunk).reverse();
  return {
    sleeve: { edge: sleeve, places: ofSleeve },
    trunk: { edge: trunk, places: ofTrunk },
  };
}

function placesOf({ outline }: Panel, edge: PanelEdge): Place[] {
  const count = outline.length / 2;
  const steps = (edge.to - edge.from + count) % count;
  return Array.from({ length: steps + 1 }, (_, k) => {
    const point = (edge.from + k) % count;
    return { point, x: outline[2 * point]!, y: outline[2 * point + 1]! };
  });
}

/** How far down its sleeve's border a slit has to be sewn up, metres; 0: not at all. */
function lengthToSew({ sleeve, trunk }: Borders, missed: (place: Place) => number): number {
  const { places } = sleeve;
  if (missed(places[0]!) < TOO_FAR) return 0;
  const most = (1 - LEFT) * lengthOf(places);
  let along = 0;
  for (let k = 1; k < places.length; k++) {
    const next = along + between(places[k - 1]!, places[k]!);
    const isOpen = next > SHORTEST && between(places[k]!, nearestTo(places[k]!, trunk)) > WIDEST;
    if (next > most || isOpen) break;
    along = next;
    if (along >= SHORTEST && missed(places[k]!) <= DRAWN) break;
  }
  return along >= SHORTEST ? along : 0;
}

/** Where an outline is cut: the slit's ends at the sleeve's and the trunk's border, and its tip between them. */
interface Cut {
  readonly sleeve: number;
  readonly trunk: number;
  readonly tip: number;
}

/** The way round the slit is halved, so that its sides are equally long wherever the armpit was read. */
function cutOf({ sleeve, trunk }: Borders, length: number): Cut | null {
  let along = 0;
  let end = 0;
  while (end + 1 < sleeve.places.length && along < length) {
    along += between(sleeve.places[end]!, sleeve.places[end + 1]!);
    end++;
  }
  const across = trunk.places.indexOf(nearestTo(sleeve.places[end]!, trunk));
  const round = [
    ...sleeve.places.slice(0, end + 1).reverse(),
    ...trunk.places.slice(1, across + 1),
  ];
  const half = lengthOf(round) / 2;
  let tip = 0;
  for (let gone = 0; gone < half; tip++) gone += between(round[tip]!, round[tip + 1]!);
  if (tip === 0 || tip === round.length - 1 || across === 0) return null;
  return { sleeve: round[0]!.point, trunk: round.at(-1)!.point, tip: round[tip]!.point };
}

function sleevePart(edge: PanelEdge, side: ArmSide, { sleeve, tip }: Cut): PanelEdge[] {
  const name = `slit-sleeve-${side}`;
  return side === 'left'
    ? [
        { ...edge, to: sleeve },
        { ...edge, name, from: sleeve, to: tip },
      ]
    : [
        { ...edge, name, from: tip, to: sleeve },
        { ...edge, from: sleeve },
      ];
}

function trunkPart(edge: PanelEdge, side: ArmSide, { trunk, tip }: Cut): PanelEdge[] {
  const name = `slit-trunk-${side}`;
  return side === 'left'
    ? [
        { ...edge, name, from: tip, to: trunk },
        { ...edge, from: trunk },
      ]
    : [
        { ...edge, to: trunk },
        { ...edge, name, from: trunk, to: tip },
      ];
}

/** The nearest point of a border, its armpit left out. */
function nearestTo(place: Place, { places }: Border): Place {
  let nearest = places[1]!;
  for (let k = 2; k < places.length; k++) {
    if (between(place, places[k]!) < between(place, nearest)) nearest = places[k]!;
  }
  return nearest;
}

function lengthOf(places: readonly Place[]): number {
  let length = 0;
  for (let k = 1; k < places.length; k++) length += between(places[k - 1]!, places[k]!);
  return length;
}

function between(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
