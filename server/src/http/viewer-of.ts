import type { Context } from 'hono';
import type { AppPorts } from '../services/app-ports.ts';
import type { Viewer } from '../services/present.ts';
import type { AppEnvironment } from './app-environment.ts';
import { answerLanguage } from './language-of.ts';
import { linksFor } from './link-to.ts';

/** The client of this request; the answer's headers then say its language. */
export function viewerOf(
  context: Context<AppEnvironment>,
  ports: Pick<AppPorts, 'settings' | 'signer'>,
): Viewer {
  return { linkTo: linksFor(context, ports), language: answerLanguage(context) };
}
