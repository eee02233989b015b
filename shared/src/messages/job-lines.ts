import type { Category } from '../garment/vocabulary.ts';
import type { JobStage } from '../schemas/job-state.ts';
import { catalogue } from './sentence.ts';
import { STAGE_NAMES } from './stage-texts.ts';

/** How a mesh was opened (opening/open-mesh.ts). */
const OPENING_WAYS = {
  kept: { en: 'kept', ko: '그대로' },
  shell: { en: 'shell', ko: '겉면만' },
  solid: { en: 'solid', ko: '막힌 입체를 열어서' },
} as const;

/** As the app has them. */
const CATEGORIES_KO: Readonly<Record<Category, string>> = {
  top: '상의',
  shirt: '셔츠',
  hoodie: '후드티',
  outerwear: '재킷·코트',
  dress: '원피스',
  skirt: '치마',
  trousers: '긴바지',
  shorts: '반바지',
  jumpsuit: '점프슈트',
  bodysuit: '보디슈트',
};

const isDetected = (source: string) => source === 'detected';

/**
 * The lines of a job's log, in its order: what was found and done on the way. They are kept by key and values,
 * and said in the language of who reads them.
 */
export const JOB_LINES = catalogue({
  photoSize: (width: number, height: number) => ({
    en: `photo: ${width} x ${height} pixels`,
    ko: `사진: ${width} x ${height}픽셀`,
  }),
  stepTook: (step: string, milliseconds: number) => ({
    en: `${step}: ${milliseconds} ms`,
    ko: `${step}: ${milliseconds}ms`,
  }),
  matteNetworkInstead: (before: string, after: string) => ({
    en: `${before} could not run; ${after} finds the garment instead`,
    ko: `${before} 모델을 돌리지 못해 ${after} 모델로 옷을 찾아요`,
  }),
  parserCannotRun: (network: string, reason: string) => ({
    en: `matte: ${network} cannot run: ${reason}`,
    ko: `옷 떼어 내기: ${network} 모델을 돌릴 수 없어요: ${reason}`,
  }),
  categoryFound: (category: Category, source: string, confidence: number) => ({
    en: `category: ${category} (${source}, ${confidence.toFixed(2)})`,
    ko: `종류: ${CATEGORIES_KO[category]} (${isDetected(source) ? '사진에서 알아냄' : '지정됨'}, ${confidence.toFixed(2)})`,
  }),
  clothSimulated: (device: string) => ({
    en: `drape: cloth simulated on ${device}`,
    ko: `천 드리우기: ${device}에서 계산했어요`,
  }),
  clothFromGpuToCpu: (reason: string) => ({
    en: `drape: the graphics card gave out (${reason}); the cloth goes on on the processor`,
    ko: `천 드리우기: 그래픽 카드가 멈춰서(${reason}) 프로세서로 이어서 계산해요`,
  }),
  snapFromGpuToCpu: (reason: string) => ({
    en: `fit: the graphics card gave out (${reason}); cloth is kept off the skin on the processor`,
    ko: `몸에 맞추기: 그래픽 카드가 멈춰서(${reason}) 피부에서 떼어 놓는 일은 프로세서로 해요`,
  }),
  pointsMoved: (moved: number, of: number, mostMm: number) => ({
    en: `fit: ${moved} of ${of} points moved off the skin, at most ${mostMm.toFixed(1)} mm`,
    ko: `몸에 맞추기: 점 ${of}개 중 ${moved}개를 피부에서 떼었어요. 가장 많이 움직인 거리 ${mostMm.toFixed(1)}mm`,
  }),
  cannotBeTucked: (category: Category) => ({
    en: `outfit: a ${category} was to be tucked in, but there is no waistband for its hem to go under; it is worn as it hangs`,
    ko: `옷 함께 입히기: ${CATEGORIES_KO[category]}은(는) 넣어 입을 허리가 없어서 그대로 입혔어요`,
  }),
  meshTurnedOver: () => ({
    en: 'fit: it stood on its head, and was turned over',
    ko: '몸에 맞추기: 거꾸로 서 있어서 바로 세웠어요',
  }),
  meshOpened: (way: keyof typeof OPENING_WAYS, triangles: number, of: number) => ({
    en: `fit: ${way}, ${triangles} of ${of} triangles`,
    ko: `몸에 맞추기: ${OPENING_WAYS[way].ko}, 삼각형 ${of}개 중 ${triangles}개`,
  }),
  firstTryFailed: (gates: string) => ({
    en: `first try: ${gates} failed`,
    ko: `첫 시도: ${gates} 검사를 통과하지 못했어요`,
  }),
  secondThought: (name: string, isTaken: boolean) => ({
    en: `second thought, ${name}: ${isTaken ? 'taken' : 'not taken'}`,
    ko: `다시 생각하기, ${name}: ${isTaken ? '이걸로 했어요' : '쓰지 않았어요'}`,
  }),
  // Networks.
  runsOnDevice: (generator: string, backend: string | null) => ({
    en: `${generator}: runs on this device (${backend})`,
    ko: `${generator}: 이 기기에서 돌려요 (${backend})`,
  }),
  /** What a runtime of networks says of itself, which has one language. */
  runtimeSays: (words: string) => ({ en: words, ko: words }),
  networksOnGpu: () => ({
    en: 'Networks are given to the GPU (CUDA).',
    ko: '신경망을 GPU(CUDA)에서 돌려요.',
  }),
  networksOnCpuAsSet: () => ({
    en: 'Networks run on the CPU, as FITROOM_DEVICE says.',
    ko: 'FITROOM_DEVICE 설정대로 신경망을 CPU에서 돌려요.',
  }),
  networksOnCpuWithoutGpu: () => ({
    en: 'Networks run on the CPU: there is no NVIDIA GPU, or no driver for it.',
    ko: 'NVIDIA GPU나 그 드라이버가 없어서 신경망을 CPU에서 돌려요.',
  }),
  networksOnCpuWithoutLibrary: (folder: string) => ({
    en: `Networks run on the CPU: there is a GPU, but onnxruntime's CUDA library is not in ${folder}.`,
    ko: `GPU는 있지만 onnxruntime의 CUDA 라이브러리가 ${folder}에 없어서 신경망을 CPU에서 돌려요.`,
  }),
  networksOnCpuAsCudaFails: (message: string) => ({
    en: `Networks run on the CPU: CUDA does not run here (${message}).`,
    ko: `여기에서는 CUDA가 돌지 않아서(${message}) 신경망을 CPU에서 돌려요.`,
  }),
  networksOnCpuAsLastJob: () => ({
    en: 'Networks run on the CPU: CUDA did not run in the last job, whose log says why.',
    ko: '지난 작업에서 CUDA가 돌지 않아 신경망을 CPU에서 돌려요. 까닭은 그 작업의 log에 있어요.',
  }),
  weightsChecked: (model: string) => ({
    en: `The weights of ${model} are checked, once after they were installed.`,
    ko: `${model} 가중치를 확인해요. 설치한 뒤 한 번만 해요.`,
  }),
  weightsFetched: (model: string, megabytes: number) => ({
    en: `The weights of ${model} (about ${megabytes} MB) are being fetched.`,
    ko: `${model} 가중치(약 ${megabytes}MB)를 받고 있어요.`,
  }),
  weightsFetchedSoFar: (model: string, megabytes: number, path: string, percent: number) => ({
    en: `The weights of ${model} (about ${megabytes} MB) are being fetched: ${path}, ${percent} %.`,
    ko: `${model} 가중치(약 ${megabytes}MB)를 받고 있어요: ${path}, ${percent}%.`,
  }),
  largeNotInstalled: () => ({
    en: 'InstantMesh large was asked for and is not installed; base is used.',
    ko: 'InstantMesh large가 설치되어 있지 않아 base를 써요.',
  }),
  stepsTaken: (steps: number) => ({
    en: `${steps} steps of denoising were taken.`,
    ko: `잡음 제거를 ${steps}단계 했어요.`,
  }),
  latentStepsTaken: (steps: number, rows: number) => ({
    en: `${steps} steps of denoising were taken, ${rows} rows of latents.`,
    ko: `잡음 제거를 ${steps}단계, 잠재 벡터 ${rows}줄로 했어요.`,
  }),
  viewsSampled: (views: number, steps: number) => ({
    en: `${views} views were sampled in ${steps} steps each.`,
    ko: `여러 방향의 모습 ${views}장을 ${steps}단계씩 그렸어요.`,
  }),
  shapeTurned: (degrees: number) => ({
    en: `The shape was turned by ${degrees} degrees to face as in the photo.`,
    ko: `사진과 같은 쪽을 보도록 모양을 ${degrees}도 돌렸어요.`,
  }),
  trianglesMade: (generator: string, triangles: number) => ({
    en: `${generator} made ${triangles} triangles.`,
    ko: `${generator}: 삼각형 ${triangles}개를 만들었어요.`,
  }),
  trianglesInMask: (triangles: number, of: number) => ({
    en: `${triangles} of ${of} triangles lie in the garment's mask.`,
    ko: `삼각형 ${of}개 중 ${triangles}개가 옷 자리에 있어요.`,
  }),
  wholePerson: () => ({
    en: 'Without a mask of the garment the surface is that of the whole dressed person.',
    ko: '옷 자리를 따로 알 수 없어 옷을 입은 사람 전체의 겉면을 써요.',
  }),
  finishThinned: (triangles: number, of: number, dropped: number) => ({
    en: `finish: ${triangles} of ${of} triangles, ${dropped} pieces dropped`,
    ko: `다듬기: 삼각형 ${of}개 중 ${triangles}개, 버린 조각 ${dropped}개`,
  }),
  finishCharts: (charts: number) => ({
    en: `finish: ${charts} charts`,
    ko: `다듬기: 펼친 조각 ${charts}개`,
  }),
  finishAgrees: (iou: number, percent: number) => ({
    en: `finish: outlines agree to ${iou.toFixed(3)}, ${percent} % of the texture shows the photo`,
    ko: `다듬기: 윤곽 일치 ${iou.toFixed(3)}, 텍스처의 ${percent}%에 사진이 보여요`,
  }),
  loweredForMemory: () => ({
    en: 'The generator ran out of memory at quality med, so the garment was made at low.',
    ko: '품질 med에서 생성 모델의 메모리가 모자라 low로 만들었어요.',
  }),
  loweredForTime: (stage: JobStage, seconds: number) => ({
    en: `The stage ${stage} took longer than ${seconds} s at quality med, so the garment was made at low.`,
    ko: `품질 med에서 ${STAGE_NAMES[stage].ko} 단계가 ${seconds}초를 넘겨 low로 만들었어요.`,
  }),
  // The queue.
  cancelled: () => ({ en: 'The job was cancelled.', ko: '작업이 취소됐어요.' }),
  processEnded: () => ({
    en: 'The process that ran the job has ended; the job begins anew.',
    ko: '작업을 하던 프로세스가 끝나서 작업을 처음부터 다시 해요.',
  }),
  serverStopped: () => ({
    en: 'The server was stopped; the job begins anew.',
    ko: '서버가 멈춰서 작업을 처음부터 다시 해요.',
  }),
  crashedOnce: (attempt: number, most: number) => ({
    en: `The job stopped unexpectedly; attempt ${attempt} of ${most} follows.`,
    ko: `작업이 갑자기 멈췄어요. ${most}번 중 ${attempt}번째 시도를 해요.`,
  }),
  waitsForHost: (generator: string, reason: { readonly en: string; readonly ko: string }) => ({
    en: `No host that is awake can run ${generator}: ${reason.en} The job waits for one.`,
    ko: `깨어 있는 호스트 가운데 ${generator} 생성기를 돌릴 수 있는 곳이 없어요. ${reason.ko} 작업은 그런 호스트를 기다려요.`,
  }),
  waitsForAnyHost: (generator: string) => ({
    en: `No host that is awake can run ${generator}. The job waits for one.`,
    ko: `깨어 있는 호스트 가운데 ${generator} 생성기를 돌릴 수 있는 곳이 없어요. 작업은 그런 호스트를 기다려요.`,
  }),
  goesElsewhere: (reason: { readonly en: string; readonly ko: string }) => ({
    en: `${reason.en} The job goes to another host.`,
    ko: `${reason.ko} 작업을 다른 호스트로 넘겨요.`,
  }),
  waitsForOutage: (reason: { readonly en: string; readonly ko: string }) => ({
    en: `${reason.en} The job waits and begins anew.`,
    ko: `${reason.ko} 작업은 기다렸다가 처음부터 다시 해요.`,
  }),
});
