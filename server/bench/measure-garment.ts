import { readFile } from 'node:fs/promises';
import { readFitted } from '@fitroom/shared/gltf/read-fitted';
import { InputError } from '@fitroom/shared/job/input-error';
import { boundaryDistance } from '@fitroom/shared/matte/boundary-distance';
import { isInsidePolygon } from '@fitroom/shared/mesh/polygon';
import { photoFromFlat } from '@fitroom/shared/pattern/photo-map';
import type { GarmentReading } from '@fitroom/shared/reading/garment-reading';
import { measureFrontFidelity } from '@fitroom/shared/report/front-fidelity';
import type { Report } from '@fitroom/shared/report/report';
import { fitGarment } from '@fitroom/shared/tryon/fit-garment';
import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import { makeFromSeparated } from '@fitroom/shared/tryon/make-garment';
import { separateGarment } from '@fitroom/shared/tryon/separate-garment';
import type { Runtime } from '../src/cli/runtime.ts';
import { panelShapes } from '../src/debug/draw-panels.ts';
import { drawOverPhoto, readingShapes } from '../src/debug/draw-reading.ts';
import { decodePhoto } from '../src/photos/decode-photo.ts';
import { categoryIsRight, openingsAreRight, type TrueGarment } from '../test/truth/garments.ts';
import type { TrueOutline } from '../test/truth/read-outlines.ts';
import { STANDARD, STANDARD_FIT } from './standard-choices.ts';

/** What the bench says of one photo; null where there is nothing to measure or to compare with. */
export interface GarmentFigures {
  readonly name: string;
  readonly category: string | null;
  readonly valid: boolean;
  readonly failedGates: readonly string[];
  /** Why there is no garment, or a fault of ours. */
  readonly refusal: string | null;
  readonly isCategoryRight: boolean | null;
  readonly areOpeningsRight: boolean | null;
  readonly isUpperRight: boolean | null;
  readonly outlineIou: number | null;
  /** Distance of the matte's edge from the outline drawn by hand, photo pixels. */
  readonly matte: { readonly mean: number; readonly p95: number } | null;
  /** Worn front view, warped back, against the photo. */
  readonly msSsim: number | null;
  /** Share of the garment on the photo that the front view shows. */
  readonly seen: number | null;
  /** Width by height on the flat cloth, at the chest's or seat's middle, of what is square on the photo. */
  readonly printAspect: number | null;
  readonly minTriangleQuality: number | null;
  readonly triangles: number | null;
  readonly strainP95: number | null;
  readonly penetrating: number | null;
}

export interface MeasuredGarment {
  readonly figures: GarmentFigures;
  /** PNG by name: `reading`, `panels`, `thumb`; as far as it came. */
  readonly drawings: Readonly<Record<string, Uint8Array>>;
}

/** How far below the neck points (upper garments) or the waist the print is looked for, metres. */
const PRINT_LEVEL = 0.2;
const DRAWING_SCALE = 0.75;

