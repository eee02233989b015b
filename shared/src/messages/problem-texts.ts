import type { ProblemCode } from '../schemas/problems.ts';
import type { Localized } from './language.ts';

export interface ProblemText {
  /** The title of the registry in Korean. */
  readonly titleKo: string;
  /** What happened and what to do about it, where nothing is known beside the code. */
  readonly advice: Localized;
}

const text = (titleKo: string, en: string, ko: string): ProblemText => ({
  titleKo,
  advice: { en, ko },
});

/**
 * What each problem says to people when only its code is known: the server's answers in Korean, and the
 * app in both languages (which has sentences of its own where it can offer more, such as making it on the
 * device). Sentences with values are in details.ts.
 */
export const PROBLEM_TEXTS: Readonly<Record<ProblemCode, ProblemText>> = {
  // The request.
  'malformed-json': text(
    '본문이 JSON이 아니에요.',
    'The body is not JSON that can be read. Check its quotes, commas and braces.',
    '본문을 JSON으로 읽을 수 없어요. 따옴표, 쉼표, 괄호를 확인해 주세요.',
  ),
  'malformed-upload': text(
    '업로드가 브라우저가 보내는 multipart/form-data 형식이 아니에요.',
    'The upload is broken. Send it again as multipart/form-data.',
    '업로드한 본문이 깨져 있어요. multipart/form-data로 다시 보내 주세요.',
  ),
  'bad-request': text(
    '요청을 이해할 수 없어요.',
    'The request could not be understood. Compare it with /docs.',
    '요청을 이해할 수 없어요. /docs의 설명과 비교해 보세요.',
  ),
  'idempotency-key-invalid': text(
    'Idempotency-Key를 쓸 수 없어요.',
    'Idempotency-Key is 1 to 255 visible ASCII characters, a UUID for example.',
    'Idempotency-Key는 눈에 보이는 ASCII 문자 1~255자예요. 예를 들어 UUID를 쓰세요.',
  ),
  'idempotency-key-reused': text(
    '이 Idempotency-Key는 다른 요청에 쓰였어요.',
    'This Idempotency-Key was used for another request; a new request needs a new key.',
    '이 Idempotency-Key는 다른 요청에 이미 쓰였어요. 새 요청에는 새 키를 써 주세요.',
  ),
  'request-in-progress': text(
    '같은 요청을 아직 처리하고 있어요.',
    'The first request with this Idempotency-Key is still being answered. Send it again in some seconds.',
    '같은 Idempotency-Key의 첫 요청을 아직 처리하고 있어요. 몇 초 뒤에 다시 보내 주세요.',
  ),
  unauthorized: text(
    '이 API에는 쓸 수 있는 키가 필요해요.',
    'This server needs an API key that is good; the one sent is missing, unknown or revoked.',
    '이 서버에는 API 키가 필요해요. 키가 없거나, 모르는 키이거나, 취소된 키예요.',
  ),
  'scope-missing': text(
    '이 키로는 할 수 없는 일이에요.',
    'This API key may not do this. The operator can make one that may.',
    '이 API 키로는 할 수 없는 일이에요. 할 수 있는 키를 운영자에게 요청해 주세요.',
  ),
  'link-invalid': text(
    '이 서버가 서명한 링크가 아니에요.',
    'This link is not one that the server signed. Ask for the garment again: its answer has a fresh link.',
    '이 서버가 서명한 링크가 아니에요. 옷이나 결과를 다시 조회하면 새 링크를 받을 수 있어요.',
  ),
  'foreign-user': text(
    '이 키로는 다른 사용자의 것을 다룰 수 없어요.',
    'This API key speaks for one user; the request names another.',
    '이 API 키는 한 사용자만 대신할 수 있는데, 요청에는 다른 사용자가 적혀 있어요.',
  ),
  'link-expired': text(
    '링크의 유효 시간이 지났어요.',
    'This link has expired. Ask for the garment again: its answer has a fresh link.',
    '링크의 유효 시간이 지났어요. 옷이나 결과를 다시 조회하면 새 링크를 받을 수 있어요.',
  ),
  'not-found': text(
    '여기에는 아무것도 없어요.',
    'There is nothing here; it may have been deleted.',
    '찾는 것이 여기에 없어요. 이미 지워졌을 수 있어요. 주소와 id를 확인해 주세요.',
  ),
  'range-not-satisfiable': text(
    '파일에 그 범위의 바이트가 없어요.',
    'The file has no bytes in that range. Ask for a range within its size.',
    '파일에 그 범위의 바이트가 없어요. 파일 크기 안의 범위를 요청해 주세요.',
  ),
  'body-too-large': text(
    '본문이 이 주소가 받는 크기보다 커요.',
    'The body is larger than this address takes. Send less.',
    '본문이 이 주소가 받는 크기보다 커요. 더 작게 보내 주세요.',
  ),
  'unsupported-media-type': text(
    '이 주소는 그 콘텐츠 형식을 받지 않아요.',
    'This address does not take that content type; /docs says which one it takes.',
    '이 주소는 그 콘텐츠 형식을 받지 않아요. 받는 형식은 /docs에 있어요.',
  ),
  'schema-mismatch': text(
    '요청이 스키마와 맞지 않아요.',
    'The request does not match the schema; /openapi.json has it.',
    '요청이 스키마와 맞지 않아요. errors에 맞지 않는 곳이 있고, 스키마는 /openapi.json에 있어요.',
  ),
  'request-timeout': text(
    '요청이 제때 도착하지 않았어요.',
    'The request did not arrive in time. Send it again.',
    '요청이 제때 도착하지 않았어요. 다시 보내 주세요.',
  ),
  'headers-too-large': text(
    '헤더나 주소가 너무 길어요.',
    'The headers or the address are too long. Send fewer or shorter ones.',
    '헤더나 주소가 너무 길어요. 더 적거나 짧게 보내 주세요.',
  ),
  // Photos.
  'photo-too-large': text(
    '사진이 10MB보다 커요.',
    'The photo is larger than 10 MB. Save it smaller, or crop it to the garment.',
    '사진이 10MB보다 커요. 더 작게 저장하거나 옷만 남기고 잘라 주세요.',
  ),
  'photo-too-many-pixels': text(
    '사진이 5천만 화소를 넘어요.',
    'The photo has more than 50 megapixels. Save it smaller: 2,000 pixels on the long side are plenty.',
    '사진이 5천만 화소를 넘어요. 더 작게 저장해 주세요. 긴 쪽이 2,000픽셀이면 충분해요.',
  ),
  'photo-unsupported': text(
    'JPEG, PNG, WebP 사진이 아니에요.',
    'This file is not a JPEG, PNG or WebP photo. Save it as one of these and try again.',
    'JPEG, PNG, WebP 사진이 아니에요. 이 중 하나로 저장해서 다시 해 보세요.',
  ),
  'photo-unreadable': text(
    '사진을 읽을 수 없어요.',
    'The photo is damaged or cut short. Save or send it again, or take another one.',
    '사진이 손상됐거나 중간에 잘렸어요. 다시 저장하거나 받아 보세요. 아니면 새로 찍어 주세요.',
  ),
  'photo-too-small': text(
    '사진이 너무 작아요.',
    'The photo is too small to read a garment from. Use one of at least 300 pixels on each side.',
    '사진이 너무 작아서 옷을 읽을 수 없어요. 가로세로 300픽셀 이상인 사진을 써 주세요.',
  ),
  'no-garment': text(
    '사진에서 옷을 찾지 못했어요.',
    'No garment was found on the photo. Use one garment, from the front, on a plain background.',
    '사진에서 옷을 찾지 못했어요. 옷 한 벌을 정면에서, 무늬 없는 배경 위에서 찍은 사진을 써 주세요.',
  ),
  'outline-crosses-itself': text(
    '옷의 윤곽이 서로 겹쳐요.',
    'The outline of the garment crosses itself. Lay it flat, with sleeves and straps apart, and take the photo again.',
    '옷의 윤곽이 서로 겹쳐요. 소매와 끈이 떨어지도록 평평하게 펴서 다시 찍어 주세요.',
  ),
  'outline-incomplete': text(
    '옷 윤곽의 일부가 없어요.',
    'A part of the garment’s outline is missing. The whole garment must be on the photo, or its kind is another: choose it yourself.',
    '옷 윤곽의 일부가 없어요. 옷 전체가 사진에 나와야 해요. 종류가 다르다면 직접 골라 주세요.',
  ),
  'pattern-not-sewable': text(
    '옷본을 꿰맬 수 없어요.',
    'The pattern read from this photo cannot be sewn together. Choose the kind of garment yourself, or take the photo again with the garment laid flat.',
    '이 사진에서 읽은 옷본을 꿰맬 수 없었어요. 옷 종류를 직접 고르거나 옷을 평평하게 놓고 다시 찍어 주세요.',
  ),
  'avatar-incomplete': text(
    '체형에 옷본에 필요한 치수가 없어요.',
    'This body lacks a measure that the pattern needs. Choose another body.',
    '이 체형에는 옷본에 필요한 치수가 없어요. 다른 체형을 골라 주세요.',
  ),
  'size-unknown': text(
    '모르는 사이즈 라벨이에요.',
    'This size label is not known. Use one such as S, M, L, EU 40, US 8 or KR 66, or give the width.',
    '모르는 사이즈 라벨이에요. S, M, L, EU 40, US 8, 66처럼 적거나 너비를 알려 주세요.',
  ),
  'unusable-photo': text(
    '이 사진으로는 옷을 만들 수 없었어요.',
    'No garment could be made of this photo. Lay it flat with nothing crossing it, from the front, on a plain background; or choose its kind yourself.',
    '이 사진으로는 옷을 만들 수 없었어요. 가리는 것 없이 평평하게 놓고 정면에서, 무늬 없는 배경 위에서 찍거나, 옷 종류를 직접 골라 주세요.',
  ),
  'landmarks-unreadable': text(
    '기준점을 읽을 수 없어요.',
    'The landmarks cannot be read. Send a list of names with x and y as shares of the upright photo.',
    '기준점을 읽을 수 없어요. 이름과, 바로 세운 사진에서의 비율 x, y를 목록으로 보내 주세요.',
  ),
  'outline-unreadable': text(
    '사진에서 옷의 윤곽을 읽지 못했어요.',
    'The parts of the garment could not be told apart. Spread its sleeves or legs apart and take the photo again, or choose its kind yourself.',
    '옷의 부분을 구분하지 못했어요. 소매나 바지통을 벌려서 다시 찍거나 옷 종류를 직접 골라 주세요.',
  ),
  'mesh-not-fittable': text(
    '이 메시는 체형에 입힐 수 없어요.',
    'This garment could not be put on this body. Try another body or a wider fit.',
    '이 옷을 이 체형에 입히지 못했어요. 다른 체형이나 더 넉넉한 핏으로 해 보세요.',
  ),
  'mesh-not-readable': text(
    '파일에 읽을 수 있는 메시가 없어요.',
    'This file holds no mesh that can be read. Export it as GLB.',
    '이 파일에는 읽을 수 있는 메시가 없어요. GLB로 내보내 주세요.',
  ),
  'mesh-too-large': text(
    '메시의 바이트나 삼각형이 받을 수 있는 것보다 많아요.',
    'This 3D file is larger than can be worn. Export it with fewer triangles or smaller textures.',
    '이 3D 파일은 입히기에 너무 커요. 삼각형이나 텍스처를 줄여 내보내 주세요.',
  ),
  'shape-empty': text(
    '이 사진에서 입체를 만들지 못했어요.',
    'The generator found no shape on this photo. Use a photo with the whole garment on a plain background, or another seed or generator.',
    '생성 모델이 이 사진에서 입체를 찾지 못했어요. 옷 전체가 무늬 없는 배경 위에 나온 사진을 쓰거나 시드나 생성기를 바꿔 보세요.',
  ),
  'mesh-category-unknown': text(
    '이 메시가 어떤 옷인지 알려 주어야 해요.',
    'What garment this is cannot be told from the file. Choose its kind.',
    '파일만으로는 어떤 옷인지 알 수 없어요. 종류를 골라 주세요.',
  ),
  // Files.
  'not-a-glb': text(
    'GLB 파일이 아니에요.',
    'The file is not a GLB. Export it as binary glTF 2.0.',
    'GLB 파일이 아니에요. 바이너리 glTF 2.0(.glb)으로 내보내 주세요.',
  ),
  'not-a-garment-glb': text(
    '옷이 든 GLB 파일이 아니에요.',
    'The file is not a GLB of a garment. Give the garment.glb of one.',
    '옷이 든 GLB 파일이 아니에요. 옷 한 벌의 garment.glb를 골라 주세요.',
  ),
  'not-a-fitted-glb': text(
    '옷을 입은 아바타의 GLB 파일이 아니에요.',
    'The file is not a GLB of a dressed avatar. Give a fitted.glb.',
    '옷을 입은 아바타의 GLB 파일이 아니에요. fitted.glb를 골라 주세요.',
  ),
  'avatar-invalid': text(
    '체형 파일을 쓸 수 없어요.',
    'The file of this body cannot be used. Choose another body.',
    '이 체형의 파일을 쓸 수 없어요. 다른 체형을 골라 주세요.',
  ),
  'garment-file-invalid': text(
    '보관된 옷을 쓸 수 없어요.',
    'The garment kept here cannot be used any more. Use the photo again.',
    '보관된 옷을 더는 쓸 수 없어요. 사진을 다시 사용해 주세요.',
  ),
  // Jobs.
  'model-unavailable': text(
    '이 서버에서는 이 생성기를 쓸 수 없어요.',
    'This generator cannot run on this server; GET /models says what can.',
    '이 서버에서는 이 생성기를 쓸 수 없어요. 쓸 수 있는 것은 GET /models에서 볼 수 있어요.',
  ),
  'model-damaged': text(
    '이 생성기의 가중치 파일이 손상됐어요.',
    'The weights of this generator are damaged on the server. Its operator can fetch them again.',
    '서버에 있는 이 생성기의 가중치 파일이 손상됐어요. 운영자가 다시 받아야 해요.',
  ),
  'out-of-memory': text(
    '생성기가 쓸 메모리가 모자라요.',
    'The generator needs more memory than there is. Try again later, or ask for quality low.',
    '생성기가 쓸 메모리가 모자라요. 잠시 뒤에 다시 하거나 quality를 low로 해 보세요.',
  ),
  'sidecar-failed': text(
    '이 생성기를 돌리는 서버가 옷을 만들지 못했어요.',
    'The host that runs this generator gave no garment. Try again later, or choose another generator.',
    '이 생성기를 돌리는 서버가 옷을 만들지 못했어요. 잠시 뒤에 다시 하거나 다른 생성기를 골라 주세요.',
  ),
  'cloth-failed': text(
    '이 옷의 사진을 쓸 수 없었어요.',
    'This photo could not be used; the log says why. Upload another one.',
    '이 사진을 쓸 수 없었어요. 이유는 log에 있어요. 다른 사진을 올려 주세요.',
  ),
  'cloth3d-failed': text(
    '이 3D 옷을 만들지 못했어요.',
    'This 3D garment could not be made; its log says why. Make it again with another category or photo.',
    '이 3D 옷을 만들지 못했어요. 이유는 log에 있어요. 옷 종류를 직접 고르거나 다른 사진으로 다시 만들어 주세요.',
  ),
  'original-expired': text(
    '이 옷의 사진은 보관 기간이 지났어요.',
    'The photo of this cloth is no longer kept. Upload it again.',
    '이 옷의 사진은 보관 기간이 지나 지워졌어요. 사진을 다시 올려 주세요.',
  ),
  'result-expired': text(
    '이 결과의 파일은 보관 기간이 지났어요.',
    'The files of this result are no longer kept; its picture is. Make it again.',
    '이 결과의 파일은 보관 기간이 지나 지워졌고 미리보기 그림만 남아 있어요. 다시 만들어 주세요.',
  ),
  'webhooks-need-key': text(
    '이 서버에서 웹훅을 쓰려면 API 키가 필요해요.',
    'Webhooks need an API key on this server. Ask its operator for one.',
    '이 서버에서 웹훅을 쓰려면 API 키가 필요해요. 운영자에게 키를 받아 주세요.',
  ),
  'webhook-url-refused': text(
    '이 주소로는 메시지를 보내지 않아요.',
    'No messages are sent to this address. Give an https address of the public internet.',
    '이 주소로는 메시지를 보내지 않아요. 공개 인터넷의 https 주소를 적어 주세요.',
  ),
  'too-many-webhooks': text(
    '웹훅이 이미 한도만큼 있어요.',
    'There are as many webhooks as one access may have. Delete one that is no longer needed.',
    '웹훅이 이미 한도만큼 있어요. 필요 없는 것을 지워 주세요.',
  ),
  'already-finished': text(
    '작업이 이미 끝났어요.',
    'The job has already ended; there is nothing left to cancel.',
    '작업이 이미 끝나서 취소할 것이 없어요.',
  ),
  cancelled: text('작업이 취소됐어요.', 'The job was cancelled.', '작업이 취소됐어요.'),
  'time-limit': text(
    '작업이 정해진 시간보다 오래 걸렸어요.',
    'The job took longer than its time limit. Try again, or ask for quality low.',
    '정해진 시간보다 오래 걸렸어요. 다시 하거나 quality를 low로 해 보세요.',
  ),
  'job-crashed': text(
    '작업이 갑자기 멈췄어요.',
    'The job stopped unexpectedly. Try again.',
    '작업이 갑자기 멈췄어요. 다시 해 보세요.',
  ),
  // The server.
  internal: text(
    '서버에서 문제가 생겼어요.',
    'The request failed for a reason of our own. Try again; the log has it under the request id.',
    '서버 쪽 문제로 요청을 처리하지 못했어요. 다시 해 보세요. 기록에는 요청 id로 남아 있어요.',
  ),
  'rate-limited': text(
    '이 주소에서 받는 것보다 많은 요청이 왔어요.',
    'More requests came from this address than are taken. Try again when Retry-After says.',
    '이 주소에서 요청이 너무 많이 왔어요. Retry-After만큼 기다렸다가 다시 해 주세요.',
  ),
  'quota-exceeded': text(
    '이 키로 쓸 수 있는 만큼을 다 썼어요.',
    'What this API key is allowed is used up for now. Try again when Retry-After says.',
    '이 API 키로 쓸 수 있는 만큼을 다 썼어요. Retry-After만큼 기다렸다가 다시 해 주세요.',
  ),
  'upload-busy': text(
    '서버가 받고 있는 사진이 이미 한도예요.',
    'The server takes in as many photos as it can hold. Send it again when Retry-After says.',
    '서버가 지금 받고 있는 사진이 너무 많아요. Retry-After만큼 기다렸다가 다시 보내 주세요.',
  ),
  'queue-full': text(
    '서버에 기다리는 작업이 가득 찼어요.',
    'The server has as many jobs waiting as it takes. Try again when Retry-After says.',
    '서버에 기다리는 작업이 너무 많아요. Retry-After만큼 기다렸다가 다시 해 주세요.',
  ),
  'storage-denied': text(
    '서버가 파일 저장소를 쓸 수 없어요.',
    'The server may not use its store of files. The operator has to check its keys and its bucket.',
    '서버가 파일 저장소를 쓸 수 없어요. 운영자가 저장소의 키와 버킷을 확인해야 해요.',
  ),
  'database-unreachable': text(
    '데이터베이스가 응답하지 않아요.',
    'The database does not answer. Nothing is lost; try again in a few seconds.',
    '서버의 데이터베이스가 응답하지 않아요. 사라진 것은 없으니 잠시 후 다시 시도해 주세요.',
  ),
  'storage-unreachable': text(
    '파일 저장소가 응답하지 않아요.',
    'The store of files does not answer. Try again in a moment.',
    '서버의 파일 저장소가 응답하지 않아요. 잠시 후 다시 시도해 주세요.',
  ),
  'storage-full': text(
    '서버에 파일을 저장할 공간이 없어요.',
    'The server has no room left to store files. The operator has to make room.',
    '서버에 파일을 저장할 공간이 남아 있지 않아요. 운영자가 공간을 비워야 해요.',
  ),
};
