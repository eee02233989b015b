import type { Localized } from '@fitroom/shared/messages/language';
import { catalogue } from '@fitroom/shared/messages/sentence';

/** Why weights could not be fetched: a clause, without the addresses, folders and commands of the operator. */
export const FETCH_CAUSES = {
  'no-folder': { en: 'the server has no folder for them', ko: '서버에 둘 폴더가 없어요' },
  unknown: { en: 'this version does not know them', ko: '이 버전이 모르는 모델이에요' },
  'licence-not-accepted': {
    en: 'their licence forbids commercial use and was not accepted',
    ko: '상업적 이용을 금하는 라이선스를 아직 받아들이지 않았어요',
  },
  'address-unusable': {
    en: 'where they are kept is not set right',
    ko: '가중치를 받을 주소 설정이 잘못됐어요',
  },
  'missing-at-source': {
    en: 'the place where they are kept does not have them',
    ko: '가중치를 두는 곳에 그것이 없어요',
  },
  'access-denied': {
    en: 'the place where they are kept does not give them to this server',
    ko: '가중치를 두는 곳이 이 서버에는 주지 않아요',
  },
  unreachable: {
    en: 'the place where they are kept cannot be reached',
    ko: '가중치를 두는 곳에 연결할 수 없어요',
  },
  'manifest-unusable': {
    en: 'what is kept there is not what this version needs',
    ko: '그곳에 있는 것이 이 버전에 맞지 않아요',
  },
  checksum: {
    en: 'what came is not what its checksum says',
    ko: '받은 파일이 체크섬과 맞지 않아요',
  },
  'no-space': { en: 'the server has no room for them', ko: '서버에 저장 공간이 모자라요' },
  'not-writable': {
    en: 'the server cannot write them down',
    ko: '서버가 파일을 쓸 수 없어요',
  },
  other: { en: 'something went wrong on the way', ko: '받는 중에 문제가 생겼어요' },
} as const satisfies Readonly<Record<string, Localized>>;

export type FetchCause = keyof typeof FETCH_CAUSES;

/**
 * Why a neural generator cannot run on a host, and what would make it: in `GET /models`, in refusals and in
 * the logs of jobs. Hosts keep them in the table of workers as the sentences that they are.
 */