/** Makes, wears and judges the garment of one photo. Whatever goes wrong is a figure too. */
export async function measureGarment(
  photo: { readonly path: string; readonly name: string },
  truth: { readonly garment: TrueGarment | null; readonly outline: TrueOutline | null },
  { ports, avatar }: Runtime,
): Promise<MeasuredGarment> {
  const drawings: Record<string, Uint8Array> = {};
  const context = {
    signal: { aborted: false },
    progress: () => undefined,
    log: () => undefined,
    now: () => performance.now(),
  };
  let matteDistance: GarmentFigures['matte'] = null;
  try {
    const decoded = await decodePhoto(new Uint8Array(await readFile(photo.path)));
    const body = await avatar('regular');
    const separated = await separateGarment(decoded, STANDARD, ports, context);
    const { matte, workingImage } = separated;
    if (truth.outline) {
      const { outline, holes, width } = truth.outline;
      matteDistance = boundaryDistance(matte, [outline, ...holes], width);
    }
    const made = await makeFromSeparated(decoded, separated, body.record, STANDARD, ports, context);
    const reading: GarmentReading = { ...made.reading, matte };
    const under = { width: matte.width, height: matte.height, matte, workingImage };
    const scale = DRAWING_SCALE;
    drawings.reading = await drawOverPhoto(
      under,
      scale,
      readingShapes(reading, { scale, names: true }),
    );
    drawings.panels = await drawOverPhoto(under, scale, panelShapes(made.pattern, 'front', scale));
    const { fittedGlb, report, thumbnail } = await fitGarment(
      made,
      body,
      STANDARD_FIT,
      ports,
      context,
    );
    drawings.thumb = await ports.encodeImage(thumbnail, 'image/png');
    const { garment } = await readFitted(fittedGlb, ports.gltf);
    const { msSsim, seen } = measureFrontFidelity({
      garment: { ...garment, panels: garment.panels ?? new Uint8Array(0) },
      frontPanels: new Set(
        made.pattern.panels.flatMap(({ facing }, i) => (facing === 'front' ? [i] : [])),
      ),
      texture: await ports.decodeImage(made.texture.bytes),
      uvFromPhoto: made.texture.uvFromPhoto.front,
      photo: workingImage,
      matte,
    });
    const figures = {
      ...judged(photo.name, report, truth.garment),
      isUpperRight: truth.garment && made.reading.upper === truth.garment.upper,
      matte: matteDistance,
      msSsim,
      seen,
      printAspect: printAspect(made),
    };
    return { figures, drawings };
  } catch (error) {
    const isRefusal = error instanceof InputError;
    const words = error instanceof Error ? error.message : String(error);
    return {
      figures: {
        ...NOTHING,
        name: photo.name,
        refusal: isRefusal ? words : `fault: ${words}`,
        isCategoryRight: truth.garment && false,
        areOpeningsRight: truth.garment && false,
        isUpperRight: truth.garment && false,
        matte: matteDistance,
      },
      drawings,
    };
  }
}

const NOTHING: GarmentFigures = {
  name: '',
  category: null,
  valid: false,
  failedGates: [],
  refusal: null,
  isCategoryRight: null,
  areOpeningsRight: null,
  isUpperRight: null,
  outlineIou: null,
  matte: null,
  msSsim: null,
  seen: null,
  printAspect: null,
  minTriangleQuality: null,
  triangles: null,
  strainP95: null,
  penetrating: null,
};

function judged(name: string, report: Report, truth: TrueGarment | null) {
  const category = report.category.value;
  const kinds = report.garment.openings.map(({ kind }) => kind);
  return {
    ...NOTHING,
    name,
    category,
    valid: report.valid,
    failedGates: Object.entries(report.gates).flatMap(([gate, holds]) => (holds ? [] : [gate])),
    isCategoryRight: truth && categoryIsRight(category, truth),
    areOpeningsRight: truth && openingsAreRight(kinds, category, truth),
    outlineIou: report.outline_iou,
    minTriangleQuality: report.garment.min_triangle_quality,
    triangles: report.garment.triangles,
    strainP95: report.fit.strain_p95,
    penetrating: report.fit.penetrating_vertices,
  };
}

/** From the map of the front panel that covers the print's place: photo pixels to a metre, each way. */
function printAspect({ pattern }: MadeGarment): number | null {
  const front = pattern.panels.find(
    (panel) => panel.facing === 'front' && isInsidePolygon(panel.outline, 0, -PRINT_LEVEL),
  );
  if (!front) return null;
  const step = 0.005;
  const at = (x: number, y: number): [number, number] => {
    const place: [number, number] = [0, 0];
    photoFromFlat(front, x, y, place);
    return place;
  };
  const length = (a: [number, number], b: [number, number]) => Math.hypot(a[0] - b[0], a[1] - b[1]);
  const across = length(at(-step, -PRINT_LEVEL), at(step, -PRINT_LEVEL));
  const down = length(at(0, -PRINT_LEVEL - step), at(0, -PRINT_LEVEL + step));
  return down / across;
}
