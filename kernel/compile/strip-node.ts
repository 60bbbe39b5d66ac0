/**
 * @file The stripper of Node: its own type stripping, and esbuild for what is more than types. Node's is a WASM program
 * that very deep nesting breaks, and broken it stays; from then on esbuild does all of it.
 */
import { stripTypeScriptTypes } from 'node:module';
import { settingsIn, type OwnSettings } from '../tsconfig.ts';
import { jsxCalls, looksLikeJsx, type JsxCalls } from './jsx.ts';
import { CellSyntaxError, endsOpen, type JavaScript, type Stripper } from './stripper.ts';

/** A stripper for cells of a folder, whose settings say what JSX and decorators mean. */
export function stripperIn(folder: string): Stripper {
  return {
    javascriptOf: (source) => javascriptOf(source, settingsIn(folder)),
    lowered: (source) => lowered(source, settingsIn(folder)),
  };
}

/** A stripper without settings. */
export const nodeStripper: Stripper = {
  javascriptOf: (source) => javascriptOf(source, noSettings),
  lowered: (source) => lowered(source, noSettings),
};

const noSettings: OwnSettings = { options: {}, paths: {} };

let broken = false;

/** Whether Node's program is broken in this thread: all is rewritten by esbuild then, and places in cells are no longer known. */
export function isBroken(): boolean {
  return broken;
}

/**
 * TypeScript without its types, every position kept; undefined where that is not enough (enums, namespaces, parameter
 * properties) or not possible.
 * @throws SyntaxError
 */
export function withoutTypes(source: string): string | undefined {
  if (broken) return undefined;
  try {
    // At the end of a text, Node's parser takes these words for the beginning of a declaration.
    const open = /\b(?:module|namespace|type|interface|abstract|declare|global)\s*$/.test(source);
    return open ? stripTypeScriptTypes(`${source}\n;`).slice(0, -2) : stripTypeScriptTypes(source);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ERR_INVALID_TYPESCRIPT_SYNTAX') throw error;
    broken = code !== 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';
    return undefined;
  }
}

async function javascriptOf(source: string, settings: OwnSettings): Promise<JavaScript> {
  let refusal: CellSyntaxError | undefined;
  try {
    const code = withoutTypes(source);
    if (code !== undefined) return { code };
  } catch (error) {
    refusal = syntaxError((error as Error).message, source);
  }
  if (looksLikeJsx(source)) {
    const calls = jsxCalls(source, settings);
    const made = await lowered(source, settings, calls).catch(() => undefined);
    if (made) return { ...made, jsx: { from: calls.from } };
  }
  if (refusal) throw refusal;
  return lowered(source, settings);
}

async function lowered(source: string, settings: OwnSettings, calls?: JsxCalls): Promise<JavaScript> {
  const { transformSync } = await import('esbuild');
  const { experimentalDecorators } = settings.options as { experimentalDecorators?: boolean };
  const options = { useDefineForClassFields: true, verbatimModuleSyntax: true, experimentalDecorators };
  try {
    const { code, map } = transformSync(source, {
      loader: calls ? 'tsx' : 'ts',
      ...(calls ? { jsx: 'transform', jsxFactory: calls.factory, jsxFragment: calls.fragment } : {}),
      target: 'es2024', // decorators are newer
      sourcemap: 'external',
      tsconfigRaw: { compilerOptions: options },
    });
    return { code, map };
  } catch (error) {
    const first = (error as { errors?: { text: string }[] }).errors?.[0];
    throw syntaxError(first?.text ?? String(error), source);
  }
}

/** In the words of Node's parser or of esbuild: is it the end of the text that they did not expect? */
function syntaxError(message: string, source: string): CellSyntaxError {
  const inText = /unterminated (?:string|regexp|regular)/i.test(message); // which ends with its line
  const open =
    /got '<eof>'|unexpected (?:token `<eof>`|eof)|end of file|unterminated/i.test(message) || endsOpen(source);
  return new CellSyntaxError(message, source.endsWith('\\') || (open && !inText));
}