export const MODEL_REASONS = catalogue({
  notInVersion: () => ({
    en: 'This version has no such generator yet.',
    ko: '이 버전에는 아직 이 생성기가 없어요.',
  }),
  noModelsListed: () => ({
    en: 'No models are listed for it in this version.',
    ko: '이 버전에는 이 생성기의 모델이 없어요.',
  }),
  noFolderForWeights: (models: readonly string[], command: string) => ({
    en: `It needs the weights of ${models.join(' and ')}: set FITROOM_MODELS to a folder with room for them and run ${command}.`,
    ko: `${models.join(', ')} 가중치가 필요해요. FITROOM_MODELS에 넉넉한 폴더를 정하고 다음 명령을 실행해 주세요: ${command}.`,
  }),
  weightsDamaged: (faults: string, command: string) => ({
    en: `Its weights are damaged (${faults}). Fetch what is wrong: ${command}.`,
    ko: `가중치가 손상됐어요(${faults}). 잘못된 것만 다시 받으려면: ${command}.`,
  }),
  licenceToAccept: (licences: readonly string[], command: string) => ({
    en: `Its weights are under ${licences.join(' and ')}, which forbids commercial use. If that suits you, accept it: ${command} --accept-nc, or set FITROOM_ACCEPT_NC=1.`,
    ko: `가중치의 라이선스(${licences.join(', ')})가 상업적 이용을 금해요. 괜찮다면 받아들여 주세요: ${command} --accept-nc 또는 FITROOM_ACCEPT_NC=1.`,
  }),
  weightsMissing: (models: readonly string[], command: string) => ({
    en: `Its weights are missing (${models.join(' and ')}). Fetch them: ${command}, which also tells where they come from.`,
    ko: `가중치가 없어요(${models.join(', ')}). 받으려면: ${command}. 어디에서 오는지도 알려 줘요.`,
  }),
  weightsNotInstalled: (model: string, command: string) => ({
    en: `The weights of ${model} are not installed. The operator fetches them with: ${command}.`,
    ko: `${model} 가중치가 설치되어 있지 않아요. 운영자가 다음 명령으로 받을 수 있어요: ${command}.`,
  }),
  weightsFoundDamaged: (model: string, faults: string, command: string) => ({
    en: `The weights of ${model} are damaged: ${faults}. The operator fetches what is wrong with: ${command}.`,
    ko: `${model} 가중치가 손상됐어요: ${faults}. 운영자가 다음 명령으로 다시 받을 수 있어요: ${command}.`,
  }),
  fetchFailed: (model: string, cause: FetchCause, minutes: number) => ({
    en: `The weights of ${model} could not be fetched: ${FETCH_CAUSES[cause].en}. The operator finds more in the server's log; after ${minutes} minutes the next request tries again.`,
    ko: `${model} 가중치를 받지 못했어요: ${FETCH_CAUSES[cause].ko}. 자세한 것은 서버의 log에 있고, ${minutes}분이 지나면 다음 요청 때 다시 받아요.`,
  }),
  sidecarUnusable: (why: Localized) => ({
    en: `The host that runs it (FITROOM_SIDECAR_URL) cannot be used: ${why.en}.`,
    ko: `이 생성기를 돌리는 호스트(FITROOM_SIDECAR_URL)를 쓸 수 없어요: ${why.ko}.`,
  }),
  sidecarSilent: (cause: string) => ({
    en: `it does not answer (${cause})`,
    ko: `답하지 않아요 (${cause})`,
  }),
  sidecarRefusesToken: () => ({
    en: 'it refuses the token; check FITROOM_SIDECAR_TOKEN',
    ko: '토큰을 거절해요. FITROOM_SIDECAR_TOKEN을 확인해 주세요',
  }),
  sidecarAnswers: (status: number) => ({
    en: `it answers ${status} to GET /v1/health`,
    ko: `GET /v1/health에 ${status}로 답해요`,
  }),
  sidecarIsNone: () => ({
    en: 'its answer to GET /v1/health is not one of a sidecar',
    ko: 'GET /v1/health의 답이 사이드카의 것이 아니에요',
  }),
  sidecarLacksIt: () => ({
    en: 'The host of FITROOM_SIDECAR_URL does not run it; take it out of FITROOM_SIDECAR_GENERATORS.',
    ko: 'FITROOM_SIDECAR_URL의 호스트에는 이 생성기가 없어요. FITROOM_SIDECAR_GENERATORS에서 빼 주세요.',
  }),
  sidecarLost: (generator: string, cause: string) => ({
    en: `The host that runs ${generator} (FITROOM_SIDECAR_URL) cannot be reached: ${cause}. Try again later.`,
    ko: `${generator} 생성기를 돌리는 호스트(FITROOM_SIDECAR_URL)에 연결할 수 없어요: ${cause}. 나중에 다시 해 주세요.`,
  }),
  sidecarTooSlow: (generator: string, seconds: number) => ({
    en: `The host that runs ${generator} took longer than ${seconds} s. Ask for quality low, or the operator for a longer FITROOM_SIDECAR_LIMIT_S.`,
    ko: `${generator} 생성기를 돌리는 호스트가 ${seconds}초를 넘겼어요. 품질을 low로 하거나 운영자에게 FITROOM_SIDECAR_LIMIT_S를 늘려 달라고 해 주세요.`,
  }),
  cudaDoesNotRun: (message: string, command: string) => ({
    en: `FITROOM_DEVICE is cuda, and CUDA does not run here: ${message}. The operator finds what is missing with: ${command}.`,
    ko: `FITROOM_DEVICE가 cuda인데 여기에서 CUDA가 돌지 않아요: ${message}. 무엇이 없는지는 다음 명령으로 알 수 있어요: ${command}.`,
  }),
  nobodyAwake: (command: string) => ({
    en: `No process that runs jobs is awake. Start one: ${command}.`,
    ko: `작업을 할 프로세스가 하나도 깨어 있지 않아요. 시작하려면: ${command}.`,
  }),
  otherQualityOnly: (quality: string) => ({
    en: `It can at quality ${quality} only.`,
    ko: `품질 ${quality}로만 돼요.`,
  }),
  noHostHasIt: () => ({
    en: 'No host has it. Ask for panels.',
    ko: '이 생성기가 있는 호스트가 없어요. panels로 요청해 주세요.',
  }),
  cannotRunHere: (generator: string, reason: Localized) => ({
    en: `${generator} cannot run here. ${reason.en}`,
    ko: `${generator} 생성기를 여기에서 돌릴 수 없어요. ${reason.ko}`,
  }),
});
