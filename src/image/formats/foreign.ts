/** @file What bytes are when they are no picture we read: named in the error, with the way out. */
import { say } from '../../errors/index.ts';
import { firstBytes } from './decoding.ts';

interface Kind {
  readonly name: string;
  readonly starts: RegExp;
  readonly hint: () => string;
}

const convert = (): string =>
  say({
    en: 'Open it in a picture program and save it as PNG or JPEG; the ending of a name says nothing about what is inside',
    ko: '그림 프로그램에서 열어 PNG나 JPEG로 저장하세요. 파일 이름의 확장자는 내용과 다를 수 있습니다',
  });

const kinds: readonly Kind[] = [
  { name: 'a WebP picture', starts: /^RIFF.{4}WEBP/s, hint: convert },
  { name: 'an AVIF or HEIC picture', starts: /^.{4}ftyp(avif|avis|heic|heix|mif1|hevc)/s, hint: convert },
  { name: 'a JPEG 2000 picture', starts: /^.{4}jP {2}/s, hint: convert },
  { name: 'a PDF document', starts: /^%PDF-/, hint: convert },
  {
    name: 'a NumPy array (npy)',
    starts: /^.NUMPY/s,
    hint: () => say({ en: 'np.load reads it', ko: 'np.load로 읽으세요' }),
  },
  {
    name: 'a ZIP archive',
    starts: /^PK[^ -~]{2}/,
    hint: () =>
      say({ en: 'Unpack it first; np.load reads npz files', ko: '먼저 압축을 푸세요. npz 파일은 np.load로 읽습니다' }),
  },
  { name: 'an SVG drawing', starts: /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg/is, hint: convert },
  {
    name: 'a web page (HTML)',
    starts: /^\s*(<!doctype html|<html|<head|<body)/i,
    hint: () =>
      say({
        en: 'The address leads to a page; right-click the picture there and copy its own address',
        ko: '주소가 그림이 아니라 웹 페이지입니다. 페이지의 그림을 오른쪽 클릭해 그림 주소를 복사하세요',
      }),
  },
];

/** What was received instead of a picture, for an error's `received` and `hint`. */
export function foreignBytes(bytes: Uint8Array): { received: string; hint?: string } {
  const text = String.fromCharCode(...bytes.subarray(0, 512));
  const kind = kinds.find(({ starts }) => starts.test(text));
  if (kind) return { received: kind.name, hint: kind.hint() };
  const words = plainText(bytes);
  return { received: words === undefined ? firstBytes(bytes) : `text that starts with ${JSON.stringify(words)}` };
}

/** The first words of bytes that are text: a message of a server, a pointer to the real file, a wrong file. */
function plainText(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return undefined;
  const start = new TextDecoder('utf-8').decode(bytes.subarray(0, 200), { stream: true });
  // Control characters other than white space, or what is no UTF-8.
  if (/[^\P{Cc}\s]|\ufffd/u.test(start)) return undefined;
  const line = start.trim().split(/\s*[\r\n]/, 1)[0]!;
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
