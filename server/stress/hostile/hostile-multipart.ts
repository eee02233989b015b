import type { RandomChoices } from '../random-choices.ts';

const BOUNDARY = 'fitroom-stress';

export interface FormPiece {
  /** Header lines of the part, without the blank line behind them. */
  readonly headers: string;
  readonly content: Buffer;
}

export const filePiece = (name: string, content: Buffer): FormPiece => ({
  headers: `Content-Disposition: form-data; name="${name}"; filename="photo.png"\r\nContent-Type: image/png`,
  content,
});

export const textPiece = (name: string, text: string): FormPiece => ({
  headers: `Content-Disposition: form-data; name="${name}"`,
  content: Buffer.from(text),
});

export const formType = `multipart/form-data; boundary=${BOUNDARY}`;

export function writeForm(pieces: readonly FormPiece[], ending = `--${BOUNDARY}--\r\n`): Buffer {
  return Buffer.concat([
    ...pieces.flatMap(({ headers, content }) => [
      Buffer.from(`--${BOUNDARY}\r\n${headers}\r\n\r\n`, 'utf8'),
      content,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(ending),
  ]);
}

export interface HostileForm {
  readonly label: string;
  readonly contentType: string;
  readonly body: Buffer;
  /** Whether a 201 would be wrong. */
  readonly isRefused: boolean;
}

const WRONG_TYPES = [
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=""',
  `multipart/form-data; boundary=${'b'.repeat(71)}`,
  `multipart/form-data; boundary=other; boundary=${BOUNDARY}`,
  'multipart/form-data; boundary=other',
  `multipart/mixed; boundary=${BOUNDARY}`,
  'multipart/form-data; charset=utf-8; boundary=*',
  'application/x-www-form-urlencoded',
  'application/json',
  'image/png',
  '',
  ',',
  `${'a'.repeat(3000)}/b`,
] as const;

const WRONG_HEADERS = [
  '',
  ':',
  'Content-Disposition',
  'Content-Disposition: form-data',
  'Content-Disposition: form-data; name=',
  'Content-Disposition: form-data; name=""',
  'Content-Disposition: attachment; name="file"; filename="a.png"',
  'Content-Disposition: form-data; name="__proto__"',
  'Content-Disposition: form-data; name="constructor"',
  'Content-Disposition: form-data; name="hasOwnProperty"',
  'Content-Disposition: form-data; name="../file"; filename="../../../etc/passwd"',
  'Content-Disposition: form-data; name="file\0"; filename="a.png"',
  'Content-Disposition: form-data; name="file"; name="user_id"',
  "Content-Disposition: form-data; name*=utf-8''file",
  'Content-Disposition: form-data;\r\n name="file"',
  'content-disposition:form-data;name=file;filename=a',
  `Content-Disposition: form-data; name="file"; filename="${'n'.repeat(6000)}"`,
  `Content-Disposition: form-data; name="${'n'.repeat(9000)}"`,
  'Content-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name="file"; filename="a"',
  'Content-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: multipart/mixed; boundary=inner',
] as const;

const WRONG_USERS = [
  '',
  ' ',
  '\0',
  'a'.repeat(129),
  'a'.repeat(2000),
  '\ud800',
  '../..',
  "' or 1=1 --",
  '👕',
  '__proto__',
];

/** A form with something wrong in it, around a photo that would be taken. */
export function hostileForm(photo: Buffer, random: RandomChoices): HostileForm {
  const user = textPiece('user_id', 'mallory');
  const file = filePiece('file', photo);
  const whole = writeForm([user, file]);
  const form = (label: string, body: Buffer, isRefused = true, contentType = formType) => ({
    label: `multipart: ${label}`,
    contentType,
    body,
    isRefused,
  });
  const kinds: readonly (() => HostileForm)[] = [
    () => form('cut', whole.subarray(0, random.whole(0, whole.length - 6))),
    () => form('wrong content type', whole, false, random.pick(WRONG_TYPES)),
    () => form('empty', Buffer.alloc(0)),
    () => form('no parts', writeForm([])),
    () => form('no end', writeForm([user, file], '')),
    () => form('text behind a boundary', writeForm([user, file], `--${BOUNDARY}x\r\n\r\n`)),
    () => form('field missing', writeForm([random.pick([user, file])])),
    () => form('field twice', writeForm([user, file, random.pick([user, file])])),
    () => form('unknown field', writeForm([user, textPiece('admin', 'true'), file])),
    () =>
      form(
        'wrong headers',
        writeForm([user, { headers: random.pick(WRONG_HEADERS), content: photo }]),
        false,
      ),
    () =>
      form(
        'headers too long',
        writeForm([
          user,
          { headers: `X: ${'y'.repeat(random.whole(7000, 40_000))}`, content: photo },
        ]),
      ),
    () =>
      form(
        'many headers',
        writeForm([{ headers: 'X-A: b\r\n'.repeat(random.whole(100, 900)), content: photo }]),
      ),
    () =>
      form('wrong user', writeForm([textPiece('user_id', random.pick(WRONG_USERS)), file]), false),
    () => form('user as file', writeForm([filePiece('user_id', photo), file])),
    () =>
      form(
        'nested',
        writeForm([
          user,
          {
            headers:
              'Content-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: multipart/mixed; boundary=inner',
            content: Buffer.concat([
              Buffer.from('--inner\r\n\r\n'),
              photo,
              Buffer.from('\r\n--inner--'),
            ]),
          },
        ]),
      ),
    () =>
      form(
        'many parts',
        writeForm(
          Array.from({ length: random.whole(50, 2000) }, (_, i) => textPiece(`f${i}`, 'x')),
        ),
      ),
    () =>
      form(
        'bare line feeds',
        Buffer.from(whole.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
      ),
    () =>
      form(
        'preamble',
        Buffer.concat([
          Buffer.from('x'.repeat(random.whole(1, 20_000))),
          Buffer.from('\r\n'),
          whole,
        ]),
        false,
      ),
    () => form('epilogue', Buffer.concat([whole, random.bytes(random.whole(1, 5000))]), false),
    () => form('noise', random.bytes(random.whole(1, 3000))),
    () => form('boundaries only', Buffer.from(`--${BOUNDARY}\r\n`.repeat(random.whole(1, 3000)))),
    () => form('empty photo', writeForm([user, filePiece('file', Buffer.alloc(0))])),
    () => form('broken back', writeForm([user, file, filePiece('back_file', random.bytes(50))])),
  ];
  return random.chance(0.01) ? form('photo too large', tooLarge(photo)) : random.pick(kinds)();
}

/** Eleven megabytes where ten are taken. */
const tooLarge = (photo: Buffer) =>
  writeForm([
    textPiece('user_id', 'mallory'),
    filePiece('file', Buffer.concat([photo, Buffer.alloc(11 * 1024 * 1024)])),
  ]);
