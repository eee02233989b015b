import type { JobStage } from '../schemas/job-state.ts';
import type { Localized } from './language.ts';
import { catalogue } from './sentence.ts';
import { STAGE_NAMES } from './stage-texts.ts';

/** What a file is instead of a photo that is taken, with what to do about it. */
const OTHER_FILES = {
  heic: {
    en: 'a HEIC photo. On an iPhone: Settings, Camera, Formats, Most Compatible; or save it as JPEG.',
    ko: 'HEIC 사진이에요. 아이폰에서는 설정, 카메라, 포맷, 높은 호환성을 고르거나 JPEG로 저장해 주세요.',
  },
  gif: {
    en: 'a GIF. Save it as JPEG or PNG.',
    ko: 'GIF예요. JPEG나 PNG로 저장해 주세요.',
  },
  svg: {
    en: 'an SVG drawing. Save it as PNG.',
    ko: 'SVG 그림이에요. PNG로 저장해 주세요.',
  },
  animated: {
    en: 'an animated picture. Save one picture of it as JPEG or PNG.',
    ko: '움직이는 그림이에요. 그중 한 장면을 JPEG나 PNG로 저장해 주세요.',
  },
  other: {
    en: 'another kind of file. Choose a photo, or save it as JPEG.',
    ko: '다른 종류의 파일이에요. 사진을 고르거나 JPEG로 저장해 주세요.',
  },
} as const satisfies Record<string, Localized>;

export type OtherFile = keyof typeof OTHER_FILES;

/** Longer waits are told in minutes. */
const MOST_SECONDS = 120;

const secondsOrMinutes = (seconds: number): Localized =>
  seconds <= MOST_SECONDS
    ? { en: `${seconds} s`, ko: `${seconds}초` }
    : { en: `${Math.ceil(seconds / 60)} minutes`, ko: `${Math.ceil(seconds / 60)}분` };

/**
 * The catalogue of sentences with values in them, for the `detail` of a problem: what was expected, what
 * came, what to do next. `InputError` and `ProblemError` take one in place of a text.
 */
