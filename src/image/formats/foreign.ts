/** @file What bytes are when they are no picture we read: named in the error, with the way out. */
import { type Text, type Translated } from '../../errors/index.ts';
import { firstBytes } from './decoding.ts';

interface Kind {
  readonly name: Translated;
  readonly starts: RegExp;
  readonly hint: Translated;
}

const convert: Translated = {
  en: 'Open it in a picture program and save it as PNG or JPEG; the ending of a name says nothing about what is inside',
  ko: '그림 프로그램에서 열어 PNG나 JPEG로 저장하세요. 파일 이름의 확장자는 내용과 다를 수 있습니다',
};

const kinds: readonly Kind[] = [
  {
    name: { en: 'an AVIF or HEIC picture', ko: 'AVIF나 HEIC 그림' },
    starts: /^.{4}ftyp(avif|avis|heic|heix|mif1|hevc)/s,
    hint: convert,
  },
  { name: { en: 'a JPEG 2000 picture', ko: 'JPEG 2000 그림' }, starts: /^.{4}jP {2}/s, hint: convert },
  { name: { en: 'a PDF document', ko: 'PDF 문서' }, starts: /^%PDF-/, hint: convert },
  {
    name: { en: 'a NumPy array (npy)', ko: 'NumPy 배열(npy)' },
    starts: /^.NUMPY/s,
    hint: { en: 'np.load reads it', ko: 'np.load로 읽으세요' },
  },
  {
    name: { en: 'a ZIP archive', ko: 'ZIP 압축 파일' },
    starts: /^PK[^ -~]{2}/,
    hint: { en: 'Unpack it first; np.load reads npz files', ko: '먼저 압축을 푸세요. npz 파일은 np.load로 읽습니다' },
  },
  {
    name: { en: 'an SVG drawing', ko: 'SVG 그림' },
    starts: /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg/is,
    hint: convert,
  },
  {
    name: { en: 'a web page (HTML)', ko: '웹 페이지(HTML)' },
    starts: /^\s*(<!doctype html|<html|<head|<body)/i,
    hint: {
      en: 'The address leads to a page; right-click the picture there and copy its own address',
      ko: '주소가 그림이 아니라 웹 페이지입니다. 페이지의 그림을 오른쪽 클릭해 그림 주소를 복사하세요',
    },
  },
];

/** What was received instead of a picture, for an error's `received` and `hint`. */
export function foreignBytes(bytes: Uint8Array): { received: Text; hint?: Translated } {
  const text = String.fromCharCode(...bytes.subarray(0, 512));
  const kind = kinds.find(({ starts }) => starts.test(text));
  if (kind) return { received: kind.name, hint: kind.hint };
  const words = plainText(bytes);
  return {
    received:
      words === undefined
        ? firstBytes(bytes)
        : { en: `text that starts with ${JSON.stringify(words)}`, ko: `${JSON.stringify(words)}(으)로 시작하는 글` },
  };
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
