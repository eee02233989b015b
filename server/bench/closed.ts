/**
 * `npm run bench -- closed`: closed meshes, as generators give them, opened and worn. The garments of some photos of
 * all kinds, worn on the regular body, each as the five kinds of closed mesh of the tests, and cut-outs
 * inflated to lumps and finished as a network's garment is. Of each is told whether it is valid, and what of a
 * drape's limits it does not keep besides (docs/gates.md): nothing in the skin, 20 edges through the cloth, rest, and strain,
 * which a mesh has against its own shape. FITROOM_PHOTOS names the photos' folder (else the
 * drawn samples); FITROOM_BENCH_ONLY a regular expression that `photo kind` has to match; FITROOM_BENCH_BODIES
 * the bodies (else regular). FITROOM_BENCH_OUT names a folder for the closed meshes, which are read there again by
 * the next run, and for pictures of how they are worn.
 */
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LET_GO_FRAMES, letGo, restsWhereItLies } from '@fitroom/shared/cloth/at-rest';
import { hangingMesh } from '@fitroom/shared/drape/settle-mesh';
import { AVATAR_IDS, type AvatarId, type Category } from '@fitroom/shared/garment/vocabulary';
import { InputError } from '@fitroom/shared/job/input-error';
import { drawnMeshes } from '@fitroom/shared/render/drawn-meshes';
import { renderDressed, STUDIO } from '@fitroom/shared/render/render-dressed';
import { putOnFile } from '@fitroom/shared/tryon/put-on-file';
import { failedGates } from '@fitroom/shared/tryon/second-thoughts';
import { stageClock } from '@fitroom/shared/tryon/stage-clock';
import { type MeshReport, wearOpened } from '@fitroom/shared/tryon/wear-mesh';
import { GENERATED_KINDS, type GeneratedKind } from '../../shared/test/shapes/generated-meshes.ts';
import { type BatchPhoto, findPhotos } from '../src/cli/find-photos.ts';
import { openRuntime } from '../src/cli/runtime.ts';
import { nameOf, readTrueGarments } from '../test/truth/garments.ts';
import {
  type ClosedMesh,
  closedKind,
  standIn,
  type WornPhoto,
  wornPhoto,
} from './closed-meshes.ts';

/** Photos of every kind of garment; where none of them is there, all that are. */
const OF_ALL_KINDS =
  '09266_00 1c22dfec 5e982004 93b4efc3 ff795dc2 444fbfed c1fe04e9 6da4653c 0098b1c0 14673_00 18439dca 046b4028 9a87b9e5';
const STAND_INS =
  '50c03b15 651c0bd8 8b89b0a3 e7090cf1 1c22dfec 2b66fdb1 5e982004 309829b2 32b99302 6da4653c 046b4028 43d8bea9 93a6f341 ' +
  'c1fe04e9 cbae96c4 0ff16b4c 93b4efc3 053290_1 04469_00 049805_1';
const SIZE = [300, 400] as const;

const out = process.env.FITROOM_BENCH_OUT ?? null;
const only = new RegExp(process.env.FITROOM_BENCH_ONLY ?? '');
const wanted = (process.env.FITROOM_BENCH_BODIES ?? 'regular').split(/[\s,]+/);
const bodies = AVATAR_IDS.filter((id) => wanted.includes(id));
const source =
  process.env.FITROOM_PHOTOS ?? join(import.meta.dirname, '..', '..', 'presets', 'samples');
const photos = await findPhotos([source]);
if (photos.length === 0) throw new Error(`There are no photos in ${source}.`);
if (out !== null) await mkdir(out, { recursive: true });
const runtime = await openRuntime(null);
const { ports } = runtime;
const truth = readTrueGarments();
const context = {
  signal: { aborted: false },
  progress: () => undefined,
  log: () => undefined,
  now: () => performance.now(),
};

function chosen(names: string): readonly BatchPhoto[] {
  const known = names.split(' ');
  const found = photos.filter(({ name }) => known.includes(basename(name)));
  return found.length > 0 ? found : photos;
}

/** Made once where there is a folder for it. */
async function kept(name: string, make: () => Promise<ClosedMesh>): Promise<ClosedMesh> {
  if (out === null) return make();
  const [file, word] = [join(out, `${name}.glb`), join(out, `${name}.category`)];
  const isThere = await access(word).then(
    () => true,
    () => false,
  );
  if (isThere) {
    const category = (await readFile(word, 'utf8')) as Category;
    return { glb: new Uint8Array(await readFile(file)), category };
  }
  const made = await make();
  await writeFile(file, made.glb);
  await writeFile(word, made.category);
  return made;
}

/** What became of a mesh on a body. */
interface Verdict {
  readonly isValid: boolean;
  /** Limits of a drape that it does not keep. */
  readonly beyond: readonly string[];
}

const REFUSED: Verdict = { isValid: false, beyond: ['refused'] };
const MOST_CROSSING = 20;
const MOST_STRAIN = { mean: 0.01, p95: 0.04 } as const;

