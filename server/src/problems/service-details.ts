import type { Localized } from '@fitroom/shared/messages/language';
import { catalogue } from '@fitroom/shared/messages/sentence';
import { STAGE_NAMES } from '@fitroom/shared/messages/stage-texts';
import type { JobStage, JobStatus } from '@fitroom/shared/schemas/job-state';

/** What can be asked for by its id. */
const THINGS = {
  cloth: { en: 'cloth', ko: '옷이' },
  cloth3d: { en: '3D garment', ko: '3D 옷이' },
  session: { en: 'fitting session', ko: '세션이' },
  webhook: { en: 'webhook', ko: '웹훅이' },
} as const satisfies Record<string, Localized>;

export type Thing = keyof typeof THINGS;

/** What has files that are kept for a time. */
const KEPT = {
  cloth3d: { en: 'This 3D garment', ko: '이 3D 옷은' },
  result: { en: 'This result', ko: '이 결과는' },
  file: { en: 'This file', ko: '이 파일은' },
} as const satisfies Record<string, Localized>;

/** What is wrong with the parts of an upload. */
const BROKEN = {
  nameless: { en: 'a part has no name', ko: '이름이 없는 부분이 있어요' },
  endlessBoundary: { en: 'a boundary line does not end', ko: '경계 줄이 끝나지 않아요' },
  textBehindBoundary: { en: 'there is text behind a boundary', ko: '경계 뒤에 글자가 있어요' },
  twice: { en: 'a field is there twice', ko: '같은 필드가 두 번 있어요' },
  longHeaders: { en: "a part's headers are too long", ko: '한 부분의 헤더가 너무 길어요' },
  unclosed: { en: 'it ends before its closing boundary', ko: '닫는 경계 전에 끝나요' },
  cutOff: {
    en: 'the connection ended before the body did',
    ko: '본문이 다 오기 전에 연결이 끊겼어요',
  },
} as const satisfies Record<string, Localized>;

export type BrokenUpload = keyof typeof BROKEN;

export type KeptThing = keyof typeof KEPT;

/**
 * The sentences that only a server says, of rows, keys, queues and stores; those about photos and garments
 * are in shared/src/messages/details.ts.
 */