export const DETAILS = catalogue({
  stageTooLong: (stage: JobStage, seconds: number, quality: string, isLow: boolean) => ({
    en: `The stage ${stage} took longer than ${seconds} s at quality ${quality}, so the job was stopped. ${isLow ? 'Choose another generator' : 'Ask for quality low'}, or ask the operator for a longer limit.`,
    ko: `품질 ${quality}에서 ${STAGE_NAMES[stage].ko} 단계가 ${seconds}초를 넘겨 작업을 멈췄어요. ${isLow ? '다른 생성기를 고르거나' : '품질을 low로 하거나'} 운영자에게 시간을 늘려 달라고 해 주세요.`,
  }),
  outOfMemory: (quality: string, isLow: boolean) => ({
    en: `The generator ran out of memory at quality ${quality}. Try again when nothing else runs on the device, or ${isLow ? 'choose another generator' : 'ask for quality low'}.`,
    ko: `품질 ${quality}에서 생성 모델의 메모리가 모자랐어요. 기기에서 다른 것이 돌지 않을 때 다시 하거나 ${isLow ? '다른 생성기를 골라' : '품질을 low로 해'} 주세요.`,
  }),
  shapeEmpty: () => ({
    en: 'The generator found no shape on this photo: its field has no surface inside its box. Use a photo with the whole garment on a plain background, or another seed or generator.',
    ko: '생성 모델이 이 사진에서 입체를 찾지 못했어요. 옷 전체가 무늬 없는 배경 위에 나온 사진을 쓰거나 시드나 생성기를 바꿔 보세요.',
  }),
  photoUnsupported: (file: OtherFile) => ({
    en: `A JPEG, PNG or WebP photo is expected; this is ${OTHER_FILES[file].en}`,
    ko: `JPEG, PNG, WebP 사진이 필요해요. 이 파일은 ${OTHER_FILES[file].ko}`,
  }),
  photoWithoutSize: () => ({
    en: 'The photo has no readable size; it may be damaged or cut short. Save or send it again.',
    ko: '사진의 크기를 읽을 수 없어요. 손상됐거나 중간에 잘렸을 수 있어요. 다시 저장하거나 보내 주세요.',
  }),
  photoPartsUnreadable: () => ({
    en: 'The parts of the photo cannot be told apart; it may be damaged or cut short. Save or send it again.',
    ko: '사진 파일의 구조를 읽을 수 없어요. 손상됐거나 중간에 잘렸을 수 있어요. 다시 저장하거나 보내 주세요.',
  }),
  photoUndecodable: () => ({
    en: 'The photo could not be decoded; it may be damaged or cut short. Save or send it again.',
    ko: '사진을 풀 수 없어요. 손상됐거나 중간에 잘렸을 수 있어요. 다시 저장하거나 보내 주세요.',
  }),
  photoTooManyPixels: (width: number, height: number) => ({
    en: `The photo has ${width} x ${height} pixels; at most 50 megapixels are taken. Save it smaller.`,
    ko: `사진이 ${width} x ${height}픽셀이에요. 5천만 화소까지 받아요. 더 작게 저장해 주세요.`,
  }),
  photoTooSmall: (width: number, height: number, least: number) => ({
    en: `The photo has ${width} x ${height} pixels; each side needs at least ${least}.`,
    ko: `사진이 ${width} x ${height}픽셀이에요. 가로세로가 각각 ${least}픽셀 이상이어야 해요.`,
  }),
  photoTooLarge: (megabytes: string) => ({
    en: `The photo has ${megabytes} MB; at most 10 MB are taken. Save it smaller or with more compression.`,
    ko: `사진이 ${megabytes}MB예요. 10MB까지 받아요. 더 작게, 또는 더 압축해서 저장해 주세요.`,
  }),
  linkRefused: () => ({
    en: 'Ask for the cloth, 3D garment, session or preset again: its answer has a fresh link.',
    ko: '옷, 3D 옷, 세션, 체형을 다시 조회하면 답에 새 링크가 있어요.',
  }),
  fileGone: () => ({ en: 'This file has been deleted.', ko: '이 파일은 지워졌어요.' }),
  rangeBeyond: (bytes: number) => ({
    en: `The file has ${bytes} bytes.`,
    ko: `이 파일은 ${bytes}바이트예요. 그 안의 범위를 요청해 주세요.`,
  }),
  noSuchAddress: () => ({
    en: 'This address has nothing; /docs lists all that there is.',
    ko: '이 주소에는 아무것도 없어요. 있는 주소는 모두 /docs에 있어요.',
  }),
  bodyTooLarge: (mostBytes: number) => ({
    en: `At most ${mostBytes} bytes are taken here.`,
    ko: `여기서는 ${mostBytes}바이트까지 받아요. 더 작게 보내 주세요.`,
  }),
  notJson: () => ({
    en: 'A JSON body is expected here: send it with Content-Type: application/json.',
    ko: '여기에는 JSON 본문이 필요해요. Content-Type: application/json으로 보내 주세요.',
  }),
  malformedJson: () => ({
    en: 'The body is not JSON that can be read. Check its quotes, commas and braces.',
    ko: '본문을 JSON으로 읽을 수 없어요. 따옴표, 쉼표, 괄호를 확인해 주세요.',
  }),
  rateLimited: (limit: number, isWork: boolean, windowSeconds: number, waitSeconds: number) => {
    const wait = secondsOrMinutes(waitSeconds);
    return {
      en: `At most ${limit} ${isWork ? 'uploads and new jobs' : 'requests'} in ${windowSeconds} s are taken from one address. Try again in ${wait.en}.`,
      ko: `한 주소에서 ${windowSeconds}초 동안 ${isWork ? '업로드와 새 작업' : '요청'}을 ${limit}번까지 받아요. ${wait.ko} 뒤에 다시 해 주세요.`,
    };
  },
  tooManyStreams: (most: number) => ({
    en: `At most ${most} event streams are open to one address. Ask for the state instead, or close one.`,
    ko: `한 주소에서 이벤트 스트림을 ${most}개까지 열 수 있어요. 상태를 조회하거나 하나를 닫아 주세요.`,
  }),
  keyMissing: () => ({
    en: 'Send a key of this API: Authorization: Bearer frk_…',
    ko: '이 API의 키를 보내 주세요: Authorization: Bearer frk_…',
  }),
  keyUnknown: () => ({
    en: 'The key is unknown or was revoked. Ask the operator for another: Authorization: Bearer frk_…',
    ko: '모르는 키이거나 취소된 키예요. 운영자에게 새 키를 요청해 주세요: Authorization: Bearer frk_…',
  }),
  scopeMissing: (scope: string) => ({
    en: `This needs a key with the scope ${scope}; the one sent lacks it.`,
    ko: `여기에는 ${scope} 권한이 있는 키가 필요한데, 보낸 키에는 없어요.`,
  }),
  requestsOfKeyUsed: (limit: number, waitSeconds: number) => {
    const wait = secondsOrMinutes(waitSeconds);
    return {
      en: `This key may send ${limit} requests a minute. Try again in ${wait.en}.`,
      ko: `이 키로는 1분에 ${limit}번까지 요청할 수 있어요. ${wait.ko} 뒤에 다시 해 주세요.`,
    };
  },
  jobsOfDayUsed: (limit: number, waitSeconds: number) => {
    const wait = secondsOrMinutes(waitSeconds);
    return {
      en: `This key may have ${limit} jobs in 24 hours, and they are used up. Try again in ${wait.en}.`,
      ko: `이 키로는 24시간에 작업 ${limit}개까지 할 수 있는데 다 썼어요. ${wait.ko} 뒤에 다시 해 주세요.`,
    };
  },
  uploadBusy: (waitSeconds: number) => ({
    en: `The server takes in as many photos as it can hold. Send it again in ${waitSeconds} s.`,
    ko: `서버가 지금 받고 있는 사진이 너무 많아요. ${waitSeconds}초 뒤에 다시 보내 주세요.`,
  }),
  noSuchField: () => ({
    en: 'There is no such field; see /openapi.json.',
    ko: '그런 필드는 없어요. /openapi.json을 확인해 주세요.',
  }),
});
