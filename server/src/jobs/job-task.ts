import type { FitMap } from '@fitroom/shared/evidence/map-scales';
import type {
  Category,
  Ease,
  FabricChoice,
  FrontWear,
  Method,
  Quality,
} from '@fitroom/shared/garment/vocabulary';
import type { NeuralGeneratorName } from '@fitroom/shared/generators/neural-generator';
import type { ObjFiles } from '@fitroom/shared/gltf/write-obj';
import type { Stage } from '@fitroom/shared/job/context';
import type { Line } from '@fitroom/shared/messages/sentence';
import type { PoseName } from '@fitroom/shared/posing/named-poses';
import type { LandmarkCorrection } from '@fitroom/shared/reading/landmark-correction';
import type { OutfitReport } from '@fitroom/shared/report/outfit-report';
import type { Report, WornReport } from '@fitroom/shared/report/report';
import type { MeshOrigin } from '@fitroom/shared/tryon/wear-mesh';
import type { FitOptions } from '../records/schema/stored-values.ts';

/** A preset as a job thread gets it: what the store holds, unread. */
export interface BodyFiles {
  readonly id: string;
  readonly glb: Uint8Array;
  readonly record: Uint8Array;
}

/** A garment of an outfit, as a job thread gets it. */
export interface DressedGarment {
  /** Bytes of made-garment-file.ts, or a GLB that was uploaded or that networks made. */
  readonly garment: Uint8Array;
  readonly tucked: boolean;
  /** Left out: what the garment was made of, by its category where nobody said. */
  readonly fabric?: FabricChoice;
  /** Of a GLB. */
  readonly category?: Category | null;
  /** Of a GLB that networks made. */
  readonly origin?: MeshOrigin | null;
}

/** What a job thread is asked to do; structured-cloneable, files as bytes. */
export type JobTask =
  | { readonly kind: 'inspect'; readonly photo: Uint8Array }
  | {
      readonly kind: 'generate';
      readonly photo: Uint8Array;
      /** The garment from behind. */
      readonly backPhoto: Uint8Array | null;
      readonly body: BodyFiles;
      readonly category: Category | 'auto';
      readonly quality: Quality;
      readonly ease: Ease;
      readonly fabric?: FabricChoice;
      readonly knownWidthCm: number | null;
      readonly sizeLabel?: string | null;
      readonly front?: FrontWear;
      readonly corrections?: readonly LandmarkCorrection[];
      readonly offsetMm?: number;
      readonly textureSize?: number;
      readonly removeBackground: boolean;
      readonly obj: boolean;
    }
  | {
      /** A garment that networks make, put on as any mesh is. */
      readonly kind: 'neural';
      readonly generator: NeuralGeneratorName;
      readonly photo: Uint8Array;
      readonly body: BodyFiles;
      readonly category: Category | 'auto';
      readonly quality: Quality;
      readonly fabric: FabricChoice;
      readonly offsetMm?: number;
      readonly seed: number;
      readonly views: number | null;
      readonly large: boolean;
      /** Longer side of the texture, pixels; null: as the quality has it. */
      readonly textureSize: number | null;
      readonly removeBackground: boolean;
      readonly obj: boolean;
    }
  | {
      /** Shows an uploaded mesh, which is put on as it is: nothing is made of it. */
      readonly kind: 'mesh';
      readonly mesh: Uint8Array;
      readonly body: BodyFiles;
      /** Null: what the file or its openings say. */
      readonly category: Category | null;
    }
  | {
      readonly kind: 'fit';
      /** Bytes of made-garment-file.ts, or a GLB that was uploaded. */
      readonly garment: Uint8Array;
      /** Of an uploaded GLB. */
      readonly category?: Category | null;
      /** Of a GLB that networks made. */
      readonly origin?: MeshOrigin | null;
      readonly body: BodyFiles;
      readonly method: Method;
      readonly ease: Ease | null;
      readonly fabric: FabricChoice | null;
      readonly pose: PoseName | null;
      /** Left out: 4 mm, and no files beside the usual ones. */
      readonly options?: FitOptions;
    }
  | {
      readonly kind: 'outfit';
      /** Inner to outer. */
      readonly garments: readonly DressedGarment[];
      readonly body: BodyFiles;
      readonly pose: PoseName | null;
      /** Left out: 4 mm, and no files beside the usual ones. */
      readonly options?: FitOptions;
    };

