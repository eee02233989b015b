/** `npm start`, once it is set up: the server. Runs under Node 24. */
import { beginWithMalloc } from './malloc.mjs';

beginWithMalloc();
await import('../server/src/main.ts');
