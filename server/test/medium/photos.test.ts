import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import type { Avatar } from '@fitroom/shared/body/avatar';
import { LET_GO_FRAMES, letGo, restsWhereItLies } from '@fitroom/shared/cloth/at-rest';
import { readAssetExtras } from '@fitroom/shared/gltf/asset-extras';
import { readFitted } from '@fitroom/shared/gltf/read-fitted';
import { fittedDocument } from '@fitroom/shared/gltf/write-fitted';
import { garmentDocument } from '@fitroom/shared/gltf/write-garment';
import type { WornReport } from '@fitroom/shared/report/report';
import { readReport } from '@fitroom/shared/schemas/report';
import { makeGarment } from '@fitroom/shared/tryon/make-garment';
import { type PutOnGarment, putOn } from '@fitroom/shared/tryon/put-on';
import { validateBytes } from 'gltf-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type LastCloth,
  rememberingSolver,
} from '../../../shared/test/shapes/remembering-solver.ts';
import { findPhotos } from '../../src/cli/find-photos.ts';
import { decodePhoto } from '../../src/photos/decode-photo.ts';
import { cacheFolder } from '../../src/platform/disk-cache.ts';
import { createNodePorts } from '../../src/platform/node-ports.ts';
import { loadPresetBody } from '../../src/platform/preset-bodies.ts';
import {
  categoryIsRight,
  nameOf,
  openingsAreRight,
  readTrueGarments,
  type TrueGarment,
} from '../truth/garments.ts';
import { runCli } from './run-cli.ts';

/** Paths are meant from the checkout, where the tests are started. */
const PHOTOS = process.env.FITROOM_PHOTOS && resolve(process.env.FITROOM_PHOTOS);
if (!PHOTOS) console.log('FITROOM_PHOTOS is not set: the tests on real photos are skipped.');

const TRUE_GARMENTS = readTrueGarments();
/** Edges of a garment that may go through its own cloth: a fold's end or two. */
const MOST_CROSSINGS = 20;
/** What cloth may be strained: mean of |length / flat length - 1|, and its 95th percentile. */
const MOST_STRAIN = { mean: 0.01, p95: 0.04 };
const HALF_AN_HOUR = 30 * 60_000;

interface Result {
  readonly name: string;
  readonly report: WornReport;
  readonly folder: string;
}

