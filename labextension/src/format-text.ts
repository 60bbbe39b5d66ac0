/**
 * @file What stands around a formatter in a notebook: commands of IPython are no TypeScript and stay as they are, an object alone in a
 * cell is an expression, and a cell ends without a line break.
 */

/** A text with a cursor in it. */
interface Written {
  code: string;
  cursor: number;
}

/** Stands for a command while the rest is formatted; it has its line for itself. */
const mark = (i: number): string => `//kernelab-command-${i}`;
const command = /^[ \t]*(?:%(?!\s)|![ \t]*[a-z./~][\w./~-]*(?:[ \t]|$)).*$/gm;

/** Formats a cell's text. @throws what `formatter` throws of a text that does not parse */
export async function formatText(
  code: string,
  cursor: number,
  formatter: (code: string, cursor: number) => Promise<Written>,
): Promise<Written> {
  if (code.trim() === '') return { code, cursor };
  const whole = /^\s*%%(\w*)[^\n]*\n?/.exec(code);
  if (whole) {
    if (!/^time(?:it)?$/.test(whole[1]!)) return { code, cursor };
    const [head, body] = [whole[0], code.slice(whole[0].length)];
    const inner = await formatText(body, Math.max(0, cursor - head.length), formatter);
    return { code: head + inner.code, cursor: cursor < head.length ? cursor : head.length + inner.cursor };
  }
  const done = await formatted(code, cursor, formatter);
  const text = done.code.replace(/\n+$/, '');
  return { code: text, cursor: Math.min(done.cursor, text.length) };
}

async function formatted(
  code: string,
  cursor: number,
  formatter: (code: string, cursor: number) => Promise<Written>,
): Promise<Written> {
  try {
    return await formatter(code, cursor);
  } catch (error) {
    const commands = code.match(command) ?? [];
    if (commands.length > 0) return withCommands(code, commands, formatter);
    // `{ a: 1, b: 2 }` is an object in a cell, and a block in a program.
    if (!/^\s*\{[^]*\}\s*$/.test(code)) throw error;
    const { code: text } = await formatter(`(${code.trim()})`, 0).catch(() => {
      throw error;
    });
    const object = text.trim().replace(/^\(([^]*)\);?$/, '$1');
    return { code: object, cursor: Math.min(cursor, object.length) };
  }
}

async function withCommands(
  code: string,
  commands: readonly string[],
  formatter: (code: string, cursor: number) => Promise<Written>,
): Promise<Written> {
  let i = 0;
  const { code: text } = await formatter(
    code.replace(command, () => mark(i++)),
    0,
  );
  // From the last on, so that 1 is not taken for the beginning of 12.
  const whole = commands.reduceRight((all, line, n) => all.replace(mark(n), () => line.trim()), text);
  return { code: whole, cursor: whole.length };
}