export const SERVICE_DETAILS = catalogue({
  noSuchThing: (thing: Thing) => ({
    en: `There is no ${THINGS[thing].en} of that id; it may have been deleted.`,
    ko: `그 id의 ${THINGS[thing].ko} 없어요. 지워졌을 수 있어요.`,
  }),
  originJustDeleted: () => ({
    en: 'What this is made from has just been deleted.',
    ko: '이것을 만들 재료가 방금 지워졌어요.',
  }),
  noSuchPreset: (id: string, known: readonly string[]) => ({
    en: `There is no avatar preset ${JSON.stringify(id)}. There are: ${known.join(', ')}.`,
    ko: `${JSON.stringify(id)}라는 아바타 체형은 없어요. 있는 것: ${known.join(', ')}.`,
  }),
  resultExpired: (thing: KeptThing, day: string) => ({
    en: `${KEPT[thing].en} is no longer kept: its files were removed on ${day}. Its picture stays; make it again.`,
    ko: `${KEPT[thing].ko} 보관 기간이 지나 ${day}에 파일이 지워졌어요. 그림은 남아 있어요. 다시 만들어 주세요.`,
  }),
  originalExpired: (day: string) => ({
    en: `The photo of this cloth is no longer kept: it was removed on ${day}. Upload it again.`,
    ko: `이 옷의 사진은 보관 기간이 지나 ${day}에 지워졌어요. 다시 올려 주세요.`,
  }),
  /** @param reason of the garment's own failure. */
  garmentFailed: (reason: Localized | null) => ({
    en: `This 3D garment could not be made: ${reason?.en ?? 'see its log'}`,
    ko: `이 3D 옷은 만들지 못했어요. ${reason?.ko ?? '까닭은 log에 있어요.'}`,
  }),
  garmentWithoutPattern: () => ({
    en: 'The 3D garment could not be made: it has no pattern',
    ko: '이 3D 옷은 옷본이 없어서 입힐 수 없어요. 다시 만들어 주세요.',
  }),
  ofBackPhoto: (reason: Localized) => ({
    en: `The photo of the back: ${reason.en}`,
    ko: `뒷면 사진: ${reason.ko}`,
  }),
  jobTooLong: (seconds: number) => ({
    en: `The job took longer than ${seconds} s and was stopped. Try again, or ask the operator for a longer limit.`,
    ko: `작업이 ${seconds}초를 넘겨 멈췄어요. 다시 하거나 운영자에게 시간을 늘려 달라고 해 주세요.`,
  }),
  stageOfJobTooLong: (stage: JobStage, seconds: number) => ({
    en: `The stage ${stage} took longer than ${seconds} s, so the job was stopped. Try again with a lower quality, or ask the operator for a longer limit.`,
    ko: `${STAGE_NAMES[stage].ko} 단계가 ${seconds}초를 넘겨 작업을 멈췄어요. 품질을 낮춰 다시 하거나 운영자에게 시간을 늘려 달라고 해 주세요.`,
  }),
  jobCrashed: () => ({
    en: 'The job stopped unexpectedly. Try again.',
    ko: '작업이 갑자기 멈췄어요. 다시 해 주세요.',
  }),
  jobEndsServer: () => ({
    en: 'The job ended the server each time it was tried.',
    ko: '이 작업을 할 때마다 서버가 끝나 버렸어요. 다른 사진이나 낮은 품질로 해 보세요.',
  }),
  threadOutOfMemory: () => ({
    en: 'The job ran out of memory. Try again when less runs on the host, or with quality low.',
    ko: '작업의 메모리가 모자랐어요. 호스트에서 도는 것이 적을 때나 품질 low로 다시 해 주세요.',
  }),
  jobFailedForUs: () => ({
    en: 'The job failed for a reason of our own. Try again.',
    ko: '서버 쪽 문제로 작업이 실패했어요. 다시 해 주세요.',
  }),
  photoFailed: () => ({
    en: 'This photo could not be used; the log says why. Upload another one.',
    ko: '이 사진은 쓸 수 없었어요. 까닭은 log에 있어요. 다른 사진을 올려 주세요.',
  }),
  madeOfMesh: () => ({
    en: 'This cloth was uploaded as a mesh, which has its 3D garment already: put that on with POST /fit.',
    ko: '이 옷은 메시로 올린 것이라 3D 옷이 이미 있어요. POST /fit으로 입혀 주세요.',
  }),
  alreadyFinished: (status: JobStatus) => ({
    en: `The job has already ended: ${status}.`,
    ko: `작업이 이미 끝났어요: ${status}.`,
  }),
  queueFull: (limit: number) => ({
    en: `${limit} jobs are waiting already. Try again in half a minute.`,
    ko: `이미 작업 ${limit}개가 기다리고 있어요. 30초 뒤에 다시 해 주세요.`,
  }),
  uploadTooLarge: (megabytes: number) => ({
    en: `The photo may have at most ${megabytes} MB; more came. Save it smaller and upload it again.`,
    ko: `사진은 ${megabytes}MB까지 받는데 더 큰 것이 왔어요. 더 작게 저장해서 다시 올려 주세요.`,
  }),
  meshTooLarge: (megabytes: number) => ({
    en: `The mesh may have at most ${megabytes} MB; more came. Export it with fewer triangles or smaller textures.`,
    ko: `메시는 ${megabytes}MB까지 받는데 더 큰 것이 왔어요. 삼각형을 줄이거나 텍스처를 작게 해서 내보내 주세요.`,
  }),
  notGlb: () => ({
    en: 'Expected a binary glTF 2.0 file (.glb); export the garment as GLB.',
    ko: '바이너리 glTF 2.0 파일(.glb)이 필요해요. 옷을 GLB로 내보내 주세요.',
  }),
  notUpload: (fields: 'one' | 'batch', contentType: string | null) => {
    const came = contentType ?? { en: 'no content type', ko: 'Content-Type이 없는 본문' };
    const inWords = (language: 'en' | 'ko') => (typeof came === 'string' ? came : came[language]);
    return {
      en: `Send multipart/form-data with ${fields === 'one' ? 'the fields file and user_id' : 'user_id and several fields named file'}; ${inWords('en')} came.`,
      ko: `multipart/form-data로 ${fields === 'one' ? 'file과 user_id 필드' : 'user_id와 여러 개의 file 필드'}를 보내 주세요. 온 것: ${inWords('ko')}.`,
    };
  },
  brokenUpload: (why: BrokenUpload) => ({
    en: `The multipart body is broken: ${BROKEN[why].en}.`,
    ko: `multipart 본문이 깨졌어요: ${BROKEN[why].ko}.`,
  }),
  tooManyFields: (most: number) => ({
    en: `At most ${most} of them are taken.`,
    ko: `${most}개까지 받아요.`,
  }),
  outfitOfSeveral: () => ({
    en: 'The garments of an outfit belong to one user; these belong to several.',
    ko: '코디의 옷은 모두 한 사용자의 것이어야 하는데, 여러 사용자의 것이에요.',
  }),
  garmentOfAnother: () => ({
    en: 'It belongs to another user than the first garment.',
    ko: '첫 번째 옷과 다른 사용자의 것이에요.',
  }),
  foreignUser: (userId: string | null) => ({
    en: `This API key speaks for the user ${JSON.stringify(userId)}; user_id names another.`,
    ko: `이 API 키는 사용자 ${JSON.stringify(userId)}의 것인데, user_id가 다른 사용자예요.`,
  }),
  tooManyWebhooks: (most: number) => ({
    en: `There are ${most} webhooks already. Delete one that is no longer needed.`,
    ko: `웹훅이 이미 ${most}개 있어요. 필요 없는 것을 지워 주세요.`,
  }),
  webhooksNeedKey: () => ({
    en: 'This server has no API keys, so a webhook would tell anybody of all jobs. The operator can set FITROOM_AUTH=keys, or FITROOM_WEBHOOKS=open where only friends reach it.',
    ko: '이 서버는 API 키를 쓰지 않아서, 웹훅이 모든 작업을 아무에게나 알리게 돼요. 운영자가 FITROOM_AUTH=keys로, 믿는 사람만 쓰는 곳이면 FITROOM_WEBHOOKS=open으로 켤 수 있어요.',
  }),
  webhookOfOneUser: () => ({
    en: 'A webhook tells of all users of a tenant, and this key speaks for one. Use a key of the tenant.',
    ko: '웹훅은 테넌트의 모든 사용자를 알리는데, 이 키는 한 사용자의 것이에요. 테넌트의 키를 써 주세요.',
  }),
  webhookNotHttps: () => ({
    en: 'An https address is expected.',
    ko: 'https 주소여야 해요.',
  }),
  webhookWithPassword: () => ({
    en: 'The address must not carry a password.',
    ko: '주소에 비밀번호가 들어 있으면 안 돼요.',
  }),
  webhookNotPublic: (host: string) => ({
    en: `${host} is not an address of the public internet.`,
    ko: `${host}: 공개된 인터넷 주소가 아니에요.`,
  }),
  webhookWithoutAddress: (host: string) => ({
    en: `${host} has no address: check its name.`,
    ko: `${host}의 주소를 찾을 수 없어요. 이름을 확인해 주세요.`,
  }),
  fieldTooLong: () => ({ en: 'It is too long.', ko: '너무 길어요.' }),
  userMissing: () => ({
    en: 'Say whose the photos are.',
    ko: '누구의 사진인지 적어 주세요.',
  }),
  photoMissing: () => ({ en: 'A photo is expected here.', ko: '여기에 사진이 필요해요.' }),
  photosMissing: () => ({
    en: 'At least one photo is expected here.',
    ko: '여기에 사진이 한 장 이상 필요해요.',
  }),
  meshMissing: () => ({ en: 'A GLB is expected here.', ko: '여기에 GLB가 필요해요.' }),
  foreignCursor: () => ({
    en: 'It is no next_cursor of this API. Leave it out for the first page.',
    ko: '이 API가 준 next_cursor가 아니에요. 첫 쪽은 cursor 없이 요청해 주세요.',
  }),
  listOfNobody: () => ({
    en: 'Say whose: an API without keys lists one user at a time.',
    ko: '누구의 것인지 적어 주세요. 키가 없는 API는 한 번에 한 사용자의 목록만 줘요.',
  }),
  diskFull: (freeMegabytes: number, reserveMegabytes: number) => ({
    en: `The server has ${freeMegabytes} MB left and keeps ${reserveMegabytes} MB for what it has taken already. The operator has to make room; try again later.`,
    ko: `서버에 ${freeMegabytes}MB가 남았고, ${reserveMegabytes}MB는 이미 받은 것을 위해 남겨 둬요. 운영자가 공간을 마련해야 해요. 나중에 다시 해 주세요.`,
  }),
  databaseFull: () => ({
    en: 'The disk of the database is full, so nothing new can be kept. The operator has to make room; try again later.',
    ko: '데이터베이스의 디스크가 가득 차서 새것을 저장할 수 없어요. 운영자가 공간을 마련해야 해요. 나중에 다시 해 주세요.',
  }),
  databaseUnreachable: () => ({
    en: 'The database does not answer. Nothing is lost; try again in a few seconds.',
    ko: '데이터베이스가 답하지 않아요. 잃은 것은 없으니 몇 초 뒤에 다시 해 주세요.',
  }),
  storeFull: () => ({
    en: 'The store of files is full. The operator has to make room.',
    ko: '파일 저장소가 가득 찼어요. 운영자가 공간을 마련해야 해요.',
  }),
  storeDenied: () => ({
    en: 'The store of files refused this server. The operator has to check its keys and its bucket.',
    ko: '파일 저장소가 이 서버를 거절했어요. 운영자가 키와 버킷을 확인해야 해요.',
  }),
  storeUnreachable: () => ({
    en: 'The store of files does not answer. Try again in a moment.',
    ko: '파일 저장소가 답하지 않아요. 잠시 뒤에 다시 해 주세요.',
  }),
  folderFull: () => ({
    en: 'The folder of stored files is full. The operator has to make room.',
    ko: '파일을 저장하는 폴더가 가득 찼어요. 운영자가 공간을 마련해야 해요.',
  }),
  folderDenied: () => ({
    en: 'The folder of stored files cannot be written. The operator has to check its owner.',
    ko: '파일을 저장하는 폴더에 쓸 수 없어요. 운영자가 소유자를 확인해야 해요.',
  }),
});
