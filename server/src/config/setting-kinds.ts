import { z } from 'zod';
import { readAddressRanges } from './address-range.ts';

export const wholeNumber = (least: number, most: number, standard: number) =>
  z.coerce.number().int().min(least).max(most).default(standard);

/**
 * Nothing that people gave or were given goes unless the operator says so: an upgrade must not delete. What
 * can be made again goes after a week.
 */
export const keptDays = (standard: number) => wholeNumber(0, 36_500, standard);

/** `https://fit.example`: an address without a path, brought into the form that browsers send. */
export const httpOrigin = z.string().transform((text, context) => {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin;
  context.addIssue({ code: 'custom', message: 'expected an http(s) address without a path' });
  return z.NEVER;
});

/** What is between commas, without what is empty. */
export const commaList = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ''));

/** A list in one variable: `https://a.example,https://b.example`. */
export const originList = commaList.pipe(
  z.array(z.union([z.literal('*'), httpOrigin], 'expected * or http(s) addresses')),
);

/** As OTLP has it: a collector may stand below a path. */
export const collectorOrNone = z.string().transform((text, context) => {
  if (text === '') return '';
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.search) {
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  }
  context.addIssue({ code: 'custom', message: 'expected an http(s) address' });
  return z.NEVER;
});

/** `10.0.0.0/8, ::1, private` */
export const addressRangeList = commaList.refine(
  (parts) => parts.every((part) => readAddressRanges(part) !== null),
  {
    message: 'expected addresses, blocks such as 10.0.0.0/8, loopback or private',
  },
);

export const addressOrNone = z
  .union([z.literal(''), httpOrigin], 'expected an http(s) address without a path')
  .default('');
