import {
  AVATAR_IDS,
  type AvatarId,
  CATEGORIES,
  type Category,
  FABRIC_CHOICES,
  type FabricChoice,
  METHODS,
  type Method,
  MOTIONS,
  type MotionName,
} from '@fitroom/shared/garment/vocabulary';
import { POSE_NAMES, type PoseName } from '@fitroom/shared/posing/named-poses';
import { offset, oneOf, requireMotion, UsageError } from './option-values.ts';

/** Puts a mesh on that somebody has already. */
export interface FitCommand {
  readonly name: 'fit';
  readonly mesh: string;
  /** Null: what the file says, where Fitroom wrote it, or its openings do. */
  readonly category: Category | null;
  readonly avatar: AvatarId;
  readonly method: Method;
  readonly fabric: FabricChoice;
  readonly offsetMm: number;
  /** Null: along its own sleeves and legs. */
  readonly pose: PoseName | null;
  /** Null writes no file that moves. */
  readonly animate: MotionName | null;
  /** Whether the cloth of what moves is simulated. */
  readonly simulate: boolean;
  readonly out: string;
  /** How it fits, as pictures and painted files. */
  readonly maps: boolean;
  readonly json: boolean;
}

/** Options of `fit`; the others are about photos. */
const KNOWN = [
  'out',
  'avatar',
  'category',
  'method',
  'fabric',
  'offset-mm',
  'pose',
  'animate',
  'simulate',
  'maps',
  'json',
] as const;

type Flag = 'simulate' | 'maps' | 'json';

/** What was said, by option; see OPTIONS. */
export type FitValues = {
  readonly [option in Exclude<(typeof KNOWN)[number], Flag>]?: string;
} & { readonly [flag in Flag]?: boolean };

/** @throws {UsageError} */
export function parseFit(values: FitValues, paths: readonly string[]): FitCommand {
  const [mesh, ...more] = paths;
  if (!values.out) throw new UsageError('Say where the results go: --out DIR.');
  if (mesh === undefined) throw new UsageError('Name the mesh, a GLB file.');
  if (more.length > 0) throw new UsageError(`fit takes one mesh, got ${paths.length}.`);
  const known: readonly string[] = KNOWN;
  const strange = Object.keys(values).find((option) => !known.includes(option));
  if (strange) {
    const taken = KNOWN.map((option) => `--${option}`).join(', ');
    throw new UsageError(`--${strange} is about photos; fit takes ${taken}.`);
  }
  const category = oneOf('category', values.category ?? 'auto', ['auto', ...CATEGORIES]);
  const method = oneOf('method', values.method ?? 'drape', METHODS);
  if (method === 'rigid' && values.fabric !== undefined) {
    throw new UsageError('--fabric says how cloth falls; with --method rigid none does.');
  }
  const animate = values.animate === undefined ? null : oneOf('animate', values.animate, MOTIONS);
  const simulate = values.simulate ?? false;
  requireMotion(animate, simulate);
  return {
    name: 'fit',
    mesh,
    category: category === 'auto' ? null : category,
    avatar: oneOf('avatar', values.avatar ?? 'regular', AVATAR_IDS),
    method,
    fabric: oneOf('fabric', values.fabric ?? 'auto', FABRIC_CHOICES),
    offsetMm: offset(values['offset-mm']),
    pose: values.pose === undefined ? null : oneOf('pose', values.pose, POSE_NAMES),
    animate,
    simulate,
    out: values.out,
    maps: values.maps ?? false,
    json: values.json ?? false,
  };
}
