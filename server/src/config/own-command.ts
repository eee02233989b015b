import { existsSync } from 'node:fs';
import { PATHS } from './paths.ts';

const OF_A_CHECKOUT = 'npm run -s fitroom --';

/** What starts the command line here: a checkout has npm's script, the image a program on its path. */
const OWN_COMMAND = existsSync(PATHS.launcher) ? OF_A_CHECKOUT : 'fitroom';

/** A command to type where this process runs. @param words such as `models pull triposr`. */
export const ownCommand = (words: string): string => `${OWN_COMMAND} ${words}`;

/** A text whose commands are a checkout's, with those that work here. */
export const inOwnWords = (text: string): string => text.replaceAll(OF_A_CHECKOUT, OWN_COMMAND);
