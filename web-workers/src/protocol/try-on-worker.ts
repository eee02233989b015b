import type { MapFigures } from '@fitroom/shared/evidence/evidence-figures';
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
import type { PoseName } from '@fitroom/shared/posing/named-poses';
import type { Stance } from '@fitroom/shared/posing/stances';
import type { LandmarkCorrection } from '@fitroom/shared/reading/landmark-correction';
import type { OutfitReport } from '@fitroom/shared/report/outfit-report';
import type { ReportWalk, WornReport } from '@fitroom/shared/report/report';
import type { SeenMesh } from '@fitroom/shared/tryon/inspect-mesh';
import type { MadeGarment } from '@fitroom/shared/tryon/made-garment';
import type { MeshOrigin } from '@fitroom/shared/tryon/wear-mesh';
import type { ClothReport, ClothWish } from './cloth-report.ts';
import type { Outcome } from './outcome.ts';

/** Where a body's files are; same-origin or with CORP, absolute URLs. */
export interface BodySource {
  readonly id: string;
  readonly glbUrl: string;
  /** The avatar record (JSON). */
  readonly recordUrl: string;
}

/** A photo and the name that the app keeps it under: the same name is the same photo. */
export interface GivenPhoto {
  readonly id: string;
  readonly blob: Blob;
}

/** How a garment is put on. */
export interface PutOnHow {
  readonly method: Method;
  /** What the cloth keeps off the skin, 3 to 5. */
  readonly offsetMm: number;
}

export interface TryOnRequest extends PutOnHow {
  readonly photo: GivenPhoto;
  /** A photo of the garment's back, where the user has one. */
  readonly back: GivenPhoto | null;
  readonly body: BodySource;
  readonly category: Category | 'auto';
  readonly quality: Quality;
  readonly ease: Ease;
  readonly fabric: FabricChoice;
  readonly front: FrontWear;
  readonly knownWidthCm: number | null;
  /** The label sewn into the garment. */
  readonly sizeLabel: string | null;
  /** Longer side of the texture, pixels. */
  readonly textureSize: number;
  /** Landmarks that the user moved. */
  readonly corrections: readonly LandmarkCorrection[];
}

export interface FitRequest extends PutOnHow {
  readonly garment: MadeGarment;
  readonly body: BodySource;
  /** Null keeps the ease the garment was made with. */
  readonly ease: Ease | null;
  readonly fabric: FabricChoice;
}

/** A garment that is to be shown in a pose. */
export interface StanceRequest extends FitRequest {
  readonly stance: Stance;
}

export interface StandingFiles {
  /** The dressed body in the pose; with skeleton and animations where it walks. */
  readonly glb: Blob;
  readonly thumbnail: Blob;
  /** Measured in the pose; null for a walk. */
  readonly report: WornReport | null;
  /** Of a simulated walk. */
  readonly walk: ReportWalk | null;
}

export interface MapsRequest {
  /** A dressed body, standing or walking. */
  readonly dressedGlb: Blob;
  /** Whether still pictures are wanted too: they take longer than all the rest. */
  readonly wantsPictures: boolean;
}

/** A dressed body whose garment shows one of its maps. */
export interface PaintedMap {
  readonly map: FitMap;
  readonly glb: Blob;
  /** Front, side and back; null where none was wanted. */
  readonly picture: Blob | null;
  readonly figures: MapFigures;
}

/** A garment of an outfit: made here of a photo, or a 3D garment. */
export type WornTogether = { readonly tucked: boolean } & (
  | { readonly garment: MadeGarment }
  | Pick<MeshRequest, 'mesh' | 'category' | 'origin' | 'fabric'>
);

/** Several garments to be worn together. */
export interface OutfitRequest {
  /** Inner to outer; `tucked`: its hem goes inside what hangs from the waist. */
  readonly garments: readonly WornTogether[];
  readonly body: BodySource;
  /** Every body there is: a mesh of ours lies on one of them. */
  readonly bodies: readonly BodySource[];
  /** What each keeps off the skin and off those inside it, 3 to 5. */
  readonly offsetMm: number;
  /** Null: the pose that they hang in. */
  readonly pose: PoseName | null;
}

/** Several garments that are to hang together, however they are shown then. */
export type OutfitHangRequest = Omit<OutfitRequest, 'pose'>;

/** Several garments that are to walk together. */
export interface OutfitWalkRequest extends OutfitHangRequest {
  /** Whether their cloth swings with the steps. */
  readonly simulate: boolean;
}

export interface OutfitFiles {
  readonly fittedGlb: Blob;
  readonly thumbnail: Blob;
  readonly report: OutfitReport;
}

/** A garment and how it is worn. */
export interface TriedOnFiles {
  readonly made: MadeGarment;
  readonly fitted: FittedFiles;
}

export interface FittedFiles {
  readonly garmentGlb: Blob;
  readonly fittedGlb: Blob;
  readonly thumbnail: Blob;
  readonly report: WornReport;
}

