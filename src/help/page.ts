/** @file An entry of the book as Markdown: signature, summary, options, example. */
import { getLanguage, say } from '../errors/index.ts';
import type { HelpBook, HelpEntry, HelpLine } from './book.ts';

/** So many names of a namespace or class are listed. */
const LISTED = 60;

/** What is told of one public name. */
export function entryPage(entry: HelpEntry): string {
  const parts = [`#### \`${entry.path}\``];
  if (entry.calls.length > 0) parts.push(code(entry.calls.join('\n')));
  else if (entry.type) parts.push(code(`${entry.path}: ${entry.type}`));
  parts.push(...texts(entry));
  const parameters = (getLanguage() === 'ko' ? entry.koParameters : undefined) ?? entry.parameters;
  if (parameters.length > 0) parts.push(parameters.map(parameterLine).join('\n'));
  if (entry.options.length > 0) parts.push(optionList(entry.options));
  if (entry.members.length > 0) parts.push(memberList(entry));
  if (entry.example) parts.push(`**${say({ en: 'Example', ko: '예' })}**`, code(withoutFence(entry.example)));
  return parts.join('\n\n');
}

/** What is told of a method or property of a class. */
export function memberPage(entry: HelpEntry, member: HelpLine): string {
  const title = `#### \`${entry.path}\` · \`${member.name}\``;
  const form = member.calls?.length ? member.calls.join('\n') : `${member.name}: ${member.type}`;
  const options = member.options?.length ? [optionList(member.options)] : [];
  return [title, code(form), ...texts(member), ...options].join('\n\n');
}

/** What stands behind one dot. */
export function spacePage(path: string, names: readonly string[], book: HelpBook): string {
  const title = `#### \`${path}\``;
  const rows = names.slice(0, LISTED).map((name) => {
    const entry = book[`${path}.${name}`];
    return entry ? `- \`${name}\`: ${firstSentence(shortText(entry))}` : `- \`${name}\``;
  });
  const more = names.length - rows.length;
  return [
    title,
    rows.join('\n'),
    ...(more > 0 ? [say({ en: `and ${more} more.`, ko: `그 밖에 ${more}개가 더 있습니다.` })] : []),
    say({
      en: `\`help(${path}.${names[0]})\` says more of one of them.`,
      ko: `하나를 자세히 보려면 \`help(${path}.${names[0]})\`처럼 쓰세요.`,
    }),
  ].join('\n\n');
}

/** The summary in the student's language, else the docstring. */
export function shortText(told: { text: string; ko?: string }): string {
  return (getLanguage() === 'ko' ? told.ko : undefined) ?? told.text;
}

/** Up to the first full stop. */
export function firstSentence(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return /^[^]*?[.!?](?=\s|$)/.exec(line)?.[0] ?? line;
}

/** In Korean its summary, and what the docstring says beyond it folded away, in English. */
function texts(told: { text: string; ko?: string }): string[] {
  const plain = (text: string): string => text.replace(/\{@link\s+([^}|\s]+)[^}]*\}/g, '`$1`');
  if (getLanguage() !== 'ko' || !told.ko) return told.text ? [plain(told.text)] : [];
  if (!told.text) return [plain(told.ko)];
  return [plain(told.ko), `<details><summary>자세히 (영어)</summary>\n\n${plain(told.text)}\n\n</details>`];
}

/** A list, not a table: in narrow columns `'convolution' | null` breaks within its words, and some renderers show its `\\|`. */
function optionList(lines: readonly HelpLine[]): string {
  const rows = lines.map((line) =>
    `- \`${line.name}\`: \`${line.type.replaceAll('\n', ' ')}\`. ${shortText(line).replaceAll('\n', ' ')}`.trim(),
  );
  return `**${say({ en: 'Options', ko: '옵션' })}**\n\n${rows.join('\n')}`;
}

function memberList(entry: HelpEntry): string {
  const [title, rows] = [say({ en: 'Properties and methods', ko: '속성과 메서드' }), entry.members.slice(0, LISTED)];
  const names = rows.map(({ name, calls }) => `\`${calls?.length ? `.${name}()` : `.${name}`}\``).join(' ');
  return `**${title}** ${names}${rows.length < entry.members.length ? ' …' : ''}`;
}

function parameterLine(text: string): string {
  const [, name = '', rest = ''] = /^(\S+)\s*(?:-\s*)?([^]*)$/.exec(text) ?? [];
  return `- \`${name}\`: ${rest.replaceAll('\n', ' ')}`;
}

function code(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\``;
}

function withoutFence(text: string): string {
  return text.replace(/^```\w*\n|\n?```\s*$/g, '').trim();
}
