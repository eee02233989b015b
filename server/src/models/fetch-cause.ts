import { isDiskFault } from './download-file.ts';
import { ModelError, type ModelErrorCode } from './model-error.ts';

const CAUSES: Readonly<Record<ModelErrorCode, string>> = {
  'no-folder': 'the server has no folder for them',
  unknown: 'this version does not know them',
  'licence-not-accepted': 'their licence forbids commercial use and was not accepted',
  'address-unusable': 'where they are kept is not set right',
  'missing-at-source': 'the place where they are kept does not have them',
  'access-denied': 'the place where they are kept does not give them to this server',
  unreachable: 'the place where they are kept cannot be reached',
  'manifest-unusable': 'what is kept there is not what this version needs',
  checksum: 'what came is not what its checksum says',
  'no-space': 'the server has no room for them',
};

/**
 * Why weights could not be fetched, for whoever uses the API: what is known of the cause without the addresses,
 * folders and commands of the operator, whose log has them.
 *
 * @returns a clause without a full stop.
 */
export function causeForUsers(error: unknown): string {
  if (error instanceof ModelError) return CAUSES[error.code];
  if (error instanceof Error && isDiskFault(error)) return 'the server cannot write them down';
  return 'something went wrong on the way';
}
