/**
 * @file The module cells get for `import * as tslab from 'tslab'`: notebooks written for tslab run unchanged. It
 * speaks to the kernel only through the notebook host, like any other library.
 */
import { ValueError } from '../errors.ts';
import { host } from './host.ts';
import { languageInfo } from '../protocol/info.ts';

/** One output of a cell. */
export interface Display {
  javascript(source: string): void;
  html(source: string): void;
  markdown(source: string): void;
  latex(source: string): void;
  svg(source: string): void;
  png(bytes: Uint8Array): void;
  jpeg(bytes: Uint8Array): void;
  gif(bytes: Uint8Array): void;
  pdf(bytes: Uint8Array): void;
  text(text: string): void;
  raw(contentType: string, content: string | Uint8Array): void;
}

/** Every call shows something new. */
export const display: Display = displayThrough((bundle) => host().display(bundle));

/** The first call shows something, each further one replaces it. */
export function newDisplay(): Display {
  const displayId = crypto.randomUUID();
  let shown = false;
  return displayThrough((bundle) => {
    host().display(bundle, { displayId, update: shown });
    shown = true;
  });
}

/** Prints like console.log. */
export const print = (...values: unknown[]): void => console.log(...values);

/** The versions at work; `tslab` is the version of the dialect. */
export const versions = { tslab: '1.0.22', typescript: languageInfo.version, node: process.version };

function displayThrough(show: (bundle: Record<string, unknown>) => void): Display {
  const shower =
    (who: string, type: string) =>
    (content: string | Uint8Array): void =>
      show({ [type]: carried(who, content) });
  return {
    javascript: shower('javascript', 'text/javascript'),
    html: shower('html', 'text/html'),
    markdown: shower('markdown', 'text/markdown'),
    latex: shower('latex', 'text/latex'),
    svg: shower('svg', 'image/svg+xml'),
    png: shower('png', 'image/png'),
    jpeg: shower('jpeg', 'image/jpeg'),
    gif: shower('gif', 'image/gif'),
    pdf: shower('pdf', 'application/pdf'),
    text: shower('text', 'text/plain'),
    raw: (contentType, content) => {
      if (typeof contentType !== 'string' || !/^[^\s/]+\/[^\s/]+$/.test(contentType)) {
        throw new ValueError({
          who: 'tslab.display.raw',
          rule: {
            en: 'a content type is written as type/subtype',
            ko: '콘텐츠 형식은 type/subtype 꼴로 적습니다',
          },
          received: JSON.stringify(contentType) ?? 'undefined',
          hint: { en: "For example 'text/html' or 'image/png'", ko: "예: 'text/html', 'image/png'" },
        });
      }
      shower('raw', contentType)(content);
    },
  };
}

/** Content as messages carry it: text as it is, bytes as base64. @throws ValueError for anything else */
function carried(who: string, content: unknown): string {
  if (typeof content === 'string') return content;
  if (content instanceof Uint8Array) return Buffer.from(content).toString('base64');
  throw new ValueError({
    who: `tslab.display.${who}`,
    rule: {
      en: 'what is shown is a text or the bytes of a file (a Uint8Array)',
      ko: '보일 내용은 문자열이거나 파일의 바이트(Uint8Array)입니다',
    },
    received: kindOf(content),
  });
}

function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return (value as { constructor?: { name?: string } }).constructor?.name ?? 'object';
}
