/** @file What bytes are when they are no picture we read: named in the error, with the way out. */
import { say } from '../errors/index.ts';
import { firstBytes } from './png-header.ts';

interface Kind {
  readonly name: string;
  readonly starts: RegExp;
  readonly hint: () => string;
}

const convert = (): string =>
  say({
    en: 'Open it in a picture program and save it as PNG or JPEG; the ending of a name says nothing about what is inside',
    ko: '그림 프로그램에서 열어 PNG나 JPEG로 저장하세요. 파일 이름의 확장자는 내용과 다를 수 있어요',
  });

const kinds: readonly Kind[] = [
  { name: 'a WebP picture', starts: /^RIFF.{4}WEBP/s, hint: convert },
  { name: 'a GIF picture', starts: /^GIF8[79]a/, hint: convert },
  { name: 'an AVIF or HEIC picture', starts: /^.{4}ftyp(avif|avis|heic|heix|mif1|hevc)/s, hint: convert },
  { name: 'an SVG drawing', starts: /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg/is, hint: convert },
  {
    name: 'a web page (HTML)',
    starts: /^\s*(<!doctype html|<html|<head|<body)/i,
    hint: () =>
      say({
        en: 'The address leads to a page; right-click the picture there and copy its own address',
        ko: '주소가 그림이 아니라 웹 페이지예요. 페이지의 그림을 오른쪽 클릭해 그림 주소를 복사하세요',
      }),
  },
];

/** What was received instead of a picture, for an error's `received` and `hint`. */
export function foreignBytes(bytes: Uint8Array): { received: string; hint?: string } {
  const text = String.fromCharCode(...bytes.subarray(0, 512));
  const kind = kinds.find(({ starts }) => starts.test(text));
  return kind ? { received: kind.name, hint: kind.hint() } : { received: firstBytes(bytes) };
}
