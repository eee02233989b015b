/**
 * `npm run bench -- variants`: photos of the same garment that differ a little have to be read alike. Dresses each
 * photo as it is and changed in five ways (mirrored, turned by 4 degrees, smaller, darker and coarsely compressed,
 * framed), and prints what came out otherwise: another category or other openings, a gate that fails, a girth that
 * differs by more than 8 cm, an opening by more than 15 %. FITROOM_PHOTOS names the photos' folder (else the drawn
 * samples); FITROOM_BENCH_ONLY a regular expression that a photo's name has to match.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@fitroom/shared/job/input-error';
import type { Report } from '@fitroom/shared/report/report';
import { failedGates } from '@fitroom/shared/tryon/second-thoughts';
import { tryOn } from '@fitroom/shared/tryon/try-on';
import sharp, { type Sharp } from 'sharp';
import { findPhotos } from '../src/cli/find-photos.ts';
import { openRuntime } from '../src/cli/runtime.ts';
import { decodePhoto } from '../src/photos/decode-photo.ts';
import { STANDARD, STANDARD_FIT } from './standard-choices.ts';

const TURN_DEGREES = 4;
const SMALLER = 0.6;
/** JPEG's quality: of what is darker, and of everything else. */
const COARSE = 60;
const FINE = 95;
/** A frame's width, as a share of the picture's. */
const FRAME = 0.02;
/** What may differ: centimetres of a girth, a share of an opening's length (of 30 cm at least). */
const GIRTH_CM = 8;
const OPENING_SHARE = 0.15;
const SHORTEST_OPENING_MM = 300;

interface Upright {
  /** A JPEG, once it is written. */
  readonly picture: () => Sharp;
  readonly width: number;
  /** Of its first pixel: what a turned picture is filled up with. */
  readonly corner: { readonly r: number; readonly g: number; readonly b: number };
}

const CHANGES: Readonly<Record<string, (photo: Upright) => Sharp>> = {
  mirrored: ({ picture }) => picture().flop(),
  turned: ({ picture, corner }) => picture().rotate(TURN_DEGREES, { background: corner }),
  smaller: ({ picture, width }) => picture().resize(Math.round(SMALLER * width)),
  darker: ({ picture }) =>
    picture().modulate({ brightness: 0.85, saturation: 1.15 }).jpeg({ quality: COARSE }),
  framed: ({ picture, width }) => {
    const edge = Math.round(FRAME * width);
    const background = '#fff';
    return picture().extend({ top: edge, bottom: edge, left: edge, right: edge, background });
  },
};

async function upright(path: string): Promise<Upright> {
  const turned = await sharp(await readFile(path))
    .rotate()
    .flatten({ background: '#fff' })
    .png()
    .toBuffer();
  const { width } = await sharp(turned).metadata();
  const [r = 0, g = 0, b = 0] = await sharp(turned)
    .extract({ left: 0, top: 0, width: 1, height: 1 })
    .raw()
    .toBuffer();
  return { picture: () => sharp(turned).jpeg({ quality: FINE }), width, corner: { r, g, b } };
}

const source =
  process.env.FITROOM_PHOTOS ?? join(import.meta.dirname, '..', '..', 'presets', 'samples');
const only = new RegExp(process.env.FITROOM_BENCH_ONLY ?? '');
const photos = (await findPhotos([source])).filter(({ name }) => only.test(name));
if (photos.length === 0) throw new Error(`There are no photos in ${source}.`);
const { ports, avatar } = await openRuntime(null);
const body = await avatar('regular');
const context = {
  signal: { aborted: false },
  progress: () => undefined,
  log: () => undefined,
  now: () => performance.now(),
};

/** A report, or why there is none. */
async function dressed(picture: Sharp): Promise<Report | string> {
  try {
    const photo = await decodePhoto(new Uint8Array(await picture.toBuffer()));
    const options = { make: STANDARD, fit: STANDARD_FIT };
    return (await tryOn(photo, body, options, ports, context)).fitted.report;
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
}

function differences(usual: Report, report: Report | string): string[] {
  if (typeof report === 'string') return [`refused: ${report}`];
  const found = failedGates(report.gates).map((gate) => `${gate} fails`);
  const { value } = report.category;
  if (value !== null && value !== usual.category.value) found.push(value);
  for (const girth of ['chest', 'waist', 'hip'] as const) {
    const [was, is] = [usual.fit.ease_cm[girth], report.fit.ease_cm[girth]];
    if (was !== null && is !== null && Math.abs(was - is) > GIRTH_CM) {
      found.push(`${girth} ${was} -> ${is} cm`);
    }
  }
  const [before, now] = [openingsOf(usual), openingsOf(report)];
  const kinds = (openings: typeof now) => openings.map(({ kind }) => kind).join(' ');
  if (kinds(before) !== kinds(now)) return [...found, kinds(now)];
  for (const [n, { kind, length_mm: was }] of before.entries()) {
    const is = now[n]!.length_mm;
    if (Math.abs(was - is) > OPENING_SHARE * Math.max(was, SHORTEST_OPENING_MM)) {
      found.push(`${kind} ${Math.round(was)} -> ${Math.round(is)} mm`);
    }
  }
  return found;
}

const openingsOf = ({ garment }: Report) =>
  garment.openings.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.length_mm - b.length_mm);

const tally = new Map(Object.keys(CHANGES).map((change) => [change, { same: 0, valid: 0 }]));
let count = 0;
for (const { name, path } of photos) {
  const photo = await upright(path);
  const usual = await dressed(photo.picture());
  if (typeof usual === 'string') {
    console.log(`${name.padEnd(48)} refused: ${usual}`);
    continue;
  }
  count++;
  for (const [change, make] of Object.entries(CHANGES)) {
    const report = await dressed(make(photo));
    const found = differences(usual, report);
    const sums = tally.get(change)!;
    if (typeof report !== 'string' && report.valid) sums.valid++;
    if (found.length === 0) sums.same++;
    else console.log(`${name.padEnd(48)} ${change.padEnd(9)} ${found.join(', ')}`);
  }
}
for (const [change, { same, valid }] of tally) {
  console.log(`${change.padEnd(9)} of ${count}: ${valid} valid, ${same} read as the photo itself`);
}
