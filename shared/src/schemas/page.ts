import { z } from 'zod';
import { UserIdSchema } from './user-id.ts';

/** Entries of one page. */
export const PAGE_SIZE = { least: 1, most: 100, standard: 50 } as const;

/** Above every cursor that this server makes. */
const LONGEST_CURSOR = 200;

/** What a list is asked for. Unknown keys are refused: a misspelt user_id would list everybody's. */
export const ListQuerySchema = z.strictObject({
  user_id: UserIdSchema.optional().describe(
    'Whose; left out: all that the key gives access to. An API without keys needs it',
  ),
  limit: z.coerce
    .number()
    .int()
    .min(PAGE_SIZE.least)
    .max(PAGE_SIZE.most)
    .default(PAGE_SIZE.standard)
    .describe('Entries of a page'),
  cursor: z
    .string()
    .min(1)
    .max(LONGEST_CURSOR)
    .optional()
    .describe('next_cursor of the page before; left out: the newest'),
});

/** Which page of the list of one thing. */
export const PageQuerySchema = ListQuerySchema.omit({ user_id: true });

/** A page of a list, the newest first. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next_cursor: z.union([z.string(), z.null()]).describe('Of the next page; null: that was all'),
  });

export type PageQuery = z.infer<typeof PageQuerySchema>;
export type ListQuery = z.infer<typeof ListQuerySchema>;
