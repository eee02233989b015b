import type { Context } from 'hono';
import type { AppPorts } from '../services/app-ports.ts';
import type { LinkTo } from '../services/present.ts';
import type { AppEnvironment } from './app-environment.ts';

/** Signed links: on the address that this client sees the server at, or to the store itself. */
export function linksFor(
  context: Context<AppEnvironment>,
  { settings, signer }: Pick<AppPorts, 'settings' | 'signer'>,
): LinkTo {
  const origin = settings.publicUrl || context.get('caller').origin;
  return (key) => {
    const link = signer.sign(key);
    return link.startsWith('/') ? `${origin}${link}` : link;
  };
}
