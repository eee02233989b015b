import { z } from 'zod';
import {
  CATEGORIES,
  EASES,
  FABRIC_CHOICES,
  FRONT_WEARS,
  GENERATORS,
  METHODS,
  MOTIONS,
  OFFSET_MM,
  OPENING_KINDS,
  QUALITIES,
} from '../garment/vocabulary.ts';
import { POSE_NAMES } from '../posing/named-poses.ts';

/** The closed word lists of garment/vocabulary.ts as schemas. */
export const CategorySchema = z.enum(CATEGORIES).meta({ id: 'Category' });
export const EaseSchema = z.enum(EASES).meta({ id: 'Ease' });
export const FabricSchema = z.enum(FABRIC_CHOICES).meta({ id: 'Fabric' });
export const FrontWearSchema = z.enum(FRONT_WEARS).meta({ id: 'FrontWear' });
export const GeneratorSchema = z.enum(GENERATORS).meta({ id: 'Generator' });
export const MethodSchema = z.enum(METHODS).meta({ id: 'Method' });
export const PoseSchema = z.enum(POSE_NAMES).meta({ id: 'Pose' });
export const QualitySchema = z.enum(QUALITIES).meta({ id: 'Quality' });
export const OpeningKindSchema = z.enum(OPENING_KINDS).meta({ id: 'OpeningKind' });

/** The gap that is kept between skin and cloth. */
export const OffsetSchema = z.number().min(OFFSET_MM.least).max(OFFSET_MM.most);

/** What POST /fit and /outfit may be asked for beside the dressed body. */
export const shownFields = {
  offset_mm: OffsetSchema.optional().describe(
    'What cloth keeps off the skin, millimetres, 3 to 5; left out: 4',
  ),
  animate: z
    .enum(MOTIONS)
    .optional()
    .describe('walk: a file that moves too, with skeleton, named poses and a walk that loops'),
  simulate: z
    .boolean()
    .optional()
    .describe('With animate: its cloth is moved by the solver, not by the body alone'),
  maps: z
    .boolean()
    .optional()
    .describe('How it fits, painted on the cloth: pictures with a legend, and GLBs'),
};

/** Whether what a request with `shownFields` wants simulated moves at all, and what it is told where it does not. */
export const simulateMoves = (request: {
  readonly animate?: unknown;
  readonly simulate?: boolean | undefined;
}): boolean => !request.simulate || request.animate !== undefined;
export const NOTHING_MOVES = {
  path: ['simulate'],
  message: 'simulate is about cloth that moves; send animate: "walk" with it',
};

/** Cloth that is not simulated falls as no fabric does; `auto` asks for none. */
export const fabricFalls = (request: {
  readonly method?: string | undefined;
  readonly fabric?: string | undefined;
}): boolean => request.method !== 'rigid' || (request.fabric ?? 'auto') === 'auto';
export const NOTHING_FALLS = {
  path: ['fabric'],
  message: 'fabric says how cloth falls, and with method "rigid" none does; send one of them',
};

/** Far above every id this server makes; keeps hostile ones out of logs and queries. */
const LONGEST_ID = 100;

/** An id as requests carry it; whether it exists is for the database to say (404). */
export const IdSchema = z.string().min(1).max(LONGEST_ID);

/**
 * The address of a file. A server's is absolute and signed: read it within the hour, then ask for
 * the state again. The app's own bundle uses the same schemas with relative ones.
 */
export const FileUrlSchema = z.string().min(1).meta({ format: 'uri-reference' });

/** When a row was made, ISO 8601 in UTC. */
export const CreatedAtSchema = z.iso.datetime();

/** When the files were removed because their time was over, ISO 8601 in UTC; servers before did not say. */
export const ExpiredAtSchema = z.iso
  .datetime()
  .nullish()
  .describe('When the files were removed because their time was over; the thumbnail stays');
