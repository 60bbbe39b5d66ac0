/**
 * @file Pages of the grader as HTML: what is put into a template is text and stays text, whatever a student's name or output holds. A
 * page is one file without scripts, and its browser is told to fetch nothing.
 */
import { getLanguage, say, setLanguage, type Translated } from '../../errors/index.ts';
import { style } from './style.ts';

/** Markup, as against text. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What stands in a template: text is escaped, markup is not, lists are joined, `undefined` is nothing. */
export type Value = Html | string | number | undefined | readonly Value[];

/** A template of markup: `` html`<p>${name}</p>` ``. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.map((part, i) => part + (i < values.length ? markup(values[i]) : '')).join(''));
}

function markup(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  return typeof value === 'object' ? value.map(markup).join('') : escaped(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  // Of control characters only the line's end and the tab have a meaning in a page; those that turn text around would hide what a line is.
  const clean = text.toWellFormed().replace(/[^\t\n\r\P{Cc}]|\p{Bidi_Control}/gu, '\uFFFD');
  return clean.replace(/[&<>"']/g, (sign) => entities[sign]!);
}

/** Makes a page in a language, whatever the one in force. */
export function inPageLanguage<T>(language: 'en' | 'ko', make: () => T): T {
  const before = getLanguage();
  setLanguage(language);
  try {
    return make();
  } finally {
    setLanguage(before);
  }
}

const footer: Translated = {
  en: 'Made by kernelab. This page is one file: it fetches nothing and sends nothing.',
  ko: 'kernelab이 만들었습니다. 이 페이지는 파일 하나이며, 아무것도 가져오거나 보내지 않습니다.',
};

/** A whole page in the language in force. */
export function pageOf(title: string, body: Html): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
  return html`<!doctype html>
    <html lang="${getLanguage()}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>${body}</main>
        <footer>${say(footer)}</footer>
      </body>
    </html> `.text;
}

/** Points as people write them. */
export function pointsText(points: number): string {
  return String(Math.round(points * 100) / 100);
}

/** A share as a whole percentage. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** A moment in the lecturer's time zone, `2026-12-01 23:59`. */
export function momentText(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
