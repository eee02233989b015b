import { z } from 'zod';

const LONGEST_USER_ID = 128;

export const UserIdSchema = z
  .string()
  .min(1)
  .max(LONGEST_USER_ID)
  // A name that a log line or a header could not carry is a mistake of the caller.
  .regex(/^[\x21-\x7e]+$/, 'printable ASCII without spaces')
  .describe('Any stable id of the caller; an unknown one makes a new user');