describe.skipIf(!PHOTOS)('fitroom batch on real photos', () => {
  const source = PHOTOS ?? '';
  let out: string;
  let results: Result[];
  let unread: string[];
  let status: number | null;
  let stdout: string;
  beforeAll(async () => {
    await stat(source);
    out = await mkdtemp(join(tmpdir(), 'fitroom-photos-'));
    ({ status, stdout } = await runCli(['batch', source, '--out', out], source));
    results = [];
    unread = [];
    for (const { name } of await findPhotos([source])) {
      const folder = join(out, name);
      const text = await readFile(join(folder, 'report.json'), 'utf8').catch(() => null);
      if (text === null) unread.push(name);
      else results.push({ name, folder, report: readReport(JSON.parse(text)) });
    }
  }, HALF_AN_HOUR);
  afterAll(() => rm(out, { recursive: true, force: true }));

  const of = (subset: string) => results.filter(({ name }) => name.split(sep)[0] === subset);
  const invalid = (subset: readonly Result[]) =>
    subset
      .filter(({ report }) => !report.valid)
      .map(({ name, report }) => `${name}: ${report.warnings.join(' ')}`);

  it('runs to the end without a fault and reads every photo', () => {
    expect(status).toBe(0);
    expect(stdout).toContain(': 0 faults,');
    expect(unread).toEqual([]);
    expect(results.length).toBeGreaterThan(0);
  });

  it.each(['studio', 'user'])('puts every garment of %s on validly', (subset) => {
    expect(of(subset).length).toBeGreaterThan(0);
    expect(invalid(of(subset))).toEqual([]);
  });

  it('keeps triangles out of the body and cloth out of itself', () => {
    const figuresOf = ({ name, report: { fit } }: Result) =>
      `${name}: ${fit.penetrating_centroids} centroids inside, ${fit.self_crossing_edges} edges through the cloth`;
    const faulty = results.filter(
      ({ report: { fit } }) =>
        (fit.penetrating_centroids ?? 0) > 0 || (fit.self_crossing_edges ?? 0) > MOST_CROSSINGS,
    );
    expect(faulty.map(figuresOf)).toEqual([]);
  });

  it('strains no cloth by more than a hundredth in the mean', () => {
    const strained = results.filter(
      ({ report: { fit } }) =>
        !((fit.strain_mean ?? 1) <= MOST_STRAIN.mean && (fit.strain_p95 ?? 1) <= MOST_STRAIN.p95),
    );
    const figuresOf = ({ name, report: { fit } }: Result) =>
      `${name}: ${fit.strain_mean} in the mean, ${fit.strain_p95} at the 95th percentile`;
    expect(strained.map(figuresOf)).toEqual([]);
  });

  const wrongOf = (isRight: (report: WornReport, truth: TrueGarment) => boolean) =>
    results.flatMap(({ name, report }) => {
      const truth = TRUE_GARMENTS.get(nameOf(name));
      if (!truth || isRight(report, truth)) return [];
      const openings = report.garment.openings.map(({ kind }) => kind).join(' ');
      return [`${name}: ${report.category.value} with ${openings || 'no openings'}`];
    });

  it('tells what the garment is', () => {
    expect(wrongOf((report, truth) => categoryIsRight(report.category.value, truth))).toEqual([]);
  });

  it('opens the garment where the photo shows it open', () => {
    const wrong = wrongOf(({ garment, category }, truth) =>
      openingsAreRight(
        garment.openings.map(({ kind }) => kind),
        category.value,
        truth,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('gives a reason for whatever is not valid', () => {
    for (const { name, report } of results) {
      if (!report.valid) expect(report.warnings.join(' ').length, name).toBeGreaterThan(20);
      expect(report.valid, name).toBe(Object.values(report.gates).every(Boolean));
    }
  });

  it('writes GLBs that decode to what their reports say', async () => {
    const { gltf } = await createNodePorts({ cacheFolder: null });
    for (const { name, report, folder } of results) {
      if (report.garment.triangles === null) continue;
      const glb = new Uint8Array(await readFile(join(folder, 'fitted.glb')));
      const { garment, extras } = await readFitted(glb, gltf);
      expect(garment.indices.length / 3, name).toBe(report.garment.triangles);
      expect(garment.positions.length / 3, name).toBe(report.garment.vertices);
      // A seam that gapes, by however little, is a loop of edges beside the openings that were cut.
      expect(report.garment.openings.length, name).toBe(extras.openings.length);
      expect(readAssetExtras(glb, 'fitroom'), name).toMatchObject({ valid: report.valid });
      const alone = await stat(join(folder, 'garment.glb'));
      expect(alone.size, name).toBe(report.garment.bytes);
    }
  });

  it('draws a table and a sheet of all', async () => {
    const files = await readdir(out);
    expect(files).toContain('sheet.png');
    const table = await readFile(join(out, 'table.csv'), 'utf8');
    for (const { name } of results) expect(table).toContain(name);
  });
});

describe.skipIf(!PHOTOS)('some real photos, put on a fuller body', () => {
  let dressed: Dressed[];
  let ports: Ports;
  beforeAll(async () => {
    ports = await createNodePorts({ cacheFolder: cacheFolder(process.env), keepsFindings: true });
    const body = await loadPresetBody('curvy', ports.gltf);
    const photos = await findPhotos([PHOTOS!]);
    dressed = [];
    for (const { path } of photos.filter((_, i) => i % 13 === 0)) {
      try {
        dressed.push({ name: relative(PHOTOS!, path), ...(await dress(path, body, ports)) });
      } catch (error) {
        // A refusal is the other suite's business; everything else is a failure.
        if ((error as Error).name !== 'InputError') throw error;
      }
    }
  }, HALF_AN_HOUR);

  it('have no error in the Khronos validator before compression', async () => {
    expect(dressed.length).toBeGreaterThan(0);
    for (const { name, made, draped } of dressed) {
      for (const document of [
        garmentDocument(draped, made.texture),
        fittedDocument(draped, made.texture),
      ]) {
        const { issues } = await validateBytes(await ports.gltf.writeBinary(document));
        const errors = issues.messages.filter(({ severity }) => severity === 0);
        expect(errors, name).toEqual([]);
      }
    }
  });

  it('rest where they hang', async () => {
    for (const { name, draped, last } of dressed) {
      const { task, phase, holding } = last;
      const freed = await letGo(
        { ...task, positions: draped.positions },
        phase,
        holding,
        LET_GO_FRAMES,
      );
      expect.soft(restsWhereItLies(freed), `${name}: ${JSON.stringify(freed)}`).toBe(true);
    }
  });
});

type Ports = Awaited<ReturnType<typeof createNodePorts>>;

interface Dressed {
  readonly name: string;
  readonly made: Awaited<ReturnType<typeof makeGarment>>;
  readonly draped: PutOnGarment;
  readonly last: LastCloth;
}

async function dress(path: string, body: Avatar, ports: Ports): Promise<Omit<Dressed, 'name'>> {
  const context = {
    signal: { aborted: false },
    progress: () => undefined,
    log: () => undefined,
    now: () => performance.now(),
  };
  const photo = await decodePhoto(new Uint8Array(await readFile(path)));
  const choices = {
    category: 'auto',
    quality: 'med',
    ease: 'regular',
    knownWidthCm: null,
  } as const;
  const made = await makeGarment(photo, body.record, choices, ports, context);
  const { solver, last } = rememberingSolver();
  const how = { method: 'drape', ease: null, offsetMm: 4, solver } as const;
  const draped = await putOn(made, body, how, ports.cache, context);
  return { made, draped, last: last() };
}