/** A garment that networks on this device make of a photo. */
export interface GenerateRequest {
  readonly photo: GivenPhoto;
  readonly generator: NeuralGeneratorName;
  /** Of models/generator-models.json; kept in this browser. */
  readonly model: string;
  readonly quality: Quality;
  readonly category: Category | 'auto';
}

/** What they made, to be put on with `fitMesh`. */
export interface GeneratedFiles {
  readonly mesh: Blob;
  readonly category: Category;
  readonly origin: MeshOrigin;
}

/** A 3D garment that networks made, or that the user brought. */
export interface MeshRequest extends PutOnHow {
  /** Its GLB. */
  readonly mesh: Blob;
  readonly body: BodySource;
  /** Every body there is: a garment of ours lies on one of them. */
  readonly bodies: readonly BodySource[];
  readonly category: Category;
  /** How it was made of a photo; null of one that the user brought. */
  readonly origin: MeshOrigin | null;
  readonly fabric: FabricChoice;
  /** Null: along its own sleeves and legs. */
  readonly pose: PoseName | null;
}

/** A 3D garment that is to walk; its pose is that of the walk. */
export interface MeshWalkRequest extends Omit<MeshRequest, 'pose'> {
  /** Whether the cloth swings with the steps. */
  readonly simulate: boolean;
}

/**
 * Shared with a running job; anything but 0 asks it to end. Null where the page may not share memory:
 * then a job ends only with its worker.
 */
export type CancelFlag = Int32Array<SharedArrayBuffer> | null;

/** The worker in which a photo becomes a garment and a garment is put on a body; one job at a time. */
export interface TryOnWorker {
  /** @param prior Port on which the inference worker serves; the port now belongs to this worker. */
  connect(prior: MessagePort, cloth: ClothWish): Promise<void>;
  /** Where cloth is simulated now; changes when a device is lost. Null before the first garment. */
  cloth(): Promise<ClothReport | null>;
  /** Loads codecs and a body ahead of the first job. */
  warmUp(body: BodySource): Promise<Outcome<null>>;
  /** @param events Receives {@link JobEvent}s; the port now belongs to this worker, which closes it. */
  tryOn(
    request: TryOnRequest,
    cancel: CancelFlag,
    events: MessagePort,
  ): Promise<Outcome<TriedOnFiles>>;
  /**
   * The garment of a photo without its background, as PNG with transparency.
   *
   * @param events As for `tryOn`.
   */
  cutOut(photo: GivenPhoto, cancel: CancelFlag, events: MessagePort): Promise<Outcome<Blob>>;
  /**
   * Puts a garment that was made before on a body.
   *
   * @param events As for `tryOn`.
   */
  fit(request: FitRequest, cancel: CancelFlag, events: MessagePort): Promise<Outcome<FittedFiles>>;
  /**
   * Says what a 3D file is, or why it cannot be worn.
   *
   * @param events As for `tryOn`.
   */
  look(mesh: Blob, cancel: CancelFlag, events: MessagePort): Promise<Outcome<SeenMesh>>;
  /**
   * Makes a garment of a photo by networks that this browser keeps.
   *
   * @param events As for `tryOn`.
   */
  generate(
    request: GenerateRequest,
    cancel: CancelFlag,
    events: MessagePort,
  ): Promise<Outcome<GeneratedFiles>>;
  /**
   * Puts a 3D garment of the user's on a body.
   *
   * @param events As for `tryOn`.
   */
  fitMesh(
    request: MeshRequest,
    cancel: CancelFlag,
    events: MessagePort,
  ): Promise<Outcome<FittedFiles>>;
  /**
   * Lets a 3D garment of the user's walk on a body.
   *
   * @param events As for `tryOn`.
   */
  walkMesh(
    request: MeshWalkRequest,
    cancel: CancelFlag,
    events: MessagePort,
  ): Promise<Outcome<StandingFiles>>;
  /**
   * Takes a garment that was made before into a pose.
   *
   * @param events As for `tryOn`.
   */
  stand(
    request: StanceRequest,
    cancel: CancelFlag,
    events: MessagePort,
  ): Promise<Outcome<StandingFiles>>;
  /**
   * Measures a dressed body's fit and paints it, a file for each map that the garment has.
   *
   * @param events As for `tryOn`.
   */
  paint(
    request: MapsRequest,
    cancel: CancelFlag,
    events: MessagePort,
  ): Promise<Outcome<readonly PaintedMap[]>>;
  /**
   * Puts several garments that were made before on one body.
   *
   * @param events As for `tryOn`.
   */
  wear(
    request: OutfitRequest,
    cancel: CancelFlag,
    events: MessagePort,
  ): Promise<Outcome<OutfitFiles>>;
  /**
   * Lets several garments walk together.
   *
   * @param events As for `tryOn`.
   */
  walkTogether(
    request: OutfitWalkRequest,
    cancel: CancelFlag,
    events: MessagePort,
  ): Promise<Outcome<StandingFiles>>;
}