/** Base name of a 3D garment's files; OBJ, MTL and texture refer to each other by it. */
export const GARMENT_NAME = 'garment';

/** The API knows no name of a photo: names tell about people. */
export const PHOTO_FILE = 'photo';

export interface GenerateOutput {
  readonly kind: 'generate';
  readonly category: Category;
  /** Bytes of made-garment-file.ts. */
  readonly garment: Uint8Array;
  readonly garmentGlb: Uint8Array;
  readonly obj: ObjFiles | null;
  readonly patternSvg: string;
  readonly patternDxf: string;
  /** WebP. */
  readonly thumbnail: Uint8Array;
  readonly report: Report;
}

/** A picture that was made on the way. */
export interface MadePicture {
  readonly kind: 'matte' | 'view';
  /** Of its kind, in the order made. */
  readonly index: number;
  /** PNG. */
  readonly bytes: Uint8Array;
}

export interface NeuralOutput {
  readonly kind: 'neural';
  readonly category: Category;
  /** The closed mesh: what is put on later. */
  readonly mesh: Uint8Array;
  readonly garmentGlb: Uint8Array;
  readonly obj: ObjFiles | null;
  /** WebP. */
  readonly thumbnail: Uint8Array;
  readonly pictures: readonly MadePicture[];
  readonly report: WornReport;
}

/** A map of a worn garment as its files. */
export interface WrittenMap {
  readonly map: FitMap;
  readonly glb: Uint8Array;
  /** PNG. */
  readonly picture: Uint8Array;
}

/** What was asked for beside the dressed body. */
export interface FilesBeside {
  /** The dressed avatar that moves; null or left out: it was not asked for. */
  readonly walkGlb?: Uint8Array | null;
  /** Left out: none. */
  readonly maps?: readonly WrittenMap[];
}

export interface MeshOutput {
  readonly kind: 'mesh';
  readonly category: Category;
  readonly garmentGlb: Uint8Array;
  /** WebP. */
  readonly thumbnail: Uint8Array;
  readonly report: WornReport;
}

export interface FitOutput extends FilesBeside {
  readonly kind: 'fit';
  readonly fittedGlb: Uint8Array;
  /** WebP. */
  readonly thumbnail: Uint8Array;
  readonly report: WornReport;
}

export interface OutfitOutput extends FilesBeside {
  readonly kind: 'outfit';
  readonly fittedGlb: Uint8Array;
  /** WebP. */
  readonly thumbnail: Uint8Array;
  readonly report: OutfitReport;
}

export interface InspectOutput {
  readonly kind: 'inspect';
  /** Of the upright photo. */
  readonly widthPx: number;
  readonly heightPx: number;
}

export type JobOutput =
  | InspectOutput
  | GenerateOutput
  | NeuralOutput
  | MeshOutput
  | FitOutput
  | OutfitOutput;

/** What a running job tells on its way. */
export interface JobListener {
  progress(stage: Stage, fraction: number): void;
  log(line: Line): void;
}

/** Runs one task; the queue does not know whether in a thread, a process or on another machine. */
export interface JobRunner {
  /**
   * @param signal ends the task; its reason is thrown.
   * @throws {InputError} when the input cannot be used.
   * @throws {ProblemError} `job-crashed` when the runner itself failed.
   */
  run(task: JobTask, listener: JobListener, signal: AbortSignal): Promise<JobOutput>;
  close(): Promise<void>;
}