/** Which of a drape's limits a worn mesh does not keep; strain last. */
function limitsBroken({ fit }: MeshReport, rests: boolean): string[] {
  const { penetrating_vertices, penetrating_centroids, self_crossing_edges } = fit;
  const inSkin = (penetrating_vertices ?? 0) + (penetrating_centroids ?? 0);
  const isStrained =
    (fit.strain_mean ?? 0) > MOST_STRAIN.mean || (fit.strain_p95 ?? 0) > MOST_STRAIN.p95;
  return [
    ...(inSkin > 0 ? ['skin'] : []),
    ...((self_crossing_edges ?? 0) > MOST_CROSSING ? ['crossing'] : []),
    ...(rests ? [] : ['rest']),
    ...(isStrained ? [STRAINED] : []),
  ];
}
const STRAINED = 'strain';

/** One line about one mesh on one body. */
async function wear(name: string, { glb, category }: ClosedMesh, id: AvatarId): Promise<Verdict> {
  const options = { method: 'drape', category, file: name, offsetMm: 4 } as const;
  const before = process.cpuUsage();
  const line = (verdict: string, figures = '') => {
    const { user, system } = process.cpuUsage(before);
    const seconds = ((user + system) / 1e6).toFixed(1);
    console.log(
      `${name.padEnd(28)} ${category.padEnd(10)} ${id.padEnd(8)} ${verdict}  ${figures} ${seconds} s`,
    );
  };
  try {
    const avatar = await runtime.avatar(id);
    const opened = await putOnFile(glb, avatar, options, ports, context);
    const { files: worn, hung } = await wearOpened(
      opened,
      avatar,
      options,
      ports,
      stageClock(context),
    );
    const { valid, gates, mesh, fit, garment, warnings } = worn.report;
    const cloth = { ...options, fabric: 'auto' } as const;
    const { task, holding, resting } = await hangingMesh(opened.put.lying, cloth, ports.cache);
    const written = { ...task, positions: hung.positions };
    const freed = await letGo(written, resting[0]!, holding, LET_GO_FRAMES);
    const beyond = limitsBroken(worn.report, restsWhereItLies(freed));
    if (out !== null) {
      const drawn = await drawnMeshes(worn.fittedGlb, ports.gltf, ports.decodeImage);
      for (const view of ['front', 'side', 'back'] as const) {
        const picture = renderDressed(drawn, view, ...SIZE, STUDIO);
        const file = join(out, `${name}-${id}-${view}.png`);
        await writeFile(file, await ports.encodeImage(picture, 'image/png'));
      }
    }
    line(
      valid ? 'valid' : `not valid: ${failedGates(gates).join(', ')}`,
      `${mesh.opened} ${fit.method}; ${garment.openings
        .map(({ kind }) => kind)
        .sort()
        .join(' ')}; in the skin ${fit.penetrating_vertices} + ${fit.penetrating_centroids}, ` +
        `cross ${fit.self_crossing_edges}, goes ${(1000 * freed.strayed).toFixed(1)} mm, ` +
        `torn ${mesh.torn_share}, front ${mesh.outline_iou}, strain ${fit.strain_mean} / ${fit.strain_p95}` +
        (beyond.length > 0 ? `; beyond: ${beyond.join(' ')}` : '') +
        (valid ? '' : ` (${warnings.join(' ')})`),
    );
    return { isValid: valid, beyond };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    line(`refused: ${error.message}`);
    return REFUSED;
  }
}

const jobs = [
  ...chosen(OF_ALL_KINDS).flatMap((photo) =>
    GENERATED_KINDS.map((kind): [BatchPhoto, GeneratedKind | 'stand-in'] => [photo, kind]),
  ),
  ...chosen(STAND_INS).map((photo): [BatchPhoto, 'stand-in'] => [photo, 'stand-in']),
];
let last: { readonly path: string; readonly worn: Promise<WornPhoto> } | null = null;
function wornOf({ path }: BatchPhoto): Promise<WornPhoto> {
  if (last?.path !== path) last = { path, worn: wornPhoto(path, runtime, context) };
  return last.worn;
}
interface Count {
  all: number;
  valid: number;
  /** Valid, and within all of a drape's limits but strain. */
  within: number;
  /** And within those of strain. */
  unstrained: number;
}
const counts = new Map<string, Count>();
for (const [photo, kind] of jobs) {
  const name = `${basename(photo.name)}-${kind}`;
  if (!only.test(`${photo.name} ${kind}`)) continue;
  const made = await kept(name, async () => {
    if (kind === 'stand-in') {
      const category = truth.get(nameOf(photo.name))?.category ?? (await wornOf(photo)).category;
      return standIn(photo.path, category, runtime, context);
    }
    return closedKind(await wornOf(photo), kind, runtime);
  });
  for (const id of bodies) {
    const { isValid, beyond } = await wear(name, made, id);
    const isWithin = isValid && beyond.every((limit) => limit === STRAINED);
    for (const title of [`${kind}, ${id}`, `${kind === 'stand-in' ? kind : 'all five'}, ${id}:`]) {
      const count = counts.get(title) ?? { all: 0, valid: 0, within: 0, unstrained: 0 };
      count.all++;
      if (isValid) count.valid++;
      if (isWithin) count.within++;
      if (isWithin && beyond.length === 0) count.unstrained++;
      counts.set(title, count);
    }
  }
}
for (const [title, { all, valid, within, unstrained }] of counts)
  console.log(
    `${title.padEnd(28)} of ${all}: ${valid} valid, ${within} within a drape's limits, ${unstrained} with those of strain`,
  );
