/** The closed word lists that code, API, command line and app share. */
export const CATEGORIES = [
  'top',
  'shirt',
  'hoodie',
  'outerwear',
  'dress',
  'skirt',
  'trousers',
  'shorts',
  'jumpsuit',
  'bodysuit',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const GENERATORS = [
  'panels',
  'zero123+instantmesh',
  'zero123-original+instantmesh',
  'triposr',
  'shap-e',
  'pifuhd',
] as const;
export type Generator = (typeof GENERATORS)[number];

export const QUALITIES = ['low', 'med'] as const;
export type Quality = (typeof QUALITIES)[number];

/** The fit that was chosen; see pattern/ease.ts for the centimetres. */
export const EASES = ['slim', 'regular', 'oversize'] as const;
export type Ease = (typeof EASES)[number];

/** Cloth that a garment can be of; see cloth/fabric-presets.ts for the numbers. */
export const FABRICS = ['jersey', 'poplin', 'denim', 'knit', 'silk', 'chiffon', 'leather'] as const;
export type FabricName = (typeof FABRICS)[number];
/** `auto`: what garments of the category mostly are made of. */
export const FABRIC_CHOICES = ['auto', ...FABRICS] as const;
export type FabricChoice = (typeof FABRIC_CHOICES)[number];

/** How a front that opens is worn; `auto`: as the photo shows it. */
export const FRONT_WEARS = ['auto', 'open', 'closed'] as const;
export type FrontWear = (typeof FRONT_WEARS)[number];

/** Longer side of the garment's texture, pixels; the first is the default. */
export const TEXTURE_SIZES = [1024, 2048, 4096] as const;
export type TextureSize = (typeof TEXTURE_SIZES)[number];

/** `drape`: cloth simulation. `rigid`: the plain alignment rule, no simulation. */
export const METHODS = ['drape', 'rigid'] as const;
export type Method = (typeof METHODS)[number];

/** How a dressed avatar moves. */
export const MOTIONS = ['walk'] as const;
export type MotionName = (typeof MOTIONS)[number];

/** What cloth keeps off the skin, millimetres: usually, and the least and the most that can be asked for. */
export const OFFSET_MM = { least: 3, usual: 4, most: 5 } as const;

export const AVATAR_IDS = ['slim', 'regular', 'curvy'] as const;
export type AvatarId = (typeof AVATAR_IDS)[number];

export const OPENING_KINDS = [
  'neck',
  'top',
  'front',
  'armhole',
  'cuff',
  'hem',
  'waist',
  'leg',
] as const;
export type OpeningKind = (typeof OPENING_KINDS)[number];

/** Categories whose highest cloth may be a collar or a hood. */
export const STANDING_UP: ReadonlySet<Category> = new Set(['shirt', 'hoodie', 'outerwear']);

/** How the upper edge of a garment that covers the torso hangs on the body. */
export const UPPERS = ['sleeves', 'sleeveless', 'straps', 'one-shoulder', 'strapless'] as const;
export type Upper = (typeof UPPERS)[number];

export const UPPER_CATEGORIES: ReadonlySet<Category> = new Set([
  'top',
  'shirt',
  'hoodie',
  'outerwear',
  'dress',
  'jumpsuit',
  'bodysuit',
]);
export const LEGGED_CATEGORIES: ReadonlySet<Category> = new Set([
  'trousers',
  'shorts',
  'jumpsuit',
  'bodysuit',
]);
/** Garments that hang from the waist. */
export const WAIST_CATEGORIES: ReadonlySet<Category> = new Set(['skirt', 'trousers', 'shorts']);
