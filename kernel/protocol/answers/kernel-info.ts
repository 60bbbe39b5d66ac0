/** @file kernel_info_request: what the kernel is and what its first line of text says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../language.ts';
import { root } from '../../paths.ts';
import { languageInfo, PROTOCOL_VERSION } from '../info.ts';
import type { Answer } from './answer.ts';

export const kernelInfo: Answer = {
  answer(_, { library, debugger: debug }) {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return {
      protocol_version: PROTOCOL_VERSION,
      implementation: 'kernelab',
      implementation_version: version,
      language_info: languageInfo,
      banner: banner(version, library.names),
      help_links: [
        ...(library.pages ?? []).map(({ text, path }) => ({ text: say(text), url: extensions() + say(path) })),
        { text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' },
        { text: 'JavaScript (MDN)', url: 'https://developer.mozilla.org/docs/Web/JavaScript' },
        { text: 'Node.js', url: 'https://nodejs.org/docs/latest/api/' },
        ...(library.helpLinks ?? []),
      ],
      debugger: debug !== undefined,
      supported_features: debug ? ['debugger'] : [],
    };
  },
};

/** Where JupyterLab serves its extensions: at the server's root, on a hub below the user's part of it. (For another `base_url` the lab extension changes it.) */
function extensions(): string {
  return `${process.env['JUPYTERHUB_SERVICE_PREFIX'] ?? '/'}lab/extensions/`;
}

function banner(version: string, names: readonly string[]): string {
  const runtime = `Node ${process.versions.node}`;
  const head = say({
    en: `kernelab ${version}: TypeScript on ${runtime}.`,
    ko: `kernelab ${version}: TypeScript, ${runtime}.`,
  });
  if (names.length === 0) return head;
  const list = names.join(', ');
  return `${head} ${say({ en: `${list} are there.`, ko: `바로 쓸 수 있는 이름: ${list}.` })}`;
}
